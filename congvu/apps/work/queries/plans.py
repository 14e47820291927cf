"""Reads of shared work and of work that comes again every month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.models import CARRIED, REPEATED, Portion, Recurrence, Result, Task
from congvu.apps.work.queries.among import Among
from congvu.kernel.periods import Month


@dataclass(frozen=True, slots=True)
class PortionRow:
    """A part of shared work; share in hundredths of a percent, `task_id` None until handed out."""

    whole_id: int
    title: str
    person_id: int
    full_name: str
    month: date
    due_on: date
    share: int
    amount_hundredths: int
    leads: bool
    task_id: int | None


_PORTION = (
    "whole_id", F("whole__title"), "person_id", F("person__full_name"), "month", "due_on", "share",
    "amount_hundredths", "leads", "task_id",
)  # fmt: skip


def portions_with(task_ids: Collection[int]) -> list[PortionRow]:
    """Return all portions of the wholes that these tasks are part of, who leads first."""
    wholes = Portion.objects.filter(task__in=task_ids).values("whole")
    found = Portion.objects.filter(whole__in=wholes).order_by(
        "whole", "month", "-leads", "person__sort_key"
    )
    return [PortionRow(*row) for row in found.values_list(*_PORTION)]


@dataclass(frozen=True, slots=True)
class RecurrenceRow:
    """Work that comes again each month; months by their first day."""

    id: int
    person_id: int
    full_name: str
    unit: str
    title: str
    product: str | None
    coefficient_tenths: int
    amount_hundredths: int
    due_day: int
    first_month: date
    last_month: date | None


def portions_waiting(period: PeriodRow, among: Among | None = None) -> QuerySet[Portion]:
    """Return the portions of a period's months that are no tasks yet."""
    months = [one.first_day for one in period.months]
    found = Portion.objects.filter(month__in=months, task=None, whole__ended_at=None)
    return found.filter(among.held) if among else found


def recurrences_waiting(
    period: PeriodRow, month: Month, among: Among | None = None
) -> QuerySet[Recurrence]:
    """Return what comes again in a month of a period and was not assigned for it."""
    turn = Value(turn_of(period, month), TextField())
    source = Concat(Value(REPEATED, TextField()), Cast(OuterRef("pk"), TextField()), turn)
    given = Task.objects.filter(period=period.id, source__startswith=REPEATED, source=source)
    due = Recurrence.objects.filter(~Exists(given), first_month__lte=month.first_day)
    due = due.exclude(last_month__lt=month.first_day)
    return due.filter(among.held) if among else due


def turn_of(period: PeriodRow, month: Month) -> str:
    """Return what the source of repeated work ends with: its month, where a period has several."""
    return "" if period.months == (month,) else f":{month.key}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much planned work of a period is not handed out yet, and unfinished work not carried."""

    repeated: int
    portions: int
    unfinished: int

    @property
    def planned(self) -> int:
        """What `hand_out` would make tasks of."""
        return self.repeated + self.portions


def waiting_for(period: PeriodRow, among: Among | None, *, before: int | None = None) -> Waiting:
    """Return what of these people's planned work waits to be handed out in a period; one query.

    `among` None: of everybody. `before` is the id of the closed period whose unfinished work
    should be carried over.
    """
    repeated = [recurrences_waiting(period, month, among) for month in period.months]
    portions = portions_waiting(period, among)
    unfinished = uncarried(before, period.id) if before else Task.objects.none()
    if among and before:
        unfinished = unfinished.filter(among.held)
    counts = [_count_of(found) for found in (portions, unfinished, *repeated)]
    with connection.cursor() as cursor:
        texts, given = zip(*counts, strict=True)
        cursor.execute(f"SELECT {', '.join(texts)}", [one for some in given for one in some])
        planned, left, *again = cursor.fetchone()
        return Waiting(sum(again), planned, left)


def uncarried(before: int, period_id: int) -> QuerySet[Task]:
    """Return the tasks of one period that were not finished and are in no later one yet."""
    carried = Task.objects.filter(
        period=period_id,
        person=OuterRef("person"),
        source=Concat(Value(CARRIED), Cast(OuterRef("pk"), TextField())),
    )
    finished = Result.objects.filter(
        task=OuterRef("pk"),
        accepted_at__isnull=False,
        completed_hundredths__gte=OuterRef("assigned_hundredths"),
    )
    return Task.objects.filter(
        ~Exists(carried),
        ~Exists(finished),
        period=before,
        cancelled_at=None,
        handed_back_at=None,
        declared=False,
    )


def _count_of(found: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """The SQL that counts a query set, to stand beside others in one SELECT."""
    try:
        text, given = found.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT count(*) FROM ({text}) counted)", given  # noqa: S608 - the ORM's own words


def recurrences_among(among: Among, *, on: date) -> list[RecurrenceRow]:
    """Return what comes again among these people and has not ended before a day's month."""
    live = Recurrence.objects.exclude(last_month__lt=on.replace(day=1))
    return _recurrence_rows(live.filter(unit__in=among.units))


def recurrence_place(recurrence_id: int) -> tuple[int, str] | None:
    """Return the person (by id) and the path of the unit that recurring work is for, or None."""
    found = Recurrence.objects.filter(pk=recurrence_id)
    return found.values_list("person_id", "unit__path").first()


def _recurrence_rows(found: QuerySet[Recurrence]) -> list[RecurrenceRow]:
    rows = found.order_by("person__sort_key", "due_day", "pk").values_list(
        "pk", "person_id", F("person__full_name"), F("unit__code"), "title", F("product__code"),
        "coefficient_tenths", "amount_hundredths", "due_day", "first_month", "last_month",
    )  # fmt: skip
    return [RecurrenceRow(*row) for row in rows]
