"""Reads of the audit record."""

from django.db.models import QuerySet

from congvu.apps.audit.models import Event


def history(*, kind: str, object_id: str) -> QuerySet[Event]:
    """Return what happened to one record, latest first."""
    return Event.objects.filter(kind=kind, object_id=object_id).order_by("-at", "-pk")


def acts_of(actor: str) -> QuerySet[Event]:
    """Return what one user (by primary key as text) did, latest first."""
    return Event.objects.filter(actor=actor).order_by("-at", "-pk")
