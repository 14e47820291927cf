"""Reads of work that is in no catalogue: what waits for the office, what was decided (Đ13.3)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from congvu.apps.work.models import OutsideWork, Task
from congvu.kernel.vietnamese import fold


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """Work of one title, marks and case aside: how often, by whom, how heavy (tenths, how often).

    `title` and `output` are the latest wording; `assigned` and `declared` count how it came.
    """

    title_key: str
    title: str
    output: str
    times: int
    assigned: int
    declared: int
    people: tuple[str, ...]
    givers: tuple[str, ...]
    units: tuple[str, ...]
    coefficients: tuple[tuple[int, int], ...]
    last_task: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """Work outside the catalogue that the office decided, with why or into which proposal."""

    title: str
    times: int
    ruling: str
    reason: str
    proposal: str
    by: str | None
    at: datetime


_Line = tuple[int, str, str, int, bool, datetime, str, str | None, str]


def outside_of(agency_id: int) -> list[OutsideRow]:
    """Return what of an agency is in no catalogue and not decided, the most frequent first.

    Two queries. Work that came after a decision on its title waits again.
    """
    decided = dict(
        OutsideWork.objects.filter(agency=agency_id).order_by("last_task").values_list(
            "title_key", "last_task"
        )
    )  # fmt: skip
    inside = Q(unit__agency=agency_id) | Q(unit=agency_id)
    found = Task.objects.filter(inside, product=None, cancelled_at=None).order_by("pk").values_list(
        "pk", "title", "output", "coefficient_tenths", "declared", "assigned_at",
        F("person__full_name"), F("assigned_by__display_name"), F("unit__name"),
    )  # fmt: skip
    grouped: dict[str, list[_Line]] = {}
    for line in found.exclude(taken_from__isnull=False):
        key = fold(line[1])
        if line[0] > decided.get(key, 0):
            grouped.setdefault(key, []).append(line)
    rows = [_row(key, lines) for key, lines in grouped.items()]
    return sorted(rows, key=lambda row: (-row.times, -row.last_task))


def decided_of(agency_id: int, *, most: int = 100) -> list[DecidedRow]:
    """Return what an agency's office decided, the latest first."""
    rows = OutsideWork.objects.filter(agency=agency_id).order_by("-at", "-pk").values_list(
        "title", "times", "ruling", "reason", "proposal", F("by__display_name"), "at"
    )  # fmt: skip
    return [DecidedRow(*row) for row in rows[:most]]


def _row(key: str, lines: list[_Line]) -> OutsideRow:
    pk, title, output, _tenths, _declared, at, *_who = lines[-1]
    declared = sum(line[4] for line in lines)
    return OutsideRow(
        title_key=key,
        title=title,
        output=output,
        times=len(lines),
        assigned=len(lines) - declared,
        declared=declared,
        people=_often(line[6] for line in lines),
        givers=_often(line[7] for line in lines if line[7] and not line[4]),
        units=_often(line[8] for line in lines),
        coefficients=tuple(Counter(line[3] for line in lines).most_common()),
        last_task=pk,
        last_at=at,
    )


def _often(names: Iterable[str]) -> tuple[str, ...]:
    """The names, the most frequent first."""
    return tuple(name for name, _count in Counter(names).most_common())
