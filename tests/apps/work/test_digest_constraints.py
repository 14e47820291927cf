"""What the table of daily letters promises."""

from datetime import date, timedelta

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.work.models import Digest
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

DAY = date(2026, 11, 23)
LATER = world.AT + timedelta(seconds=1)
SENT = {"state": "sent", "claimed_at": world.AT}
PROMISES = [
    Promise(
        "work_digest_once",
        holds={},
        broken={"day": DAY},
        edge={"day": DAY - timedelta(days=1)},
        beside={"day": DAY},
    ),
    Promise(
        "work_digest_sent",
        holds=SENT | {"sent_at": LATER},
        broken={"sent_at": LATER},
        edge=SENT | {"sent_at": world.AT},
    ),
]
EACH = pytest.mark.parametrize("promise", PROMISES, ids=str)


@pytest.fixture(autouse=True)
def _account(db):
    User.objects.create(username="an", display_name="An")


def digest(**changes: object) -> Model:
    row = {"user": User.objects.get(), "day": date(2026, 11, 20), "counts": {"overdue": 1},
           "due_at": world.AT, "made_at": world.AT}  # fmt: skip
    return Digest.objects.create(**row | changes)


@EACH
def test_an_ordinary_row_is_kept(promise):
    kept(Digest, digest, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(promise):
    refused(Digest, digest, promise)


@EACH
def test_the_row_at_the_edge_is_kept(promise):
    kept(Digest, digest, promise, promise.edge)


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(Digest, PROMISES)
