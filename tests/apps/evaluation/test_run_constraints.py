"""What the tables of closes under way and of remedies promise."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.evaluation.models import CloseRun, GapRemedy
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _month(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        world.agency()
        world.november()
        for name in ("minh", "nga"):
            User.objects.create(username=name, display_name=name.title(), password="!")
        yield


def run(*, signer: str = "", **changes: object) -> Model:
    row = {
        "period_id": period("2026-11").id, "proposed_at": world.AT, "found": {}, "digest": "d",
        "proposed_by": User.objects.get(username="minh"),
    }  # fmt: skip
    if signer:
        row |= {"signed_by": User.objects.get(username=signer), "signed_at": world.AT}
        row |= {"signed_digest": "d", "state": "signed"}
    return CloseRun.objects.create(**row | changes)


def remedy(**changes: object) -> Model:
    row = {"period_id": period("2026-11").id, "gap": "not_rated", "remedy": "remind", "people": [1]}
    return GapRemedy.objects.create(at=world.AT, **row | changes)


DONE = {"signer": "nga", "state": "done", "ended_at": world.AT}
FAILED = {"state": "failed", "ended_at": world.AT, "fault": "Dữ liệu đã đổi"}
RUNS = [
    Promise(
        "evaluation_run_by_two",
        holds={"signer": "nga"},
        broken={"signer": "minh"},
        edge={},
    ),
    Promise(
        "evaluation_run_signed",
        holds={"signer": "nga"},
        broken={"state": "running"},
        edge={"state": "cancelled", "ended_at": world.AT},
    ),
    Promise(
        "evaluation_run_ended",
        holds=DONE,
        broken=FAILED | {"fault": ""},
        edge=FAILED,
    ),
    Promise(
        "evaluation_run_progress",
        holds={"done": 3, "total": 7},
        broken={"done": 8, "total": 7},
        edge={"done": 7, "total": 7},
    ),
    Promise(
        "evaluation_run_one_alive",
        beside={},
        holds=DONE,
        broken={"signer": "nga"},
        edge={"state": "cancelled", "ended_at": world.AT},
    ),
]
REMEDIES = [
    Promise(
        "evaluation_remedy_reason",
        holds={"remedy": "accept", "reason": "Có quyết định"},
        broken={"remedy": "accept"},
        edge={},
    ),
]
ALL = [
    *((CloseRun, run, promise) for promise in RUNS),
    *((GapRemedy, remedy, promise) for promise in REMEDIES),
]
EACH = pytest.mark.parametrize(("model", "make", "promise"), ALL)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(CloseRun, RUNS)
    every_constraint_is_promised(GapRemedy, REMEDIES)


def test_a_remedy_is_neither_changed_nor_forgotten():
    remedy()
    for act in (lambda: GapRemedy.objects.update(reason="khác"), GapRemedy.objects.all().delete):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()
