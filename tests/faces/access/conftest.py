"""The cast signed in, built once for a module, everything taken back at its end."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings

from congvu.web.papers import starting
from tests.apps import world
from tests.faces.access import cast
from tests.standing import standing


@pytest.fixture(scope="module", autouse=True)
def _evidence(tmp_path_factory) -> Iterator[None]:
    """The files of tasks lie in a folder of their own."""
    with override_settings(EVIDENCE=tmp_path_factory.mktemp("evidence")):
        yield


@pytest.fixture(autouse=True)
def _no_maker(monkeypatch) -> None:
    """Papers are asked for, but no process is started to make them."""
    monkeypatch.setattr(starting, "start", lambda _run_id: None)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Build the cast in one transaction of the module."""
    with standing(django_db_blocker):
        cast.built()
        yield


@pytest.fixture(scope="module")
def as_user(stage) -> Callable[[str], Client]:
    """Give a function from a sign-in name to a client signed in with it."""
    clients: dict[str, Client] = {}

    def client_of(name: str) -> Client:
        if name not in clients:
            clients[name] = Client()
            clients[name].force_login(cast.account(name))
        return clients[name]

    return client_of


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT
