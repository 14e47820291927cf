"""Reads of the audit record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from congvu.apps.audit.models import Event


def history(*, kind: str, object_id: str) -> QuerySet[Event]:
    """Return what happened to one record, latest first."""
    return Event.objects.filter(kind=kind, object_id=object_id).order_by("-at", "-pk")


def acts_of(actor: str) -> QuerySet[Event]:
    """Return what one user (by primary key as text) did, latest first."""
    return Event.objects.filter(actor=actor).order_by("-at", "-pk")


def acts_on(verb: str, *, kind: str, object_ids: Collection[str]) -> QuerySet[Event]:
    """Return the acts of one verb on some records, latest first."""
    found = Event.objects.filter(kind=kind, object_id__in=object_ids, verb=verb)
    return found.order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class RowAct:
    """A bulk act as one of its rows sees it: when, by whom, for whom ("" for herself)."""

    at: datetime
    actor_label: str
    on_behalf_of: str


def last_acts_by_row(
    verbs: Collection[str], *, kind: str, object_id: str, rows: Collection[str]
) -> dict[tuple[str, str], RowAct]:
    """Return the last act of each verb on one record that lists each of some rows (by its first
    word), by (verb, row). An act that lists its rows only by a digest is not found.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_ROW, [kind, object_id, list(verbs), list(rows)])
        return {(verb, row): RowAct(*told) for verb, row, *told in cursor.fetchall()}


_BY_ROW = """
SELECT DISTINCT ON (e.verb, r.row ->> 0) e.verb, r.row ->> 0, e.at, e.actor_label, e.on_behalf_of
FROM audit_event e CROSS JOIN LATERAL jsonb_array_elements(e.payload -> 'rows') AS r(row)
WHERE e.kind = %s AND e.object_id = %s AND e.verb = ANY(%s) AND r.row ->> 0 = ANY(%s)
ORDER BY e.verb, r.row ->> 0, e.at DESC, e.id DESC
"""
