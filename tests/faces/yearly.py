"""The town with its year 2026 open, and whoever of it signs in."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from tests.apps import world
from tests.faces import town
from tests.faces.conftest import begun


def built() -> None:
    """Build the town and open its year."""
    town.built()
    year_opened()


def year_opened() -> None:
    """Open the year of a town that stands."""
    actions.begin_year(2026, by=None, at=world.AT)


def client_of(name: str) -> Client:
    """Somebody of the town, signed in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    begun(client)
    return client


def reads(client: Client, path: str) -> int:
    """How many statements a page asks of the database; the page must open."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return sum("SELECT" in one["sql"] for one in asked)
