"""Reads of the audit record."""

from collections.abc import Collection

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
