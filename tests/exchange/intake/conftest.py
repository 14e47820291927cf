"""A ward whose one-stop system is connected, for every test of this folder."""

import pytest

from congvu.apps.work import queries
from congvu.apps.work.queries import SystemRow
from tests.apps.work import feeds


@pytest.fixture
def system(db) -> SystemRow:
    """The connected one-stop system."""
    feeds.connected()
    return queries.system(feeds.CODE)
