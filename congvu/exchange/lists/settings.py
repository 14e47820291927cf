"""The sheet “Thiết lập” of our own workbooks: each list's code, name and settings."""

from collections.abc import Iterator

from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import LIST_TITLES, ListKind
from congvu.exchange.lists.gathering import Gathering, as_typed
from congvu.exchange.lists.layouts import SETTINGS_TITLES
from congvu.exchange.lists.worksheets import Worksheet
from congvu.exchange.workbook.cells import Cell, text_of
from congvu.exchange.workbook.problems import Place

SETTINGS_SHEET = "Thiết lập"
CODE, NAME = "Mã danh sách", "Tên danh sách"
_KIND_OF = {title: kind for kind, title in LIST_TITLES.items()}


def settings_lines(document: Document) -> Iterator[tuple[str, str, str]]:
    """The lines of a document: its code, its name, then each setting by its name in files."""
    title = LIST_TITLES[document.kind]
    yield title, CODE, document.code
    yield title, NAME, document.name
    for name, text in document.settings.items():
        yield title, name, text


def is_settings(sheet: Worksheet) -> bool:
    """Whether the sheet begins with the three titles of our settings."""
    first = [text_of(cell) for cell in sheet.rows[0]] if sheet.rows else []
    return tuple(first[: len(SETTINGS_TITLES)]) == SETTINGS_TITLES


def read_settings(sheet: Worksheet, gathering: Gathering) -> None:
    """Take codes, names and settings; a line of no list of ours is told."""
    for number, row in enumerate(sheet.rows[1:], start=2):
        title, name, value = (_typed(row, column) for column in range(3))
        kind = _KIND_OF.get(title)
        if kind is None:
            if title or name or value:
                gathering.problems.notice(
                    Place(sheet.name, number), f"không có danh sách “{title}”: bỏ qua dòng này"
                )
        elif name in (CODE, NAME):
            _name(kind, name, value, gathering)
        else:
            gathering.settings.setdefault(kind.value, {})[name] = value


def _name(kind: ListKind, which: str, value: str, gathering: Gathering) -> None:
    code, name = gathering.names.get(kind.value, ("", ""))
    gathering.names[kind.value] = (value, name) if which == CODE else (code, value)


def _typed(row: list[Cell], column: int) -> str:
    cell = row[column] if column < len(row) else None
    return as_typed(cell) if cell else ""
