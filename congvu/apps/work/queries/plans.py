"""Reads of shared work and of work that comes again every month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from congvu.apps.work.models import Portion, Recurrence


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


def recurrences_under(unit_path: str, *, on: date) -> list[RecurrenceRow]:
    """Return what comes again in the units at and under a path and has not ended before a day."""
    found = Recurrence.objects.filter(unit__path__startswith=unit_path).exclude(
        last_month__lt=on.replace(day=1)
    )
    rows = found.order_by("person__sort_key", "due_day", "pk").values_list(
        "pk", "person_id", F("person__full_name"), F("unit__code"), "title", F("product__code"),
        "coefficient_tenths", "amount_hundredths", "due_day", "first_month", "last_month",
    )  # fmt: skip
    return [RecurrenceRow(*row) for row in rows]
