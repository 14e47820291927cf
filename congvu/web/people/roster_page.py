"""Nạp danh sách: the lists loaded, and what one of them would change, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from congvu.apps.positions.enums import RosterKind, RosterState
from congvu.apps.positions.queries import RosterRow
from congvu.exchange.rosters.people import counts_of
from congvu.kernel.dates import format_day
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count

KINDS = dict(RosterKind.choices)
STATES = dict(RosterState.choices)
MOST_ROWS = 200
ACTS = {
    "new": "mới",
    "move": "đổi đơn vị, chức vụ",
    "change": "đổi tên, nơi trực thuộc, mã",
    "end": "thôi giữ vị trí",
    "absent": "không có trong tệp, giữ nguyên",
    "same": "không đổi",
}
_SHOWN = ("new", "move", "change", "end", "absent")


@dataclass(frozen=True)
class RosterLine:
    """A list that was loaded."""

    filename: str
    href: str
    kind: str
    unit: str
    when: str
    by: str
    state: str
    waits: bool


@dataclass(frozen=True)
class PlannedRow:
    """One row of a plan: who or what, where in the file, as it is and as it would be."""

    name: str
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedPart:
    """The rows that do one thing; `more` how many are not shown."""

    title: str
    rows: tuple[PlannedRow, ...]
    more: str


@dataclass(frozen=True)
class RosterPage:
    """The whole page of one loaded list."""

    filename: str
    kind: str
    unit: str
    answer: str
    standing: str
    parts: tuple[PlannedPart, ...]
    refused: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    sha256: str
    applies: bool
    discards: bool
    undoes: bool


def roster_lines(rows: Sequence[RosterRow]) -> tuple[RosterLine, ...]:
    """The lists loaded, latest first."""
    return tuple(
        RosterLine(
            one.filename, reverse("roster", args=(one.id,)), KINDS[one.kind], one.unit_name,
            moment(one.planned_at), one.planned_by_name or "", STATES[one.state],
            one.state == RosterState.PLANNED,
        )
        for one in rows
    )  # fmt: skip


def roster_page(row: RosterRow, *, reader: int) -> RosterPage:
    """What a loaded list would change, or has changed."""
    rows, refused = row.plan["rows"], row.plan["refused"]
    planned = row.state == RosterState.PLANNED
    return RosterPage(
        filename=row.filename,
        kind=KINDS[row.kind],
        unit=row.unit_name,
        answer=_answer(rows, refused),
        standing=_standing(row, reader),
        parts=tuple(_part(act, rows) for act in _SHOWN if any(one["act"] == act for one in rows)),
        refused=tuple((place, what, typed) for place, what, typed in refused[:MOST_ROWS]),
        notices=tuple(row.plan["notices"]),
        sha256=row.sha256,
        applies=planned and row.planned_by != reader and _does(rows),
        discards=planned,
        undoes=row.state == RosterState.APPLIED,
    )


def _does(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(one["act"] in ("new", "move", "change", "end") for one in rows)


def _answer(rows: Sequence[Mapping[str, Any]], refused: Sequence[object]) -> str:
    counted = counts_of(rows)
    told = [f"{count(counted[act])} {ACTS[act]}" for act in ACTS if counted.get(act)]
    if refused:
        told.append(f"{count(len(refused))} dòng không nhận")
    return "; ".join(told) + "."


def _standing(row: RosterRow, reader: int) -> str:
    by = row.planned_by_name or ""
    if row.state == RosterState.PLANNED:
        own = row.planned_by == reader
        wait = "một người khác xem và áp dụng" if own else "xem rồi áp dụng, hoặc bỏ"
        return f"{by} nạp {moment(row.planned_at)}. Chưa có gì đổi: {wait}."
    if row.applied_at is None:
        return f"{by} nạp {moment(row.planned_at)}; đã bỏ, không có gì đổi."
    undone = "; đã hoàn tác" if row.state == RosterState.UNDONE else ""
    return f"{row.applied_by_name} áp dụng {moment(row.applied_at)}{undone}."


def _part(act: str, rows: Sequence[Mapping[str, Any]]) -> PlannedPart:
    own = [one for one in rows if one["act"] == act]
    more = len(own) - MOST_ROWS
    return PlannedPart(
        f"{ACTS[act][:1].upper()}{ACTS[act][1:]}: {count(len(own))}",
        tuple(_row(one) for one in own[:MOST_ROWS]),
        f"… và {count(more)} dòng nữa" if more > 0 else "",
    )


def _row(one: Mapping[str, Any]) -> PlannedRow:
    if "person" in one:
        since = format_day(date.fromisoformat(one["since"]))
        before = f"{one['was_title']}, {one['was_unit']}" if "was_title" in one else ""
        after = "" if one["act"] == "absent" else f"{one['title']}, {one['unit_name']}, từ {since}"
        if one["act"] == "end":
            after = f"thôi từ {since}"
        return PlannedRow(f"{one['name']} ({one['person']})", one["place"], before, after)
    was = one.get("was", {})
    keys = [key for key in ("name", "parent", "official_code") if one.get(key) != was.get(key)]
    if one["act"] == "absent":
        keys = []
    before = ", ".join(str(was[key]) for key in keys if was.get(key))
    after = ", ".join(str(one[key]) for key in keys if one.get(key))
    return PlannedRow(f"{one['name']} ({one['unit']})", one["place"], before, after)
