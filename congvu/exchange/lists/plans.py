"""A plan of changes as plain values, so that it can be stored until a second person applies it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from congvu.engine.lists.sheets import Key, ListKind, Row
from congvu.exchange.lists.gathering import CellFault, RefusedRow
from congvu.exchange.lists.worksheets import LegacyText
from congvu.exchange.workbook.problems import Place
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.legacy_text import Encoding

Fields = Mapping[str, tuple[str, str]]
FORMAT = 1


class Scope(StrEnum):
    """What a row's absence from the files means.

    NAMED: it is gone only where the files speak of its section, position or competency; rows of
    lists without such a column (positions, competencies) are never gone. WHOLE: the files are the
    whole list.
    """

    NAMED = "named"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is held and differs: column → (text held, text in the file)."""

    key: Key
    place: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is held and not in the files, and the key of the row it stood after."""

    row: Row
    after: Key | None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: all rows as the files would have them, and how they differ from those held.

    `gone` may be dropped when the plan is applied; `kept` are out of the files' scope and stay.
    """

    kind: ListKind
    sheet: str
    rows: tuple[Row, ...]
    new: tuple[Key, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Left, ...]
    kept: tuple[Left, ...]
    same: int


@dataclass(frozen=True, slots=True)
class ListPlan:
    """The plan of a reading: its sheets, settings that would change, what was refused and told."""

    scope: Scope
    sheets: tuple[SheetPlan, ...]
    settings: Mapping[ListKind, Fields]
    names: Mapping[ListKind, tuple[str, str]]
    refused: tuple[RefusedRow, ...]
    notices: tuple[tuple[str, str, str, str], ...]  # (address, what, right, what was done)
    legacy: tuple[LegacyText, ...]

    def sheet(self, kind: ListKind, name: str) -> SheetPlan:
        """Return the plan of one sheet; raises KeyError."""
        return {(one.kind, one.sheet): one for one in self.sheets}[kind, name]

    def as_json(self) -> dict[str, Any]:
        """The plan as plain values; `from_json` gives an equal plan."""
        return {
            "format": FORMAT,
            "scope": self.scope.value,
            "sheets": [_sheet_json(one) for one in self.sheets],
            "settings": {
                kind.value: {name: list(pair) for name, pair in fields.items()}
                for kind, fields in self.settings.items()
            },
            "names": {kind.value: list(pair) for kind, pair in self.names.items()},
            "refused": [_refused_json(one) for one in self.refused],
            "notices": [list(one) for one in self.notices],
            "legacy": [_legacy_json(one) for one in self.legacy],
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "ListPlan":
        """Return the plan that `as_json` stored; raises ValueError for another format."""
        return _plan_of(stored)


def _plan_of(stored: Mapping[str, Any]) -> ListPlan:
    if stored.get("format") != FORMAT:
        raise ValueError(f"Kế hoạch nhập có dạng {stored.get('format')!r}, cần {FORMAT}.")
    settings = {
        ListKind(kind): FrozenMap({name: tuple(pair) for name, pair in fields.items()})
        for kind, fields in stored["settings"].items()
    }
    return ListPlan(
        Scope(stored["scope"]),
        tuple(map(_sheet_of, stored["sheets"])),
        FrozenMap(settings),
        FrozenMap({ListKind(kind): tuple(pair) for kind, pair in stored["names"].items()}),
        tuple(map(_refused_of, stored["refused"])),
        tuple((one[0], one[1], one[2], one[3]) for one in stored["notices"]),
        tuple(map(_legacy_of, stored["legacy"])),
    )


def _sheet_json(one: SheetPlan) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "sheet": one.sheet,
        "rows": [dict(row) for row in one.rows],
        "new": [list(key) for key in one.new],
        "changed": [
            [list(change.key), change.place, {n: list(pair) for n, pair in change.fields.items()}]
            for change in one.changed
        ],
        "gone": [_left_json(left) for left in one.gone],
        "kept": [_left_json(left) for left in one.kept],
        "same": one.same,
    }


def _left_json(left: Left) -> list[Any]:
    return [dict(left.row), None if left.after is None else list(left.after)]


def _sheet_of(stored: Mapping[str, Any]) -> SheetPlan:
    changed = (
        Changed(tuple(key), place, FrozenMap({n: tuple(pair) for n, pair in fields.items()}))
        for key, place, fields in stored["changed"]
    )
    return SheetPlan(
        ListKind(stored["kind"]),
        stored["sheet"],
        tuple(FrozenMap(row) for row in stored["rows"]),
        tuple(tuple(key) for key in stored["new"]),
        tuple(changed),
        tuple(map(_left_of, stored["gone"])),
        tuple(map(_left_of, stored["kept"])),
        stored["same"],
    )


def _left_of(stored: Sequence[Any]) -> Left:
    row, after = stored
    return Left(FrozenMap(row), None if after is None else tuple(after))


def _refused_json(one: RefusedRow) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "place": _place_json(one.place),
        "typed": dict(one.typed),
        "faults": [[_place_json(f.place), f.title, f.typed, f.what, f.right] for f in one.faults],
    }


def _refused_of(stored: Mapping[str, Any]) -> RefusedRow:
    faults = (CellFault(Place(*place), *texts) for place, *texts in stored["faults"])
    return RefusedRow(
        stored["sheet"], Place(*stored["place"]), FrozenMap(stored["typed"]), tuple(faults)
    )


def _place_json(place: Place) -> list[Any]:
    return [place.sheet, place.row, place.column]


def _legacy_json(one: LegacyText) -> list[Any]:
    samples = [list(pair) for pair in one.samples]
    return [one.sheet, one.encoding.value, one.cells, samples, one.converted]


def _legacy_of(stored: Sequence[Any]) -> LegacyText:
    sheet, encoding, cells, samples, converted = stored
    pairs = tuple((before, after) for before, after in samples)
    return LegacyText(sheet, Encoding(encoding), cells, pairs, converted)
