"""What is sent or done several times at once has one effect."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.models import Unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.work import actions
from congvu.apps.work.actions import Changed, Seen
from congvu.apps.work.models import Entry, OutsideWork, Review, Task, TaskChange
from congvu.apps.work.queries import outside_of
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


def test_unfinished_work_is_carried_over_once(period):
    given(period)
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    at_once(lambda: actions.carry_over(period.id, december.id, by=None, at=LATER))
    assert Task.objects.filter(period=december.id).count() == 1


def test_a_form_of_handing_out_sent_ten_times_hands_out_once(period):
    key, giver = uuid4(), user("binh")

    def give():
        rows = [world.task("an"), world.task("an")]
        return actions.Given(tuple(actions.assign_tasks(period.id, rows, by=giver, at=world.AT)))

    made = at_once(lambda: actions.give_once(key, give, by=giver, at=world.AT))
    assert len(set(made)) == 1
    assert Task.objects.count() == 2


def test_what_was_handed_out_is_taken_back_once(period):
    key, giver = uuid4(), user("binh")
    row = world.task("an")

    def give():
        return actions.Given(tuple(actions.assign_tasks(period.id, [row], by=giver, at=world.AT)))

    actions.give_once(key, give, by=giver, at=world.AT)
    done = at_once(lambda: actions.take_back_giving(key, by=giver, at=world.AT))
    assert [one for one in done if one == 1] == [1]
    assert Event.objects.filter(verb="work.tasks_taken_back").count() == 1


def test_work_outside_the_catalogue_is_decided_once(period):
    given(period)
    agency, clerk = Unit.objects.get(code="P").pk, user("office")
    (row,) = outside_of(agency)
    at_once(
        lambda: actions.leave_outside(
            agency, row.title_key, reason="Lặt vặt", by=clerk, at=world.AT
        )
    )
    assert OutsideWork.objects.count() == 1
    assert Event.objects.filter(verb="work.outside_left").count() == 1


def test_two_heads_change_one_task_at_once_and_one_change_waits(period):
    task_id = given(period)
    to, seen = Changed(assigned_hundredths=777), seen_of(task_id)
    at_once(lambda: actions.ask_change(task_id, to, reason="Thêm", by=None, at=world.AT, seen=seen))
    assert TaskChange.objects.count() == 1


def seen_of(task_id: int) -> Seen:
    one = Task.objects.get(pk=task_id)
    return Seen(one.assigned_hundredths, one.coefficient_tenths, one.due_on)
