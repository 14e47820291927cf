"""Reads of tasks and their results."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from congvu.apps.rulebook.enums import PeriodState
from congvu.apps.work.models import Cause, Review, Task


class UnknownTask(LookupError):
    """A task that is not in the records, or no longer assigned."""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the last reviewer found; `batch`: accepted together with others."""

    verdict: str
    batch: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LastClaim:
    """The last objective cause claimed for a task, and what was said to it."""

    state: str
    kind: str
    note: str
    said: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what was reported; amounts in hundredths, the coefficient in tenths.

    `completed_hundredths` is None until a report comes; `accepted` says whether it counts, and
    `pending_hundredths` what was reported after that. `returned` tells why the reviewer sent the
    report back. `share` (hundredths of a percent) and `leads` are those of a portion of shared
    work, None otherwise. `answer` and `claim` are the last review and the last claimed cause.
    """

    id: int
    person_id: int
    product_id: int | None
    product: str | None
    group: str | None
    title: str
    output: str
    coefficient_tenths: int
    assigned_hundredths: int
    due_on: date
    origin: int
    completed_hundredths: int | None
    finished_on: date | None
    failed: int
    excused_failed: int
    excused_days: int
    excused_by: str
    excuse: str
    effect: int | None
    evidence: str
    accepted: bool
    unit_id: int
    origin_reason: str
    declared: bool
    handed_back: bool
    handed_back_reason: str
    pending_hundredths: int
    pending_on: date | None
    returned: str
    share: int | None
    leads: bool | None
    source: str
    answer: "LastAnswer | None"
    claim: "LastClaim | None"

    @property
    def reported_hundredths(self) -> int:
        """Everything reported, accepted or not."""
        return (self.completed_hundredths or 0) + self.pending_hundredths

    @property
    def is_waiting_for_review(self) -> bool:
        """Whether something was reported that the reviewer has not answered."""
        told = self.completed_hundredths is not None
        return told and not self.returned and (not self.accepted or self.pending_hundredths > 0)


TASK_COLUMNS = {
    "id": "pk",
    "person_id": "person_id",
    "product_id": "product_id",
    "product": "product__code",
    "group": "product__group",
    "title": "title",
    "output": "output",
    "coefficient_tenths": "coefficient_tenths",
    "assigned_hundredths": "assigned_hundredths",
    "due_on": "due_on",
    "origin": "origin",
    "completed_hundredths": "result__completed_hundredths",
    "finished_on": "result__finished_on",
    "failed": "result__failed",
    "excused_failed": "result__excused_failed",
    "excused_days": "result__excused_days",
    "excused_by": "result__excused_by",
    "excuse": "result__excuse",
    "effect": "result__effect",
    "evidence": "result__evidence",
    "accepted": "result__accepted_at",
    "unit_id": "unit_id",
    "origin_reason": "origin_reason",
    "declared": "declared",
    "handed_back": "handed_back_at",
    "handed_back_reason": "handed_back_reason",
    "pending_hundredths": "result__pending_hundredths",
    "pending_on": "result__pending_on",
    "returned": "result__return_reason",
    "share": "portion__share",
    "leads": "portion__leads",
    "source": "source",
    "answer": "last_answer",
    "claim": "last_claim",
}
_UNREPORTED = {
    "failed": 0,
    "excused_failed": 0,
    "excused_days": 0,
    "excused_by": "",
    "excuse": "",
    "evidence": "",
    "pending_hundredths": 0,
    "returned": "",
}


def with_answers(found: QuerySet[Task]) -> QuerySet[Task]:
    """Add to each task its last review and its last claimed cause, as TASK_COLUMNS ask for."""
    answer = Review.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    claim = Cause.objects.filter(task=OuterRef("pk")).order_by("-claimed_at", "-pk")
    return found.annotate(
        last_answer=Subquery(
            answer.values(told=JSONObject(verdict="verdict", batch="batch", reason="reason"))[:1]
        ),
        last_claim=Subquery(
            claim.values(
                told=JSONObject(state="state", kind="kind", note="note", said="decision_note")
            )[:1]
        ),
    )


def standing_tasks() -> QuerySet[Task]:
    """Return the tasks that are still assigned, with their answers."""
    return with_answers(Task.objects.filter(cancelled_at=None))


def tasks(period_id: int, person_ids: Collection[int]) -> list[TaskRow]:
    """Return these people's tasks of a period, in the order of their deadlines.

    What is no longer assigned (cancelled) is left out: it is in no sum.
    """
    found = standing_tasks().filter(period=period_id, person__in=person_ids)
    rows = found.order_by("due_on", "pk").values_list(*TASK_COLUMNS.values())
    return [task_row(row) for row in rows]


def open_tasks(person_id: int) -> list[TaskRow]:
    """Return a person's tasks of every month that is open, in the order of their deadlines."""
    found = standing_tasks().filter(person=person_id, period__state=PeriodState.OPEN)
    rows = found.order_by("due_on", "pk").values_list(*TASK_COLUMNS.values())
    return [task_row(row) for row in rows]


def task(task_id: int) -> TaskRow:
    """Return one task that is still assigned; raises UnknownTask."""
    found = standing_tasks().filter(pk=task_id).values_list(*TASK_COLUMNS.values())
    row = found.first()
    if row is None:
        raise UnknownTask(f"Không có việc mang mã {task_id}.")
    return task_row(row)


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """Whose task it is, where and in which period: what the policy asks before anything is shown.

    `person` and `unit` by code, `period` by key.
    """

    task_id: int
    person_id: int
    person: str
    full_name: str
    unit: str
    unit_path: str
    period_id: int
    period: str
    is_open: bool


_PLACE = (
    "pk", "person_id", "person__code", "person__full_name", "unit__code", "unit__path",
    "period_id", "period__key", "period__state",
)  # fmt: skip


def places_of(task_ids: Collection[int]) -> dict[int, TaskPlace]:
    """Return by id whose tasks these are and where; unknown ones are left out."""
    rows = Task.objects.filter(pk__in=task_ids).values_list(*_PLACE)
    return {row[0]: _place(row) for row in rows}


@dataclass(frozen=True, slots=True)
class Giving:
    """How a task came about: by whom it was given and when, and from whom it was taken over."""

    place: TaskPlace
    unit_name: str
    given_by: str | None
    given_at: datetime
    taken_from: str | None
    handed_back_at: datetime | None


def giving_of(task_id: int) -> Giving | None:
    """Return how a task that is still assigned came about, and where it is; None if unknown."""
    row = Task.objects.filter(pk=task_id, cancelled_at=None).values_list(
        *_PLACE, "unit__name", "assigned_by__display_name", "assigned_at",
        "taken_from__person__full_name", "handed_back_at",
    ).first()  # fmt: skip
    return Giving(_place(row[: len(_PLACE)]), *row[len(_PLACE) :]) if row else None


def _place(row: Sequence[Any]) -> TaskPlace:
    values: tuple[Any, ...] = (*row[:-1], row[-1] == PeriodState.OPEN)
    return TaskPlace(*values)


def titles_of(task_ids: Collection[int]) -> dict[int, str]:
    """Return what these tasks are called, by id."""
    return dict(Task.objects.filter(pk__in=task_ids).values_list("pk", "title"))


def task_row(row: tuple[Any, ...]) -> TaskRow:
    """Build a row; a task without a report has no counts and no texts, rather than NULLs."""
    values = dict(zip(TASK_COLUMNS, row, strict=True))
    if values["completed_hundredths"] is None:
        values |= _UNREPORTED
    values["accepted"] = values["accepted"] is not None
    values["handed_back"] = values["handed_back"] is not None
    values["answer"] = LastAnswer(**values["answer"]) if values["answer"] else None
    values["claim"] = LastClaim(**values["claim"]) if values["claim"] else None
    return TaskRow(**values)
