"""Putting a line of the log right: another is written, and the wrong one is voided."""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.work.actions.logging import Logged, NewEntry, log_work, void_entry


@transaction.atomic
def mend_entry(
    entry_id: int, to: NewEntry, *, reason: str, by: Actor | None, at: datetime
) -> Logged:
    """Replace a line by another: both, or neither; return what became of the new one.

    Sent twice (by its key) it is done once. Raises what log_work and void_entry raise.
    """
    (made,) = log_work([to], by=by, at=at)
    if made.new:
        void_entry(entry_id, reason=reason, by=by, at=at)
    return made
