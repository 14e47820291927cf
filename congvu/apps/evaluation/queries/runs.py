"""Closes of periods: who proposed and signed them, how far the job is, if anybody is at it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Now

from congvu.apps.evaluation.enums import ALIVE, DUE, RunState
from congvu.apps.evaluation.models import CloseRun
from congvu.apps.evaluation.queries.rehearsals import Rehearsed

RUNNER = (335, 2025)
"""The advisory lock of the one process that closes."""
STARTS_WITHIN = timedelta(seconds=15)
"""How long a runner may take until it is heard of."""
_FIELDS = (
    "pk", "period_id", "period__key", "state", "proposed_by_id", "proposed_by__display_name",
    "proposed_at", "found", "digest", "accepted", "signed_by_id", "signed_by__display_name",
    "signed_at", "signed_digest", "attempts", "started_at", "told_at", "done", "total",
    "ended_by__display_name", "ended_at", "fault",
)  # fmt: skip


class UnknownRun(LookupError):
    """A close that was never proposed."""


@dataclass(frozen=True)
class RunRow:
    """One close of a period; `accepted` has the count and the reason of each gap left open."""

    id: int
    period_id: int
    period: str
    state: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    found: Rehearsed
    digest: str
    accepted: Mapping[str, Mapping[str, int | str]]
    signed_by_id: int | None
    signed_by: str | None
    signed_at: datetime | None
    signed_digest: str
    attempts: int
    started_at: datetime | None
    told_at: datetime | None
    done: int
    total: int
    ended_by: str | None
    ended_at: datetime | None
    fault: str

    @property
    def is_alive(self) -> bool:
        """Whether it may still publish the period."""
        return self.state in ALIVE

    @property
    def is_due(self) -> bool:
        """Whether a runner is to take it up, or has."""
        return self.state in DUE


def run_of(run_id: int) -> RunRow:
    """Return one close; raises UnknownRun."""
    found = _rows(CloseRun.objects.filter(pk=run_id))
    if not found:
        raise UnknownRun(f"Không có lần chốt số {run_id}.")
    return found[0]


def runs_of(period_id: int) -> list[RunRow]:
    """Return the closes of a period, the latest first."""
    return _rows(CloseRun.objects.filter(period=period_id).order_by("-pk"))


def due_runs() -> list[RunRow]:
    """Return the closes that a runner is to take up, the first signed first."""
    return _rows(CloseRun.objects.filter(state__in=DUE).order_by("signed_at", "pk"))


def awaiting_signature() -> list[RunRow]:
    """Return the closes proposed and not signed."""
    return _rows(CloseRun.objects.filter(state=RunState.PROPOSED).order_by("pk"))


def runner_is_alive() -> bool:
    """Whether a process holds the lock of the one that closes: a dead one cannot."""
    return lock_is_held(*RUNNER, 2)


def lock_is_held(first: int, second: int, parts: int) -> bool:
    """Whether somebody holds an advisory lock of this database.

    Of a lock by two numbers (`parts` 2) these; of one by a single number (1) its halves.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.granted
                  AND l.classid = %s AND l.objid = %s AND l.objsubid = %s
            )""",
            [first, second, parts],
        )
        (held,) = cursor.fetchone()
    return bool(held)


def is_under_way(run: RunRow) -> bool:
    """Whether somebody is at a close, or was started on it a moment ago."""
    return run.is_due and (runner_is_alive() or _told_lately(run.id))


def _told_lately(run_id: int) -> bool:
    """By the database's clock, like all that is told of a close that runs."""
    lately = Now() - Value(STARTS_WITHIN)
    return CloseRun.objects.filter(pk=run_id, told_at__gt=lately).exists()


def _rows(found: QuerySet[CloseRun]) -> list[RunRow]:
    rows = (dict(zip(_NAMES, values, strict=True)) for values in found.values_list(*_FIELDS))
    return [RunRow(**row | {"found": Rehearsed.of_json(row["found"])}) for row in rows]


_NAMES = tuple(one.name for one in fields(RunRow))
