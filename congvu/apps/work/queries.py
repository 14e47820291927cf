"""Reads of tasks and their results."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.apps.work.models import Task


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what was reported; amounts in hundredths, the coefficient in tenths.

    `completed_hundredths` is None until a report comes; `accepted` says whether it counts.
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


_COLUMNS = {
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
}
_UNREPORTED = {
    "failed": 0,
    "excused_failed": 0,
    "excused_days": 0,
    "excused_by": "",
    "excuse": "",
    "evidence": "",
}


def tasks(period_id: int, person_ids: Collection[int]) -> list[TaskRow]:
    """Return these people's tasks of a period, in the order of their deadlines."""
    found = Task.objects.filter(period=period_id, person__in=person_ids).order_by("due_on", "pk")
    return [_row(row) for row in found.values_list(*_COLUMNS.values())]


def _row(row: tuple[Any, ...]) -> TaskRow:
    """Build a row; a task without a report has no counts and no texts, rather than NULLs."""
    values = dict(zip(_COLUMNS, row, strict=True))
    if values["completed_hundredths"] is None:
        values |= _UNREPORTED
    values["accepted"] = values["accepted"] is not None
    return TaskRow(**values)
