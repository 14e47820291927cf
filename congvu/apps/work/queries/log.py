"""Reads of the daily log: what was done on a day, and which products a person logs lately."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from congvu.apps.work.models import Entry
from congvu.apps.work.queries.intake import label_of, told_by


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the log; amounts in hundredths. `source` names the system that told of it.

    `source_label` is the source in words, empty for what the person entered herself.
    """

    id: int
    key: uuid.UUID
    task_id: int
    person_id: int
    day: date
    title: str
    product_id: int | None
    product: str | None
    amount_hundredths: int
    minutes: int | None
    note: str
    source: str
    made_at: datetime
    made_by: str | None
    accepted: bool
    source_label: str = ""


def entries_of(person_id: int, *, first: date, last: date) -> list[EntryRow]:
    """Return a person's lines of some days, the latest first; voided ones are left out."""
    return _rows(Entry.objects.filter(person=person_id, day__range=(first, last)))


def recent_entries(person_id: int, *, on: date, since: date) -> list[EntryRow]:
    """Return a person's lines of a day and of the last day before it with any, latest first.

    One query; that last day is looked for back to `since`.
    """
    mine = Entry.objects.filter(person=person_id, voided_at=None)
    before = mine.filter(day__lt=on, day__gte=since).order_by("-day").values("day")[:1]
    return _rows(Entry.objects.filter(Q(day=on) | Q(day__in=before), person=person_id))


def entry(entry_id: int) -> EntryRow | None:
    """Return one line that was not voided, or None."""
    return next(iter(_rows(Entry.objects.filter(pk=entry_id))), None)


def is_voided(entry_id: int, *, person_id: int) -> bool:
    """Whether a line was a person's, and was voided."""
    return Entry.objects.filter(pk=entry_id, person=person_id, voided_at__isnull=False).exists()


def entries_on(task_ids: Collection[int]) -> list[EntryRow]:
    """Return the lines of some tasks, the latest first; voided ones are left out."""
    return _rows(Entry.objects.filter(task__in=task_ids))


_ENTRY = (
    "pk", "key", "task_id", "person_id", "day", F("task__title"), F("task__product_id"),
    F("task__product__code"), "amount_hundredths", "minutes", "note", "source", "made_at",
    F("made_by__display_name"), F("task__result__accepted_at"),
)  # fmt: skip


def _rows(found: QuerySet[Entry]) -> list[EntryRow]:
    live = found.filter(voided_at=None).order_by("-day", "-pk").annotate(told=told_by())
    return [_row(row) for row in live.values_list(*_ENTRY, "told")]


def _row(values: tuple[Any, ...]) -> EntryRow:
    """A line is accepted by an acceptance that came after it."""
    *row, source, made_at, made_by, accepted_at, told = values
    accepted = accepted_at is not None and made_at <= accepted_at
    return EntryRow(*(*row, source, made_at, made_by, accepted, label_of(source, told)))


@dataclass(frozen=True, slots=True)
class Used:
    """A product a person logs: its id and name now, the task open for it, when it was last used.

    Amounts in hundredths: assigned in the period and reported so far (0 where nobody assigned it).
    """

    product_id: int
    code: str
    name: str
    task_id: int | None
    assigned_hundredths: int
    reported_hundredths: int
    last_amount: int
    last_day: date | None


def last_used(person_id: int, *, period_id: int, since: date, most: int = 6) -> list[Used]:
    """Return the products to offer first: those last logged, then those assigned in the period.

    One query. A product stands once, with the first of its open tasks.
    """
    with connection.cursor() as cursor:
        cursor.execute(_USED, [person_id, since, period_id, person_id, most])
        return [Used(*row) for row in cursor.fetchall()]


_USED = """
    WITH logged AS (
        SELECT DISTINCT ON (v.series, p.code) v.series, p.code, p.id AS product_id, p.name,
               e.day, e.amount_hundredths, e.made_at
        FROM work_entry e JOIN work_task t ON t.id = e.task_id
        JOIN catalogue_product p ON p.id = t.product_id
        JOIN catalogue_version v ON v.id = p.version_id
        WHERE e.person_id = %s AND e.day >= %s AND e.voided_at IS NULL AND e.amount_hundredths > 0
        ORDER BY v.series, p.code, e.made_at DESC
    ), given AS (
        SELECT DISTINCT ON (v.series, p.code) v.series, p.code, p.id AS product_id, p.name,
               t.id AS task_id, t.assigned_hundredths, t.due_on,
               coalesce(r.completed_hundredths + r.pending_hundredths, 0) AS reported
        FROM work_task t JOIN catalogue_product p ON p.id = t.product_id
        JOIN catalogue_version v ON v.id = p.version_id
        LEFT JOIN work_result r ON r.task_id = t.id
        WHERE t.period_id = %s AND t.person_id = %s AND t.cancelled_at IS NULL
          AND t.handed_back_at IS NULL
        ORDER BY v.series, p.code,
                 t.assigned_hundredths
                     <= coalesce(r.completed_hundredths + r.pending_hundredths, 0),
                 t.due_on, t.id
    )
    SELECT coalesce(g.product_id, l.product_id), coalesce(g.code, l.code),
           coalesce(g.name, l.name), g.task_id, coalesce(g.assigned_hundredths, 0),
           coalesce(g.reported, 0), coalesce(l.amount_hundredths, 0), l.day
    FROM logged l FULL JOIN given g ON (g.series, g.code) = (l.series, l.code)
    ORDER BY l.made_at DESC NULLS LAST, g.reported >= g.assigned_hundredths, g.due_on
    LIMIT %s
"""
