"""What changed from one edition of a list to another: settings, and rows by their key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from congvu.engine.lists.document import Document, Rows
from congvu.engine.lists.sheets import LISTS, Key, Row, Sheet
from congvu.kernel.frozen import FrozenMap

Pair = tuple[str, str]


class KeyTwice(ValueError):
    """Two rows of a sheet have one key, so neither can be compared."""

    def __init__(self, sheet: Sheet, key: Key) -> None:
        named = ", ".join(
            f"{sheet.column(n).title} “{t}”" for n, t in zip(sheet.key, key, strict=True)
        )
        super().__init__(f"“{sheet.title}” có hai dòng cùng {named}; sửa mã hoặc bỏ một dòng.")
        self.sheet = sheet.name
        self.key = key


class OtherKind(ValueError):
    """Two lists of different kinds are not editions of one list."""

    def __init__(self, one: Document, other: Document) -> None:
        super().__init__(f"“{one.name}” và “{other.name}” là hai loại danh mục khác nhau.")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that both editions have: its key, how it reads after, column → (before, after)."""

    key: Key
    row: Row
    columns: Mapping[str, Pair]


@dataclass(frozen=True, slots=True)
class SheetDifferences:
    """What changed in one sheet; added and changed in the order of after, removed of before."""

    sheet: str
    added: Rows = ()
    removed: Rows = ()
    changed: tuple[ChangedRow, ...] = ()

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed in a list: its name (None: nothing), settings, and every sheet of its kind."""

    name: Pair | None = None
    settings: Mapping[str, Pair] = field(default_factory=FrozenMap)
    sheets: Mapping[str, SheetDifferences] = field(default_factory=FrozenMap)

    @property
    def count(self) -> int:
        """How many rows and settings differ, the name counted as one."""
        rows = sum(one.count for one in self.sheets.values())
        return rows + len(self.settings) + (self.name is not None)


def differences(before: Document | None, after: Document | None) -> Differences:
    """Return what changed; None stands for a list that is not there yet, or no more.

    The order of rows is no difference. Raises KeyTwice, OtherKind.
    """
    known = after or before
    if known is None:
        return Differences()
    old, new = before or empty_like(known), after or empty_like(known)
    if old.kind is not new.kind:
        raise OtherKind(old, new)
    return Differences(
        None if old.name == new.name else (old.name, new.name),
        changed_texts((), old.settings, new.settings),
        FrozenMap({s.name: _of_sheet(s, old, new) for s in LISTS[known.kind]}),
    )


def by_key(sheet: Sheet, rows: Iterable[Row]) -> dict[Key, Row]:
    """Return the rows by their key, in order; raises KeyTwice."""
    found: dict[Key, Row] = {}
    for row in rows:
        key = sheet.key_of(row)
        if key in found:
            raise KeyTwice(sheet, key)
        found[key] = row
    return found


def empty_like(one: Document) -> Document:
    """Return the list of the same kind and code that holds nothing yet."""
    return Document(one.kind, one.code, "")


def changed_texts(first: Iterable[str], before: Row, after: Row) -> FrozenMap[str, Pair]:
    """Return name → (before, after) where the texts differ, those named `first` before others."""
    pairs = {
        name: (before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys((*first, *before, *after))
    }
    return FrozenMap({name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


def _of_sheet(sheet: Sheet, old: Document, new: Document) -> SheetDifferences:
    before, after = by_key(sheet, old.rows(sheet.name)), by_key(sheet, new.rows(sheet.name))
    columns = [one.name for one in sheet.columns]
    both = [(key, row) for key, row in after.items() if key in before]
    compared = (ChangedRow(k, row, changed_texts(columns, before[k], row)) for k, row in both)
    return SheetDifferences(
        sheet.name,
        added=tuple(row for key, row in after.items() if key not in before),
        removed=tuple(row for key, row in before.items() if key not in after),
        changed=tuple(one for one in compared if one.columns),
    )
