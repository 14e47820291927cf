"""Made-up editions of lists: few keys and few texts, so that two editions meet in every way."""

from hypothesis import strategies as st

from congvu.engine.lists.document import Document, document
from congvu.engine.lists.merge import PARENTS
from congvu.engine.lists.sheets import LISTS, ListKind, Row, Sheet

COLUMNS = {
    "products": ("name", "points", "coefficient", "complexity"),
    "positions": ("name", "purpose"),
    "ranks": ("headcount",),
    "duties": ("duty", "work"),
    "requirements": ("level",),
    "competencies": ("name",),
    "levels": ("descriptor",),
    "parameters": ("value", "note"),
    "forms": ("text",),
}
SETTINGS = {
    ListKind.CATALOGUE: ("standard_points", "band_1"),
    ListKind.POSITIONS: ("unit_kind",),
    ListKind.FRAMEWORK: (),
    ListKind.LOCAL: (),
}
TEXTS = st.sampled_from(["", "1", "2", "3"])
NAMES = st.sampled_from(["1", "2", "3"])


@st.composite
def lists(draw: st.DrawFn, kind: ListKind) -> Document:
    """A list without orphans."""
    sheets: dict[str, list[Row]] = {}
    for sheet in LISTS[kind]:
        sheets[sheet.name] = draw(_rows(sheet, sheets))
    settings = {name: draw(TEXTS) for name in SETTINGS[kind]}
    return document(kind, "x", draw(NAMES), settings, sheets)


@st.composite
def _rows(draw: st.DrawFn, sheet: Sheet, sheets: dict[str, list[Row]]) -> list[Row]:
    """Rows in any order under keys of their own; a child names a parent that is there."""
    names = dict.fromkeys(sheet.key, NAMES)
    if sheet.name in PARENTS:
        parent, column = PARENTS[sheet.name]
        codes = [row["code"] for row in sheets[parent]]
        if not codes:
            return []
        names[column] = st.sampled_from(codes)
    rows = st.fixed_dictionaries({**names, **dict.fromkeys(COLUMNS[sheet.name], TEXTS)})
    return draw(st.lists(rows, max_size=3, unique_by=sheet.key_of))


@st.composite
def editions(draw: st.DrawFn, number: int = 3) -> tuple[Document, ...]:
    """So many editions of one list, of any kind."""
    kind = draw(st.sampled_from(ListKind))
    return tuple(draw(lists(kind)) for _ in range(number))
