"""What the table of runs of papers promises."""

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import PaperRun
from congvu.apps.org.models import Unit
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DONE = {"state": "done", "made": 4, "finished_at": world.AT, "size": 1}
RUNS = [
    Promise(
        "evaluation_papers_queued",
        beside={"by": None},
        holds={},
        broken={"by": None},
        edge={"by": None, "unit": "P"},
    ),
    Promise(
        "evaluation_papers_counts",
        holds={"made": 3},
        broken={"made": 5},
        edge={"made": 4},
    ),
    Promise(
        "evaluation_papers_ended",
        holds=DONE,
        broken=DONE | {"size": None},
        edge={"state": "failed", "fault": "Đĩa đầy."},
    ),
]


@pytest.fixture(autouse=True)
def _month():
    world.agency()
    world.november()


def run(**changes: object) -> Model:
    user, _ = User.objects.get_or_create(
        username="nguoi.in", defaults={"password": "!", "display_name": "Người in"}
    )
    row = {"period_id": period("2026-11").id, "by": user}
    row |= {"people": ["an", "binh"], "total": 4, "asked_at": world.AT}
    unit = Unit.objects.get(code=changes.pop("unit", "P1"))
    return PaperRun.objects.create(**row | changes, unit=unit)


@pytest.mark.parametrize("promise", RUNS, ids=str)
def test_it_holds(promise):
    kept(PaperRun, run, promise, promise.holds)


@pytest.mark.parametrize("promise", RUNS, ids=str)
def test_it_is_refused(promise):
    refused(PaperRun, run, promise)


@pytest.mark.parametrize("promise", RUNS, ids=str)
def test_it_holds_at_the_edge(promise):
    kept(PaperRun, run, promise, promise.edge)


def test_no_promise_is_forgotten():
    every_constraint_is_promised(PaperRun, RUNS)


def test_the_papers_of_nobody_are_refused():
    user = run().by
    unit = Unit.objects.get(code="P1").pk
    with pytest.raises(Refused, match="Không có phiếu nào"):
        actions.ask_papers(period("2026-11"), unit, [], explained=False, by=user, at=world.AT)


def test_what_is_over_stays_over():
    done = run(**DONE).pk
    with pytest.raises(Refused, match="đã xong"):
        actions.finish_papers(done, 2, at=world.AT)
    with pytest.raises(Refused, match="đã xong"):
        actions.fail_papers(done, "x", at=world.AT)
    actions.count_papers(done, 1, at=world.AT)
    assert PaperRun.objects.get(pk=done).made == 4
