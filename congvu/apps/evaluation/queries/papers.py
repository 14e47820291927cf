"""Runs of papers as frozen rows."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from congvu.apps.evaluation.enums import PaperRunState
from congvu.apps.evaluation.models import PaperRun
from congvu.apps.evaluation.queries.runs import lock_is_held
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.scoring import month_form

STALE = timedelta(seconds=45)
"""A maker shows itself after every step, and none takes so long."""
MAKER = 335_017
"""The lock of the one process that makes papers."""


class UnknownPaperRun(LookupError):
    """A run of papers that there is not."""


@dataclass(frozen=True, slots=True)
class PaperRunRow:
    """A run; `made` of `total` steps, two a person; `size` in bytes once it is done.

    `by_id` is None for the run of an agency that was queued when the period was published.
    """

    id: int
    period: str
    kind: str
    unit: str
    unit_name: str
    unit_path: str
    people: tuple[str, ...]
    explained: bool
    state: str
    made: int
    total: int
    by_id: int | None
    asked_at: datetime
    beat_at: datetime | None
    finished_at: datetime | None
    size: int | None
    fault: str

    @property
    def is_year(self) -> bool:
        """Whether it is of forms of a year, not of cards of a month or quarter."""
        return self.kind == PeriodKind.YEAR

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made, or being made."""
        return self.state in (PaperRunState.WAITING, PaperRunState.RUNNING)

    def is_stale(self, now: datetime, *, alive: bool) -> bool:
        """Whether it waits in vain, or its maker died; `alive`: some maker is at work.

        A run that waits behind others is not stale while these are being made.
        """
        silent = now - (self.beat_at or self.asked_at) > STALE
        waits = self.state == PaperRunState.WAITING
        return self.is_open and silent and not (waits and alive)


_FIELDS = (
    *("pk", "period__key", "period__kind", "unit__code", "unit__name", "unit__path", "people"),
    *("explained", "state", "made", "total", "by_id"),
    *("asked_at", "beat_at", "finished_at", "size", "fault"),
)

_NAMES = tuple(one.name for one in fields(PaperRunRow))


def has_papers(period: PeriodRow) -> bool:
    """Whether the text that applies to a period gives its cards a form (every year's does)."""
    return period.kind == PeriodKind.YEAR or bool(month_form(rules_for(period)))


def paper_run(run_id: int) -> PaperRunRow:
    """Return one run; raises UnknownPaperRun."""
    found = _rows(PaperRun.objects.filter(pk=run_id))
    if not found:
        raise UnknownPaperRun(run_id)
    return found[0]


def paper_runs_of(user_id: int, *, most: int) -> list[PaperRunRow]:
    """Return what one user asked for, the latest first."""
    return _rows(PaperRun.objects.filter(by=user_id).order_by("-asked_at", "-pk")[:most])


def queued_paper_runs(period_id: int, unit_path: str, *, most: int) -> list[PaperRunRow]:
    """Return the runs queued at a period's publication, of agencies at and under a unit."""
    found = PaperRun.objects.filter(
        period=period_id, by=None, unit__path__startswith=unit_path
    ).exclude(state=PaperRunState.GONE)
    return _rows(found.order_by("unit__path")[:most])


def unfinished_paper_runs() -> list[int]:
    """Return the ids of the runs that wait or were left half-way.

    Those that somebody asked for come before those that were queued, each the oldest first.
    """
    found = PaperRun.objects.filter(state__in=(PaperRunState.WAITING, PaperRunState.RUNNING))
    queued = ExpressionWrapper(Q(by=None), output_field=BooleanField())
    return list(found.order_by(queued, "pk").values_list("pk", flat=True))


def maker_is_alive() -> bool:
    """Whether a process holds the lock of the one that makes papers: a dead one cannot."""
    return lock_is_held(MAKER >> 32, MAKER & 0xFFFF_FFFF, 1)


def _rows(found: QuerySet[PaperRun]) -> list[PaperRunRow]:
    return [_row(*row) for row in found.values_list(*_FIELDS)]


def _row(*values: Any) -> PaperRunRow:
    told = dict(zip(_NAMES, values, strict=True))
    return PaperRunRow(**told | {"people": tuple(told["people"])})
