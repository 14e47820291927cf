"""Documents of every kind, as Hypothesis makes them: canonical texts under unique keys."""

from hypothesis import strategies as st

from congvu.engine.lists.document import NotValid, document, entered, written
from congvu.engine.lists.sheets import LISTS, Column, Kind, ListKind, Sheet

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"))
_PIECES = ("=1+1", "+5", "-3", "@x", "_x0041_", "Ghi chú: ", "II. ", "Tổng cộng", "STT", "'",
           '"', "\t", "C«ng hßa", "Coäng hoøa", "(1)", "2-3", "01/02/2026", "TRUE", "#N/A", "1e5",
           "0012", "Đ", "\n", " ")  # fmt: skip
TEXTS = st.one_of(
    st.text(_LETTERS, max_size=30),
    st.lists(st.sampled_from(_PIECES), max_size=4).map("".join),
)
_NUMBERS = {Kind.WHOLE: 0, Kind.TENTHS: 1, Kind.HUNDREDTHS: 2}


def cells(column: Column) -> st.SearchStrategy[str]:
    """Canonical texts of a column; "" where it may be empty."""
    if column.kind in _NUMBERS:
        places = _NUMBERS[column.kind]
        values = st.integers(0, 10**20).map(lambda value: written(value, places))
    elif column.kind is Kind.CHOICE:
        values = st.sampled_from(sorted(column.choices))
    elif column.kind is Kind.SPAN:
        values = st.sampled_from(("1", "5", "2-3", "1-5"))
    else:
        values = TEXTS.map(lambda text: canonical(column, text))
    return values.filter(bool) if column.required else st.one_of(st.just(""), values)


def canonical(column: Column, text: str) -> str:
    """The text as the cell holds it; "" where it cannot."""
    try:
        return entered(column, text)
    except NotValid:
        return ""


def rows(sheet: Sheet, most: int = 4) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows of a sheet with unique keys."""
    row = st.fixed_dictionaries({column.name: cells(column) for column in sheet.columns})
    return st.lists(row, max_size=most, unique_by=sheet.key_of)


@st.composite
def documents(draw, kind: ListKind):
    """A whole document of a kind."""
    settings = {
        ListKind.CATALOGUE: st.fixed_dictionaries(
            {}, optional={"standard_points": st.sampled_from(("5", "0,5")),
                          "band_2": st.sampled_from(("1-10", "11-50"))}),
        ListKind.POSITIONS: st.fixed_dictionaries({"unit_kind": st.sampled_from(("xã", "sở"))}),
    }.get(kind, st.just({}))  # fmt: skip
    sheets = {sheet.name: draw(rows(sheet)) for sheet in LISTS[kind]}
    name = draw(TEXTS.map(lambda text: " ".join(text.split())).filter(bool))
    return document(
        kind, draw(st.sampled_from(("", "DM.01", "0012"))), name, draw(settings), sheets
    )
