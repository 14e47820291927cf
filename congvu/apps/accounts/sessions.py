"""Django's sessions in the database, with a column that says whose they are.

Named by SESSION_ENGINE. The keys below are what a signed-in session remembers; moments are whole
seconds since 1970 (UTC).
"""

from datetime import UTC, datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from congvu.apps.accounts.models import Session

STARTED, SEEN, LABEL = "started", "seen", "label"
PROVED = "proved"
"""When the owner last showed a password or a factor."""
FACTOR = "factor"
"""By which second factor the session was opened; empty for none."""


class SessionStore(DatabaseStore):
    """Sessions that can be listed and ended by their owner."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our own model."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save, its columns taken from the session's own contents."""
        row = cast(Session, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.label = data.get(LABEL, "")
        row.started_at = _moment(data.get(STARTED))
        row.seen_at = _moment(data.get(SEEN))
        return row


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
