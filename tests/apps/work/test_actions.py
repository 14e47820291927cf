"""Tasks are assigned, reported and accepted by actions, many at a time."""

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import NewResult
from congvu.apps.work.models import Result, Task
from tests.apps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    world.agency()
    return world.november()


def assign(period, *rows):
    return actions.assign_tasks(period.id, rows, by=None, at=world.AT)


def report(*rows):
    actions.report_results(rows, by=None, at=world.AT)


def test_tasks_come_back_as_ids_in_their_order(period):
    ids = assign(period, *(world.task("an", title=f"Việc {n}") for n in range(5)))
    titles = [Task.objects.get(pk=task_id).title for task_id in ids]
    assert titles == [f"Việc {n}" for n in range(5)]


def test_titles_are_kept_composed_with_whatever_signs(period):
    (task_id,) = assign(period, world.task("an", title="Pho\u0300ng\t\\N \n“x”"))
    assert Task.objects.get(pk=task_id).title == "Phòng\t\\N \n“x”"


def test_a_row_that_a_constraint_forbids_is_refused_in_words_and_none_is_kept(period):
    with pytest.raises(Refused, match="số lượng giao phải lớn hơn 0"):
        assign(period, world.task("an"), world.task("an", amount=0))
    assert not Event.objects.filter(verb="work.tasks_assigned").exists()


def test_a_report_may_be_made_again_until_it_is_accepted(period):
    (task_id,) = assign(period, world.task("an"))
    report(NewResult(task_id, 50))
    report(NewResult(task_id, 80))
    actions.accept_results([task_id], by=None, at=world.AT)
    with pytest.raises(Refused, match="đã nghiệm thu"):
        report(NewResult(task_id, 100))
    assert Result.objects.get().completed_hundredths == 80


def test_accepting_twice_changes_nothing(period):
    (task_id,) = assign(period, world.task("an"))
    report(NewResult(task_id, 100))
    counts = [actions.accept_results([task_id], by=None, at=world.AT) for _ in range(2)]
    assert counts == [1, 0]


def test_nothing_is_accepted_that_was_not_reported(period):
    (task_id,) = assign(period, world.task("an"))
    with pytest.raises(Refused, match="chưa có báo cáo"):
        actions.accept_results([task_id], by=None, at=world.AT)


def test_a_task_nobody_assigned_is_not_reported(period):
    with pytest.raises(Refused, match="1 mã nhiệm vụ không có"):
        report(NewResult(10**9, 100))


def test_a_review_states_amount_failures_and_excuse_and_says_what_was_before(period):
    (task_id,) = assign(period, world.task("an"))
    report(NewResult(task_id, 100, world.DUE))
    row = NewResult(
        task_id, 80, world.DUE, failed=1, excused_days=2, excused_by="Chủ tịch", excuse="Mưa lũ"
    )
    actions.review_result(row, by=None, at=world.AT, reason="Nghiệm thu một phần")
    (seen,) = queries.tasks(period.id, [Task.objects.get().person_id])
    assert (seen.completed_hundredths, seen.failed, seen.accepted) == (80, 1, True)
    event = Event.objects.get(verb="work.result_reviewed")
    assert (event.payload["before"], event.payload["after"]) == ([100, 0, 0], [80, 1, 2])


def test_an_excuse_without_who_confirmed_it_is_refused(period):
    (task_id,) = assign(period, world.task("an"))
    with pytest.raises(Refused, match="người có thẩm quyền xác nhận"):
        report(NewResult(task_id, 100, excused_days=1, excuse="Mưa lũ"))


def test_an_unreported_task_reads_as_nothing_done(period):
    assign(period, world.task("an"))
    (seen,) = queries.tasks(period.id, [Task.objects.get().person_id])
    assert (seen.completed_hundredths, seen.failed, seen.accepted) == (None, 0, False)


def test_unfinished_work_is_handed_on_once_with_its_old_deadline(period):
    half, whole, _ = assign(period, *([world.task("an", amount=200, origin=2)] * 3))
    report(NewResult(half, 50), NewResult(whole, 200))
    actions.accept_results([half, whole], by=None, at=world.AT)
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    counts = [actions.carry_over(period.id, december.id, by=None, at=world.AT) for _ in range(2)]
    assert counts == [2, 0]
    carried = Task.objects.filter(period=december.id).order_by("pk")
    assert [(one.assigned_hundredths, one.due_on, one.origin) for one in carried] == [
        (150, world.DUE, 0),
        (200, world.DUE, 0),
    ]


def test_a_thousand_tasks_are_one_event(period):
    assign(period, *([world.task("an")] * 1000))
    payload = Event.objects.get(verb="work.tasks_assigned").payload
    assert payload["count"] == 1000
