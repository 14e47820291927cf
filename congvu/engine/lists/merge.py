"""Two editions that grew out of one, brought together: nothing lost, nothing mixed in silence.

What only one side changed is taken; what both changed differently is a conflict that a person
settles. Texts that rest on each other (points and coefficient; a value and its reason) are taken
from one side together, and so is a position with its duties when one side removed it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from congvu.engine.lists.conflicts import (
    NAME,
    SETTINGS,
    Choice,
    Conflict,
    ConflictId,
    NotResolved,
    Side,
)
from congvu.engine.lists.differences import OtherKind, by_key, empty_like
from congvu.engine.lists.document import Document, NotValid, document, entered, sparse
from congvu.engine.lists.sheets import (
    CRITERIA,
    LISTS,
    Column,
    Key,
    Row,
    Sheet,
    sheet_named,
)
from congvu.kernel.frozen import FrozenMap

TOGETHER: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "products": ("points", "complexity", *CRITERIA, "coefficient"),
        "parameters": ("value", "note"),
        SETTINGS: ("standard_points", "band_1", "band_2", "band_3", "band_4", "band_5"),
    }
)
"""Texts that rest on each other, by sheet; a conflict over them is named after the first."""
PARENTS: Mapping[str, tuple[str, str]] = FrozenMap(
    {
        "ranks": ("positions", "position"),
        "duties": ("positions", "position"),
        "requirements": ("positions", "position"),
        "levels": ("competencies", "competency"),
    }
)
"""A sheet whose rows belong to rows of another: child → (parent, the column that names it)."""


_Row = tuple[str, Key]  # a sheet and a key in it
_TOP: Key = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The three editions, their conflicts, and the list as it is with ours kept in all of them."""

    base: Document
    ours: Document
    theirs: Document
    document: Document
    conflicts: tuple[Conflict, ...]


def merge(base: Document | None, ours: Document, theirs: Document) -> Merged:
    """Bring together what ours and theirs made of base (None: they have no common ancestor).

    The list keeps our code. Rows stand in our order (in theirs where only they moved rows); rows
    of the other side follow their predecessor there. Raises KeyTwice, OtherKind.
    """
    first = base or empty_like(ours)
    for one in (first, theirs):
        if one.kind is not ours.kind:
            raise OtherKind(ours, one)
    met: list[Conflict] = []
    three = _plain(first), _plain(ours), _plain(theirs)
    whole = _Combining(*three, partial(_keep_ours, met)).document()
    return Merged(*three, whole, tuple(met))


def resolve(merged: Merged, choices: Mapping[ConflictId, Choice]) -> Document:
    """Return the list with every conflict settled; own texts are read as typed into the cells.

    Raises NotResolved for a conflict without a choice and a choice without a conflict, NotValid
    for a text that cannot stand in its column.
    """
    known = {one.id for one in merged.conflicts}
    if open_ones := [one.id for one in merged.conflicts if one.id not in choices]:
        raise NotResolved("Còn chỗ khác nhau chưa chọn", open_ones)
    if strangers := [one for one in choices if one not in known]:
        raise NotResolved("Lựa chọn không ứng với chỗ khác nhau nào", strangers)
    three = merged.base, merged.ours, merged.theirs
    return _Combining(*three, lambda conflict: choices[conflict.id]).document()


def _plain(one: Document) -> Document:
    return document(one.kind, one.code, one.name, one.settings, one.sheets)


def _keep_ours(met: list[Conflict], conflict: Conflict) -> Choice:
    met.append(conflict)
    return Side.OURS


@dataclass(frozen=True, slots=True)
class _Three:
    """The rows of one sheet in the three editions, by key."""

    base: Mapping[Key, Row]
    ours: Mapping[Key, Row]
    theirs: Mapping[Key, Row]

    def at(self, side: Side) -> Mapping[Key, Row]:
        return self.ours if side is Side.OURS else self.theirs

    def in_either(self) -> Iterable[Key]:
        return dict.fromkeys((*self.ours, *self.theirs))


class _Combining:
    """One walk over the three editions; `decide` is asked in every conflict."""

    def __init__(
        self,
        base: Document,
        ours: Document,
        theirs: Document,
        decide: Callable[[Conflict], Choice],
    ) -> None:
        self.three = base, ours, theirs
        self.decide = decide
        self.sheets = LISTS[ours.kind]
        self.rows = {
            s.name: _Three(*(by_key(s, one.rows(s.name)) for one in self.three))
            for s in self.sheets
        }
        self.touched = _touched(self.rows)
        self.families: dict[_Row, Side] = {}  # rows whose children are taken whole, from whom

    def document(self) -> Document:
        """Return the combined list."""
        base, ours, theirs = self.three
        names = [sparse({NAME: one.name}) for one in self.three]
        name = self.texts(ConflictId(NAME, (), ""), (), *names).get(NAME, "")
        settings = self.texts(
            ConflictId(SETTINGS, (), ""), (), base.settings, ours.settings, theirs.settings
        )
        sheets = {one.name: self.sheet(one) for one in self.sheets}
        return document(ours.kind, ours.code, name, settings, sheets)

    def sheet(self, sheet: Sheet) -> list[Row]:
        """Return the combined rows of a sheet; a parent's sheet is asked before its children's."""
        three = self.rows[sheet.name]
        found = {key: self.row(sheet, three, key) for key in three.in_either()}
        kept = {key: row for key, row in found.items() if row is not None}
        return [kept[key] for key in _in_order(three, kept)]

    def row(self, sheet: Sheet, three: _Three, key: Key) -> Row | None:
        """Return one row, None where it is removed."""
        base, ours, theirs = three.base.get(key), three.ours.get(key), three.theirs.get(key)
        if (side := self.families.get(_parent(sheet.name, key))) is not None:
            return three.at(side).get(key)
        if ours is None or theirs is None:
            if base is not None:
                return self.removed_by_one(sheet, key, base, ours, theirs)
            return theirs if ours is None else ours
        columns = [one.name for one in sheet.columns]
        return self.texts(ConflictId(sheet.name, key, ""), columns, base or {}, ours, theirs)

    def removed_by_one(
        self, sheet: Sheet, key: Key, base: Row, ours: Row | None, theirs: Row | None
    ) -> Row | None:
        """Return what becomes of a row that one side removed: gone, unless the other touched it."""
        keeper, kept = (Side.THEIRS, theirs) if ours is None else (Side.OURS, ours)
        within = tuple(self.touched.get((keeper, (sheet.name, key)), ()))
        if kept == base and not within:
            return None
        conflict = Conflict(ConflictId(sheet.name, key, ""), (), base, ours, theirs, within)
        choice = self.decide(conflict)
        taken = choice if isinstance(choice, Side) else keeper
        self.families[sheet.name, key] = taken
        if isinstance(choice, Side):
            return conflict.at(choice)
        named = dict(zip(sheet.key, key, strict=True))
        return _typed(sheet.name, [one.name for one in sheet.columns], {**choice, **named})

    def texts(
        self, where: ConflictId, columns: Iterable[str], base: Row, ours: Row, theirs: Row
    ) -> Row:
        """Return one row's texts (or the settings), bundle by bundle; `columns` come first."""
        merged: dict[str, str] = {}
        for names in _bundles(where.sheet, dict.fromkeys((*columns, *base, *ours, *theirs))):
            parts = [sparse({n: row.get(n, "") for n in names}) for row in (base, ours, theirs)]
            merged |= self.bundle(where._replace(column=names[0]), names, *parts)
        return FrozenMap(merged)

    def bundle(
        self, where: ConflictId, columns: tuple[str, ...], base: Row, ours: Row, theirs: Row
    ) -> Row:
        """Return the texts that go together, from the side that changed them."""
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        conflict = Conflict(where, columns, base, ours, theirs)
        choice = self.decide(conflict)
        if isinstance(choice, Side):
            return theirs if choice is Side.THEIRS else ours
        return _typed(where.sheet, columns, choice)


def _parent(sheet: str, key: Key) -> _Row:
    """Return the row that a row belongs to; ("", ()) for one that belongs to none."""
    parent, column = PARENTS.get(sheet, ("", ""))
    return (parent, (key[sheet_named(sheet).key.index(column)],)) if parent else ("", ())


def _touched(rows: Mapping[str, _Three]) -> dict[tuple[Side, _Row], list[_Row]]:
    """Return, by side and parent, the children that the side added or changed."""
    found: dict[tuple[Side, _Row], list[_Row]] = {}
    for sheet in [name for name in rows if name in PARENTS]:
        three = rows[sheet]
        for side in Side:
            for key, row in three.at(side).items():
                if row != three.base.get(key):
                    found.setdefault((side, _parent(sheet, key)), []).append((sheet, key))
    return found


def _bundles(sheet: str, names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the columns in order, those that go together at the place of their first."""
    together = TOGETHER.get(sheet, ())
    given = False
    for name in names:
        if name not in together:
            yield (name,)
        elif not given:
            given = True
            yield together


def _in_order(three: _Three, kept: Collection[Key]) -> Iterator[Key]:
    """Yield the kept keys: the spine of one side, the other's additions after their predecessor."""
    spine, other = three.ours, three.theirs
    if _moved(three.base, other) and not _moved(three.base, spine):
        spine, other = other, spine
    after: dict[Key, list[Key]] = {}
    place = _TOP
    for key in other:
        if key in spine:
            place = key if key in kept else place
        elif key in kept:
            after.setdefault(place, []).append(key)
    yield from after.get(_TOP, ())
    for key in spine:
        if key in kept:
            yield key
            yield from after.get(key, ())


def _moved(base: Mapping[Key, Row], side: Mapping[Key, Row]) -> bool:
    return [key for key in base if key in side] != [key for key in side if key in base]


def _typed(sheet: str, columns: Sequence[str], texts: Mapping[str, str]) -> Row:
    """Return a person's own texts, read as cells of their columns."""
    if strange := [name for name in texts if name not in columns]:
        raise NotValid(f"“{strange[0]}” không thuộc chỗ này", f"một trong: {', '.join(columns)}")
    return sparse({name: entered(_column(sheet, name), texts.get(name, "")) for name in columns})


def _column(sheet: str, name: str) -> Column:
    if sheet == NAME:
        return Column(NAME, "Tên danh mục", required=True)
    return Column(name, name) if sheet == SETTINGS else sheet_named(sheet).column(name)
