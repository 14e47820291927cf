"""What was assigned stands: it changes in the open, and never by one person alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.queries import cases
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Changed
from congvu.apps.work.models import Result, Task
from tests.apps import world
from tests.apps.work.desk import LATER, given, log, user

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 10, 29, 3, tzinfo=UTC)


@pytest.fixture
def period():
    world.agency()
    return world.november()


def ask(task_id, by=None, reason="Thêm hồ sơ", **to):
    return actions.ask_change(task_id, Changed(**to), reason=reason, by=by, at=world.AT)


def task(task_id):
    return Task.objects.get(pk=task_id)


@pytest.mark.parametrize(
    "column",
    ["assigned_hundredths = 1", "coefficient_tenths = 99", "due_on = '2026-12-31'"],
)
def test_the_database_itself_refuses_a_silent_change(period, column):
    given(period)
    with pytest.raises(IntegrityError, match="chỉ thay đổi khi có lý do"), transaction.atomic():
        Task.objects.raw(f"UPDATE work_task SET {column} RETURNING *")[0]


def test_the_database_refuses_to_drop_a_task_silently(period):
    task_id = given(period)
    with pytest.raises(IntegrityError, match="chỉ thay đổi khi có lý do"), transaction.atomic():
        Task.objects.filter(pk=task_id).update(cancelled_at=LATER)


def test_a_change_holds_once_the_person_acknowledges_it(period):
    task_id = given(period)
    change = ask(task_id, assigned_hundredths=200, due_on=date(2026, 11, 25))
    assert task(task_id).assigned_hundredths == 100
    actions.acknowledge_change(change, by=user("an", person="an"), at=LATER)
    assert (task(task_id).assigned_hundredths, task(task_id).due_on) == (200, date(2026, 11, 25))
    told = Event.objects.get(verb="work.change_acknowledged")
    assert told.payload["before"] == [100, 10, "2026-11-20"]
    assert told.payload["after"] == [200, 10, "2026-11-25"]


def test_a_declined_change_takes_a_second_approver_who_did_not_ask(period):
    task_id, head, second = given(period), user("binh"), user("alice")
    change = ask(task_id, by=head, coefficient_tenths=5)
    with pytest.raises(Refused, match="ghi vì sao"):
        actions.decline_change(change, note=" ", by=None, at=LATER)
    actions.decline_change(change, note="Việc khó hơn", by=None, at=LATER)
    with pytest.raises(Refused, match="khác người đề nghị"), transaction.atomic():
        actions.approve_change(change, by=head, at=LATER)
    assert task(task_id).coefficient_tenths == 10
    actions.approve_change(change, by=second, at=LATER)
    assert task(task_id).coefficient_tenths == 5


def test_the_person_herself_is_no_second_approver(period):
    change = ask(given(period), by=user("binh"), assigned_hundredths=50)
    with pytest.raises(Refused, match="không duyệt thay"):
        actions.approve_change(change, by=user("an", person="an"), at=LATER)


def test_a_change_without_reason_or_difference_is_refused(period):
    task_id = given(period)
    with pytest.raises(Refused, match="phải ghi lý do"):
        ask(task_id, reason=" ", assigned_hundredths=50)
    with pytest.raises(Refused, match="khác với điều đã giao"):
        ask(task_id, assigned_hundredths=100)


def test_one_change_waits_at_a_time_and_may_be_withdrawn(period):
    task_id = given(period)
    change = ask(task_id, assigned_hundredths=50)
    with pytest.raises(Refused, match="chờ xác nhận"):
        ask(task_id, assigned_hundredths=60)
    actions.withdraw_change(change, by=None, at=LATER)
    with pytest.raises(Refused, match="đã rút lại"):
        actions.acknowledge_change(change, by=None, at=LATER)
    assert ask(task_id, assigned_hundredths=60)
    assert [row.state for row in queries.changes_of([task_id])] == ["asked", "withdrawn"]


def test_a_task_no_longer_assigned_is_in_no_list_and_no_sum(period):
    evaluation.open_scorecards(period, by=None, at=world.AT)
    world.review(period, "an")
    kept, gone = given(period), given(period, title="Nhầm người")
    actions.acknowledge_change(ask(gone, cancels=True), by=None, at=LATER)
    person = task(kept).person_id
    assert [row.id for row in queries.tasks(period.id, [person])] == [kept]
    (case,) = cases(period, [person])
    assert [row["id"] for row in case.rows] == [str(kept)]
    with pytest.raises(Refused, match="đã thôi giao"):
        log(gone)


def test_before_the_month_begins_the_giver_sets_it_right(period):
    (task_id,) = actions.assign_tasks(period.id, [world.task("an")], by=None, at=BEFORE)
    actions.amend_task(task_id, Changed(assigned_hundredths=300), by=None, at=BEFORE)
    assert task(task_id).assigned_hundredths == 300
    with pytest.raises(Refused, match="Kỳ đã bắt đầu"):
        actions.amend_task(task_id, Changed(assigned_hundredths=1), by=None, at=world.AT)


def test_what_was_just_handed_out_is_taken_back_while_nobody_began(period):
    ids = [given(period) for _ in range(3)]
    soon = world.AT + timedelta(minutes=14)
    log(ids[2])
    with pytest.raises(Refused, match="vừa giao trong 15 phút"):
        actions.take_back(ids, by=None, at=soon)
    assert actions.take_back(ids[:2], by=None, at=soon) == 2
    with pytest.raises(Refused, match="đã thôi giao"):
        actions.take_back(ids[:2], by=None, at=soon)


def test_what_was_handed_out_earlier_is_not_taken_back(period):
    with pytest.raises(Refused, match="15 phút"):
        actions.take_back([given(period)], by=None, at=world.AT + timedelta(minutes=16))


def test_a_closed_month_takes_no_change_log_cause_or_evidence(period):
    task_id = given(period)
    evaluation.open_scorecards(period, by=None, at=world.AT)
    evaluation.close_month(period, by=None, at=world.AT)
    for act in (
        lambda: ask(task_id, assigned_hundredths=50),
        lambda: log(task_id),
        lambda: actions.claim_cause(task_id, "system", by=None, at=world.AT),
        lambda: actions.attach_link(task_id, label="1/BC", link="", by=None, at=world.AT),
        lambda: actions.hand_back(task_id, reason="Ốm", by=None, at=world.AT),
    ):
        with pytest.raises(PeriodClosed):
            act()


def test_work_handed_back_stays_planned_and_the_rest_is_taken_over(period):
    task_id = given(period, amount=500)
    log(task_id, 200)
    with pytest.raises(Refused, match="phải ghi lý do"), transaction.atomic():
        actions.hand_back(task_id, reason=" ", by=None, at=LATER)
    with pytest.raises(Refused, match="Chỉ việc đã trả lại"):
        actions.take_over(task_id, person="binh", unit="P1", due_on=world.DUE, by=None, at=LATER)
    actions.hand_back(task_id, reason="Nghỉ ốm", by=None, at=LATER)
    with pytest.raises(Refused, match="phải khác"):
        actions.take_over(task_id, person="an", unit="P1", due_on=world.DUE, by=None, at=LATER)
    made = actions.take_over(task_id, person="binh", unit="P1", due_on=world.DUE, by=None, at=LATER)
    assert (task(made).assigned_hundredths, task(made).origin) == (300, 1)
    assert (task(task_id).assigned_hundredths, task(task_id).origin) == (500, 0)
    with pytest.raises(Refused, match="đã có người nhận"):
        actions.take_over(task_id, person="chi", unit="P2", due_on=world.DUE, by=None, at=LATER)
    with pytest.raises(Refused, match="Đã có người nhận thay"):
        actions.keep_with(task_id, reason="Thôi", by=None, at=LATER)


def test_a_task_handed_back_may_be_left_with_its_person(period):
    task_id = given(period)
    actions.hand_back(task_id, reason="Quá tải", by=None, at=LATER)
    with pytest.raises(Refused, match="đã trả lại"):
        log(task_id)
    actions.keep_with(task_id, reason="Lùi hạn", by=None, at=LATER)
    assert log(task_id).new
    assert not Result.objects.get(task=task_id).accepted_at
