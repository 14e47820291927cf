"""Rows, cells and conflicts of lists in a reader's words: for commands and pages alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from congvu.engine.lists.conflicts import NAME, SETTINGS, Conflict
from congvu.engine.lists.differences import Differences, SheetDifferences
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import Column, ListKind, Row, Sheet, sheet_named
from congvu.exchange.toolkit.lists import SETTINGS as SETTING_COLUMNS

NOTHING = "(trống)"
LIST_NAME = "Tên danh mục"
LIST_SETTINGS = "Thiết lập của danh mục"
_LONGEST_CODE = 2


@dataclass(frozen=True, slots=True)
class CellTold:
    """A cell before and after, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row in words: which one, and its cells that changed (none: the whole row)."""

    label: str
    cells: tuple[CellTold, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTold:
    """What changed in a sheet, in words."""

    title: str
    added: tuple[RowTold, ...]
    changed: tuple[RowTold, ...]
    removed: tuple[RowTold, ...]

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One of the texts that go together in a conflict: as it was, ours, theirs."""

    name: str
    title: str
    base: str
    ours: str
    theirs: str
    column: Column


@dataclass(frozen=True, slots=True)
class ConflictTold:
    """A conflict in words: where, what happened to the row as a whole, its cells.

    `removed_by` is "ours", "theirs" or "" where both still have the row; `within` counts the rows
    under it that go with it.
    """

    where: str
    label: str
    cells: tuple[ConflictCell, ...]
    removed_by: str
    within: int


def shown(column: Column, text: str) -> str:
    """Return a cell's text as people read it: a choice by its label, codes like N1 as they are."""
    if not text:
        return ""
    return text if len(text) <= _LONGEST_CODE else column.choices.get(text, text)


def shown_or_nothing(text: str) -> str:
    """Return a text in quotation marks, or the word for an empty cell."""
    return f"“{text}”" if text else NOTHING


def row_label(sheet: Sheet, row: Row) -> str:
    """Name a row: its key, and what it is called where it has a name."""
    keys = [shown(sheet.column(name), row.get(name, "")) for name in sheet.key]
    called = next((row[name] for name in ("name", "duty", "rank") if row.get(name)), "")
    label = " · ".join(filter(None, keys))
    return f"{label} – {called}" if called and called not in keys else label


def changes_told(found: Differences, kind: ListKind) -> tuple[SheetTold, ...]:
    """Tell what changed, sheets without a change left out; name and settings come first."""
    head = _head_told(found, kind)
    sheets = [_sheet_told(one) for one in found.sheets.values() if one.count]
    return (*([head] if head else []), *sheets)


def counted(found: Differences) -> str:
    """Sum up in a few words: "12 dòng mới, 3 dòng sửa, 1 dòng bỏ"."""
    parts = (
        (sum(len(one.added) for one in found.sheets.values()), "dòng mới"),
        (sum(len(one.changed) for one in found.sheets.values()), "dòng sửa"),
        (sum(len(one.removed) for one in found.sheets.values()), "dòng bỏ"),
        (len(found.settings) + (found.name is not None), "thiết lập đổi"),
    )
    return ", ".join(f"{number} {what}" for number, what in parts if number) or "không khác gì"


def conflict_told(conflict: Conflict, merged: Iterable[Document], kind: ListKind) -> ConflictTold:
    """Put a conflict into words; `merged` are the three editions, which give its row a name."""
    where, key, _ = conflict.id
    if where in (NAME, SETTINGS):
        label = LIST_NAME if where == NAME else LIST_SETTINGS
        return ConflictTold("", label, _cells(conflict, _columns(where, kind)), "", 0)
    sheet = sheet_named(where)
    row = next(
        (row for one in merged for row in one.rows(where) if sheet.key_of(row) == key),
        dict(zip(sheet.key, key, strict=True)),
    )
    columns = {one.name: one for one in sheet.columns}
    removed = "ours" if conflict.ours is None else "theirs" if conflict.theirs is None else ""
    cells = _cells(conflict, columns)
    return ConflictTold(sheet.title, row_label(sheet, row), cells, removed, len(conflict.within))


def _columns(where: str, kind: ListKind) -> Mapping[str, Column]:
    if where == NAME:
        return {NAME: Column(NAME, LIST_NAME, required=True)}
    return {one.name: one for one in SETTING_COLUMNS[kind]}


def _cells(conflict: Conflict, columns: Mapping[str, Column]) -> tuple[ConflictCell, ...]:
    """The texts that differ anywhere, of those that go together; of a removed row what changed."""
    base, ours, theirs = conflict.base or {}, conflict.ours or {}, conflict.theirs or {}
    kept = ours if conflict.theirs is None else theirs
    names = conflict.columns or [name for name in columns if base.get(name) != kept.get(name)]
    return tuple(
        ConflictCell(
            name,
            columns[name].title,
            shown(columns[name], base.get(name, "")),
            shown(columns[name], ours.get(name, "")),
            shown(columns[name], theirs.get(name, "")),
            columns[name],
        )
        for name in names
        if name in columns and len({base.get(name), ours.get(name), theirs.get(name)}) > 1
    )


def _head_told(found: Differences, kind: ListKind) -> SheetTold | None:
    cells = list(_setting_cells(found, kind))
    if found.name:
        cells.insert(0, CellTold(LIST_NAME, *found.name))
    if not cells:
        return None
    return SheetTold(LIST_SETTINGS, (), (RowTold("", tuple(cells)),), ())


def _setting_cells(found: Differences, kind: ListKind) -> Iterator[CellTold]:
    titles = {one.name: one.title for one in SETTING_COLUMNS[kind]}
    for name, (before, after) in found.settings.items():
        yield CellTold(titles.get(name, name), before, after)


def _sheet_told(found: SheetDifferences) -> SheetTold:
    sheet = sheet_named(found.sheet)
    return SheetTold(
        sheet.title,
        tuple(RowTold(row_label(sheet, row)) for row in found.added),
        tuple(
            RowTold(row_label(sheet, one.row), tuple(_changed_cells(sheet, one.columns)))
            for one in found.changed
        ),
        tuple(RowTold(row_label(sheet, row)) for row in found.removed),
    )


def _changed_cells(sheet: Sheet, columns: Mapping[str, tuple[str, str]]) -> Iterator[CellTold]:
    for name, (before, after) in columns.items():
        column = sheet.column(name)
        yield CellTold(column.title, shown(column, before), shown(column, after))
