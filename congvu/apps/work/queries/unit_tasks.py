"""Reads of a unit's tasks in a period, as whoever hands out work looks at them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Lower

from congvu.apps.work.enums import ChangeState
from congvu.apps.work.models import Giving, Task, TaskChange
from congvu.apps.work.queries.among import Among
from congvu.apps.work.queries.tasks import TASK_COLUMNS, TaskRow, task_row, with_answers
from congvu.kernel.vietnamese import fold


class Stage(StrEnum):
    """How a task stands; a task may stand in several at once."""

    UNTOUCHED = "chua-lam"
    UNDER_WAY = "dang-lam"
    REPORTED = "cho-duyet"
    RETURNED = "tra-lai"
    OVERDUE = "qua-han"
    HANDED_BACK = "xin-tra"
    CHANGING = "thay-doi"
    OUTSIDE = "ngoai-dm"
    DONE = "xong"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader of a unit's tasks asked for; empty fields ask for nothing."""

    person: str = ""
    stage: str = ""
    search: str = ""
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task with whose it is: code and name of the person, name of the unit."""

    row: TaskRow
    person: str
    full_name: str
    unit_name: str


_WHOSE = (F("person__code"), F("person__full_name"), F("unit__name"))


def stage_counts(period_id: int, among: Among, *, today: date) -> dict[str, int]:
    """Return how many of a period's tasks stand in each stage, and under "" how many there are."""
    found = _live(period_id, among)
    return found.aggregate(
        all=Count("pk"), **{stage.name: Count("pk", filter=_test(stage, today)) for stage in Stage}
    )


def unit_tasks(
    period_id: int, among: Among, sought: Sought, *, today: date, first: int = 0, most: int = 50
) -> tuple[int, list[UnitTask]]:
    """Return how many tasks match and those from `first` on: by deadline, at most `most`.

    Among everybody of the units, `among.but` too: one may read one's own. The search takes every
    word, marks and case aside, anywhere in title, output or the product's code.
    """
    found = _live(period_id, among)
    if sought.person:
        found = found.filter(person__code=sought.person)
    if sought.stage in list(Stage):
        found = found.filter(_test(Stage(sought.stage), today))
    if sought.ids is not None:
        found = found.filter(pk__in=sought.ids)
    found = _searched(found, sought.search)
    told = with_answers(found).order_by("due_on", "pk")
    rows = told.values_list(*TASK_COLUMNS.values(), *_WHOSE)
    listed = [
        UnitTask(task_row(row[: -len(_WHOSE)]), *row[-len(_WHOSE) :])
        for row in rows[first : first + most]
    ]
    return found.count(), listed


def _live(period_id: int, among: Among) -> QuerySet[Task]:
    return Task.objects.filter(period=period_id, unit__in=among.units, cancelled_at=None)


def _searched(found: QuerySet[Task], search: str) -> QuerySet[Task]:
    words = fold(search).split()
    if not words:
        return found
    found = found.annotate(
        bare=Func(Lower("title"), function="unaccent", output_field=TextField()),
        bare_output=Func(Lower("output"), function="unaccent", output_field=TextField()),
        bare_code=Lower("product__code"),
    )
    for word in words:
        found = found.filter(
            Q(bare__contains=word) | Q(bare_output__contains=word) | Q(bare_code__contains=word)
        )
    return found


def _test(stage: Stage, today: date) -> Q:
    """Whether a task stands in a stage; the twins of TaskRow's properties."""
    accepted = Q(result__accepted_at__isnull=False)
    whole = accepted & Q(result__completed_hundredths__gte=F("assigned_hundredths"))
    none = Q(result__isnull=True)
    sent_back = Q(result__return_reason__gt="")
    waits = Q(result__isnull=False, result__return_reason="") & (
        Q(result__accepted_at=None) | Q(result__pending_hundredths__gt=0)
    )
    here = Q(handed_back_at=None)
    changes = TaskChange.objects.filter(
        task=OuterRef("pk"), state__in=(ChangeState.ASKED, ChangeState.DECLINED)
    )
    return {
        Stage.UNTOUCHED: none & here,
        Stage.UNDER_WAY: Q(result__isnull=False) & ~whole & here,
        Stage.REPORTED: waits,
        Stage.RETURNED: sent_back,
        Stage.OVERDUE: Q(due_on__lt=today) & here & (none | (accepted & ~whole)),
        Stage.HANDED_BACK: Q(handed_back_at__isnull=False),
        Stage.CHANGING: Q(Exists(changes)),
        Stage.OUTSIDE: Q(product=None),
        Stage.DONE: whole,
    }[stage]


@dataclass(frozen=True, slots=True)
class GivingRow:
    """One act of handing out work: by whom, when, and what it made."""

    key: UUID
    by_id: int | None
    at: datetime
    tasks: tuple[int, ...]
    recurrences: tuple[int, ...]
    whole_id: int | None


def giving(key: UUID) -> GivingRow | None:
    """Return one act of handing out, or None."""
    found = Giving.objects.filter(key=key)
    row = found.values_list("key", "by_id", "at", "tasks", "recurrences", "whole_id").first()
    if row is None:
        return None
    known, by_id, at, tasks, recurrences, whole_id = row
    return GivingRow(known, by_id, at, tuple(tasks), tuple(recurrences), whole_id)
