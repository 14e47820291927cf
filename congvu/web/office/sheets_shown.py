"""Which columns of a sheet a grid shows first, and which of them can be filtered by."""

from collections.abc import Mapping

from congvu.engine.lists.sheets import Column, Kind, Sheet
from congvu.kernel.frozen import FrozenMap

_FIRST: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "products": (
            *("code", "group", "section", "name", "output", "complexity", "points", "coefficient"),
        ),
        "positions": ("code", "name", "group", "purpose", "education", "experience"),
    }
)
_FILTERED: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "products": ("group", "section", "complexity"),
        "positions": ("group",),
        "ranks": ("position",),
        "duties": ("position",),
        "requirements": ("position", "competency"),
        "competencies": ("group",),
        "levels": ("competency", "level"),
        "forms": ("form",),
    }
)
_NUMBERS = (Kind.WHOLE, Kind.TENTHS, Kind.HUNDREDTHS)
_MOST_LETTERS_OF_A_MARK = 2
_LONGEST_LINE = 300


def shown_columns(sheet: Sheet, *, every: bool) -> tuple[Column, ...]:
    """Return the columns of a grid: those a reader needs first, or every one."""
    first = _FIRST.get(sheet.name, tuple(c.name for c in sheet.columns if c.name != "source"))
    return tuple(one for one in sheet.columns if every or one.name in first)


def filtered_columns(sheet: Sheet) -> tuple[str, ...]:
    """Return the names of the columns whose head holds a filter."""
    return _FILTERED.get(sheet.name, ())


def shown_text(column: Column, text: str) -> str:
    """Return a cell as a grid shows it: a choice in words, unless its code is a mark such as N3."""
    if column.kind is not Kind.CHOICE or len(text) <= _MOST_LETTERS_OF_A_MARK:
        return text
    return column.choices.get(text, text)


def choice_label(column: Column, code: str) -> str:
    """Return a choice as a list of choices shows it: "A. Lãnh đạo, quản lý", "Nhóm 3"."""
    label = column.choices.get(code, code)
    is_mark = len(code) <= _MOST_LETTERS_OF_A_MARK and label != code
    return f"{code}. {label}" if is_mark else label


def look_of(column: Column) -> str:
    """Return how a cell is edited: number, choice, line or lines."""
    if column.kind in _NUMBERS:
        return "number"
    if column.kind is Kind.CHOICE:
        return "choice"
    is_short = column.kind in (Kind.CODE, Kind.SPAN) or column.longest <= _LONGEST_LINE
    return "line" if is_short else "lines"
