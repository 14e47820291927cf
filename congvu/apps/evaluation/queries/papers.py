"""Runs of papers as frozen rows."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.enums import PaperRunState
from congvu.apps.evaluation.models import PaperRun
from congvu.apps.rulebook.enums import PeriodKind

STALE = timedelta(seconds=45)
"""A maker shows itself after every step, and none takes so long."""


class UnknownPaperRun(LookupError):
    """A run of papers that there is not."""


@dataclass(frozen=True, slots=True)
class PaperRunRow:
    """A run; `made` of `total` steps, two a person; `size` in bytes once it is done."""

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
    by_id: int
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

    def is_stale(self, now: datetime) -> bool:
        """Whether its maker has not shown itself for a while: it waits in vain, or died."""
        return self.is_open and now - (self.beat_at or self.asked_at) > STALE


_FIELDS = (
    *("pk", "period__key", "period__kind", "unit__code", "unit__name", "unit__path", "people"),
    *("explained", "state", "made", "total", "by_id"),
    *("asked_at", "beat_at", "finished_at", "size", "fault"),
)

_NAMES = tuple(one.name for one in fields(PaperRunRow))


def paper_run(run_id: int) -> PaperRunRow:
    """Return one run; raises UnknownPaperRun."""
    found = _rows(PaperRun.objects.filter(pk=run_id))
    if not found:
        raise UnknownPaperRun(run_id)
    return found[0]


def paper_runs_of(user_id: int, *, most: int) -> list[PaperRunRow]:
    """Return what one user asked for, the latest first."""
    return _rows(PaperRun.objects.filter(by=user_id).order_by("-asked_at", "-pk")[:most])


def unfinished_paper_runs() -> list[int]:
    """Return the ids of the runs that wait or were left half-way, the oldest first."""
    found = PaperRun.objects.filter(state__in=(PaperRunState.WAITING, PaperRunState.RUNNING))
    return list(found.order_by("pk").values_list("pk", flat=True))


def _rows(found: QuerySet[PaperRun]) -> list[PaperRunRow]:
    return [_row(*row) for row in found.values_list(*_FIELDS)]


def _row(*values: Any) -> PaperRunRow:
    told = dict(zip(_NAMES, values, strict=True))
    return PaperRunRow(**told | {"people": tuple(told["people"])})
