"""Wrong tries: counted in the database, so that every worker process agrees."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from congvu.apps.accounts.doors import FORGOTTEN_AFTER, wait_after
from congvu.apps.accounts.models import Attempts

T = TypeVar("T")


class Slowed(Exception):
    """Too many wrong tries at this door: nothing is checked before `until`."""

    def __init__(self, until: datetime, failures: int) -> None:
        super().__init__(f"{failures} lần sai, chờ đến {until:%H:%M}")
        self.until, self.failures = until, failures


def attempt(door: str, check: Callable[[], T | None], *, at: datetime) -> T | None:
    """Run `check` behind a door of `doors`; None is a miss and is counted, a hit clears the door.

    Tries at one door wait for each other, so that many at once are counted one by one. Raises
    Slowed, without checking anything, while the door is closed.
    """
    with transaction.atomic():
        _lock(door)
        row = Attempts.objects.filter(key=door).first()
        if row and row.closed_until and row.closed_until > at:
            raise Slowed(row.closed_until, row.failures)
        found = check()
        if found is None:
            _count(door, row, at)
        elif row:
            row.delete()
        return found


def open_door(*doors: str) -> int:
    """Forget the wrong tries at these doors; return at how many there were any."""
    return Attempts.objects.filter(key__in=doors).delete()[0]


def _lock(door: str) -> None:
    """Hold the door until the transaction ends; two doors of one hash wait without harm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [door])


def _count(door: str, row: Attempts | None, at: datetime) -> None:
    Attempts.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    recent = row is not None and row.last_at >= at - FORGOTTEN_AFTER
    failures = row.failures + 1 if row is not None and recent else 1
    wait = wait_after(failures)
    Attempts.objects.update_or_create(
        key=door,
        defaults={
            "failures": failures,
            "last_at": at,
            "closed_until": at + wait if wait else None,
        },
    )
