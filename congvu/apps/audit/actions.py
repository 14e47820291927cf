"""The one way to write an audit event: beside the change it tells of, in its transaction."""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from congvu.apps.audit.models import Event

SYSTEM = "Hệ thống"
current_request: ContextVar[str] = ContextVar("current_request", default="")
"""The id of the request being answered; set by config.requests, empty in commands."""

events_recorded: ContextVar[int] = ContextVar("events_recorded", default=0)
"""How many events were recorded hereabouts; whoever compares it before and after learns whether
anything was done between."""


class Actor(Protocol):
    """Whoever acts: a user of the floor above, for herself ("") or for somebody named."""

    @property
    def pk(self) -> Any: ...

    @property
    def display_name(self) -> str: ...

    @property
    def on_behalf_of(self) -> str: ...


class OutsideTransaction(RuntimeError):
    """An event was to be written apart from its change; one could be kept without the other."""


def record(
    verb: str,
    *,
    kind: str,
    object_id: object,
    label: str,
    by: Actor | None,
    reason: str = "",
    clause: str = "",
    payload: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Write one event, e.g. `record("work.task_assigned", kind="task", …)`, and return it.

    `by=None` is the system; `at=None` is the database's clock. A bulk act is one event whose
    payload lists its rows. Raises OutsideTransaction when no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(f"{verb}: mở transaction.atomic() quanh thay đổi và sự kiện.")
    event = Event(
        actor=str(by.pk) if by else "",
        actor_label=by.display_name if by else SYSTEM,
        on_behalf_of=by.on_behalf_of if by else "",
        verb=verb,
        kind=kind,
        object_id=str(object_id),
        object_label=label,
        reason=reason,
        clause=clause,
        payload=dict(payload or {}),
        request_id=current_request.get(),
    )
    if at is not None:
        event.at = at
    event.save(force_insert=True)
    events_recorded.set(events_recorded.get() + 1)
    return event
