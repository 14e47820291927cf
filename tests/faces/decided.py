"""The ward's year 2026, decided, with those who sign in: who rated, who prepares, who signs."""

from collections.abc import Callable

from django.test import Client

from congvu.apps.accounts.models import User
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world
from tests.apps.evaluation import replaced
from tests.apps.evaluation.years import account
from tests.faces.conftest import begun

LOGINS = {
    "alice": ("head", "P"),
    "an": ("officer", "P1"),
    "dung": ("officer", "P2"),
    "minh": ("home_affairs", None),
    "long": ("home_affairs", None),
    "tinh": ("head", "T"),
}


def built() -> PeriodRow:
    """Decide the year; give everybody their roles."""
    period = replaced.decided()
    grants = [
        NewGrant(account(one).pk, role, world.START, unit=unit)
        for one, (role, unit) in LOGINS.items()
    ]
    org.grant_roles(grants, by=None, at=world.AT)
    return period


def clients() -> Callable[[str], Client]:
    """From a sign-in name to a client signed in with it."""

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        begun(client)
        return client

    return client_of
