"""What all tests of a module start from, built once; each test takes back its own writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """Let whatever is built inside stand for a module: one transaction, rolled back at its end.

    `blocker` is pytest-django's `django_db_blocker`; a test's own transaction lies within.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
