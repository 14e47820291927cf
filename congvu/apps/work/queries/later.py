"""Work of a period that is due only after its last day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.models import Task


@dataclass(frozen=True, slots=True)
class LaterWork:
    """A task due after its period ends: whose it is, in which unit, and when it is due."""

    task_id: int
    title: str
    person: str
    full_name: str
    unit: str
    unit_path: str
    due_on: date


def due_later(period: PeriodRow) -> list[LaterWork]:
    """Return the unfinished work of a period due after its last day, unit by unit; one query."""
    found = Task.objects.filter(
        period=period.id, due_on__gt=period.ends_on, cancelled_at=None, handed_back_at=None
    ).exclude(
        result__accepted_at__isnull=False,
        result__completed_hundredths__gte=F("assigned_hundredths"),
    )
    rows = found.order_by("unit__path", "person__sort_key", "due_on", "pk").values_list(
        "pk", "title", "person__code", "person__full_name", "unit__name", "unit__path", "due_on"
    )
    return [LaterWork(*row) for row in rows]
