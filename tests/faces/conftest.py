"""Signed-in clients on a small agency, with the clock standing still."""

from collections.abc import Callable

import pytest
from django.test import Client

from congvu.apps.accounts.models import User
from tests.apps import world
from tests.faces import town


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT


@pytest.fixture
def signed_in(db) -> Callable[[str], Client]:
    """Build the agency; give a function from a sign-in name to a client signed in with it."""
    town.built()

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return client_of
