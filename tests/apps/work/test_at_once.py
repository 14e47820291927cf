"""What is sent or done several times at once has one effect."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.work import actions
from congvu.apps.work.models import Entry, Review, Task
from tests.apps import world
from tests.apps.work.desk import LATER, given, log, result, user

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 10


@pytest.fixture
def period():
    world.agency()
    return world.november()


def at_once(act):
    """Call ten times in ten threads; return what came of each, refusals among them."""

    def one(_):
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def test_ten_sendings_of_one_line_are_one_line(period):
    task_id, key = given(period), uuid4()
    done = at_once(lambda: log(task_id, key=key))
    assert sum(one.new for one in done) == 1
    assert Entry.objects.count() == 1
    assert result(task_id).completed_hundredths == 100
    assert Event.objects.filter(verb="work.work_logged").count() == 1


def test_ten_different_lines_are_all_counted(period):
    task_id = given(period, amount=1000)
    done = at_once(lambda: log(task_id))
    assert all(one.new for one in done)
    assert result(task_id).completed_hundredths == 1000


def test_ten_declarations_of_one_sudden_work_are_one_task(period):
    key = uuid4()
    at_once(lambda: log(title="Đón đoàn", coefficient_tenths=10, key=key))
    assert Task.objects.count() == 1


def test_a_change_is_settled_once(period):
    change = actions.ask_change(
        given(period), actions.Changed(assigned_hundredths=50), reason="Bớt", by=None, at=world.AT
    )
    done = at_once(lambda: actions.acknowledge_change(change, by=None, at=LATER))
    assert sum(isinstance(one, Refused) for one in done) == TIMES - 1
    assert Task.objects.get().assigned_hundredths == 50


def test_a_result_is_accepted_once(period):
    task_id, head = given(period), user("binh")
    log(task_id)
    done = at_once(lambda: actions.accept_results([task_id], by=head, at=LATER))
    assert sorted(done) == [0] * (TIMES - 1) + [1]
    assert Review.objects.count() == 1


def test_the_rest_of_a_task_is_taken_over_once(period):
    task_id = given(period)
    actions.hand_back(task_id, reason="Ốm", by=None, at=LATER)
    at_once(
        lambda: actions.take_over(
            task_id, person="binh", unit="P1", due_on=world.DUE, by=None, at=LATER
        )
    )
    assert Task.objects.filter(taken_from=task_id).count() == 1


def test_repeating_work_is_handed_out_once(period):
    row = actions.NewRecurrence("an", "P1", "Báo cáo", 20, 100, 5, world.NOVEMBER)
    actions.repeat_work([row], by=None, at=world.AT)
    done = at_once(lambda: actions.hand_out(period, by=None, at=world.AT))
    assert sorted(done) == [0] * (TIMES - 1) + [1]
