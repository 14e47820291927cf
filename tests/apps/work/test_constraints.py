"""What the tables of tasks and results promise."""

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import period
from congvu.apps.work.models import Result, Task
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _month():
    world.agency()
    world.november()


def task(**changes: object) -> Model:
    row = {
        "period_id": period("2026-11").id, "person": Person.objects.get(code="an"),
        "unit": Unit.objects.get(code="P1"), "title": "Soạn thảo", "coefficient_tenths": 10,
        "assigned_hundredths": 100, "due_on": world.DUE, "assigned_at": world.AT,
    }  # fmt: skip
    return Task.objects.create(**row | changes)


def result(**changes: object) -> Model:
    if changes.get("accepted_by"):
        changes["accepted_by"] = User.objects.create(username="alice", display_name="Alice")
    return Result.objects.create(task=task(), **{"completed_hundredths": 100} | changes)


WHO = {"excused_by": "Chủ tịch phường", "excuse": "Mất điện"}
TASKS = [
    Promise(
        "work_task_amounts",
        holds={},
        broken={"assigned_hundredths": 0},
        edge={"assigned_hundredths": 1, "coefficient_tenths": 1},
    ),
    Promise("work_task_origin", holds={}, broken={"origin": 3}, edge={"origin": 2}),
    Promise("work_task_title", holds={}, broken={"title": ""}, edge={"title": "x"}),
]
RESULTS = [
    Promise(
        "work_result_amounts",
        holds={"completed_hundredths": 500},
        broken={"failed": 1, "excused_failed": 2} | WHO,
        edge={"completed_hundredths": 0, "failed": 1, "excused_failed": 1} | WHO,
    ),
    Promise(
        "work_result_excuse",
        holds={"excused_days": 3} | WHO,
        broken={"excused_days": 1, "excused_by": "Chủ tịch phường"},
        edge={"excused_days": 0},
    ),
    Promise("work_result_effect", holds={}, broken={"effect": 4}, edge={"effect": 3}),
    Promise(
        "work_result_accepted",
        holds={"accepted_at": world.AT},
        broken={"accepted_by": "alice"},
        edge={"accepted_at": world.AT, "accepted_by": None},
    ),
]
ALL = [
    *((Task, task, promise) for promise in TASKS),
    *((Result, result, promise) for promise in RESULTS),
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
    every_constraint_is_promised(Task, TASKS)
    every_constraint_is_promised(Result, RESULTS)
