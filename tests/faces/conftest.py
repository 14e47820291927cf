"""Signed-in clients on a small agency, with the clock standing still."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from config.sessions import moment
from congvu.apps.accounts.models import User
from congvu.apps.accounts.sessions import PROVED, SEEN, STARTED
from tests.apps import world
from tests.faces import town
from tests.standing import standing


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT


def begun(client: Client, **remembered: object) -> None:
    """Let the session of a client know when it began, as sign-in does, and whatever else."""
    session = client.session
    session.update({STARTED: moment(), SEEN: moment(), PROVED: moment(), **remembered})
    session.save()


@pytest.fixture(scope="module")
def standing_town(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Build the agency in one transaction of the module; each test takes back its own writes."""
    with standing(django_db_blocker):
        town.built()
        yield


@pytest.fixture
def signed_in(standing_town, db) -> Callable[[str], Client]:
    """Give a function from a sign-in name to a client signed in with it, in the agency."""

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        begun(client)
        return client

    return client_of
