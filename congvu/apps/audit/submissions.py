"""Sendings of forms: each is received once, however often it arrives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from congvu.apps.audit.models import Submission

KEPT = timedelta(days=7)
"""How long a sending is remembered: a phone without a net sends again within days."""
_CLAIM = """
INSERT INTO audit_submission (key, actor, content, at, location, answer)
VALUES (%s, %s, %s, %s, '', '') ON CONFLICT (key) DO NOTHING RETURNING id
"""


class OtherContent(ValueError):
    """A key that somebody chose for one sending came again with another."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What names a sending: its key, the account that sends, the digest of what is sent."""

    key: str
    actor: str
    content: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a sending was answered, and when; `answer` is JSON or empty."""

    status: int
    location: str
    answer: str
    at: datetime


def claim(sent: Sent, *, at: datetime) -> Answered | None:
    """Be the first with a sending (None), or learn what the first was answered.

    To be called inside the transaction that does what is asked: a twin waits here until the first
    has been committed, or has failed and left the sending free. Raises OtherContent.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [sent.key, sent.actor, sent.content, at])
        if cursor.fetchone() is not None:
            return None
    row = Submission.objects.get(key=sent.key)
    if row.content != sent.content:
        raise OtherContent(sent.key)
    return Answered(row.status or 0, row.location, row.answer, row.at)


def keep(key: str, *, status: int, location: str = "", answer: str = "") -> None:
    """Remember what a sending was answered."""
    Submission.objects.filter(key=key).update(status=status, location=location, answer=answer)


def release(key: str) -> None:
    """Forget a sending that did nothing, so that it may be mended and sent again."""
    Submission.objects.filter(key=key).delete()


def sweep(*, now: datetime) -> int:
    """Forget sendings that are older than they are kept; return how many."""
    swept, _ = Submission.objects.filter(at__lt=now - KEPT).delete()
    return swept
