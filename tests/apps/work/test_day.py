"""The log of a day: what is put right, what goes with its last line, what is offered first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import offered_products
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import Months, months_and_rules, rules_for
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Changed
from congvu.apps.work.models import Entry, Task
from tests.apps import world
from tests.apps.work import days

pytestmark = pytest.mark.django_db
YESTERDAY = days.TODAY - timedelta(days=1)


@pytest.fixture
def period():
    world.agency()
    return world.november()


def person_id(code: str = "an") -> int:
    return Person.objects.get(code=code).pk


def test_a_line_put_right_is_another_and_the_wrong_one_stays_in_the_record(period):
    task = days.assigned(period, amount=500)
    (wrong,) = days.logged(days.line(task_id=task, amount=300))
    right = days.line(task_id=task, amount=200, note="đếm lại")
    for _ in range(2):
        actions.mend_entry(wrong.entry_id, right, reason="Ghi nhầm", by=None, at=world.AT)
    assert days.completed(task) == 200
    assert Entry.objects.filter(voided_at=None).get().note == "đếm lại"
    assert Entry.objects.get(pk=wrong.entry_id).void_reason == "Ghi nhầm"


def test_a_line_that_cannot_be_voided_is_not_replaced_either(period):
    task = days.assigned(period)
    (line,) = days.logged(days.line(task_id=task))
    actions.accept_results([task], by=None, at=world.AT + timedelta(minutes=1))
    with pytest.raises(Refused, match="đã được nghiệm thu"):
        actions.mend_entry(
            line.entry_id, days.line(task_id=task), reason="Nhầm", by=None, at=world.AT
        )
    assert Entry.objects.count() == 1


def test_work_that_nobody_assigned_goes_with_its_last_line(period):
    product = days.products()[0]
    first, second = days.logged(days.line(product_id=product), days.line(product_id=product))
    assert first.task_id == second.task_id
    actions.void_entry(first.entry_id, reason="Hoàn tác", by=None, at=world.AT)
    assert queries.task(first.task_id).declared
    actions.void_entry(second.entry_id, reason="Hoàn tác", by=None, at=world.AT)
    assert queries.tasks(period.id, [person_id()]) == []
    told = [
        event.payload["task_cancelled"] for event in Event.objects.filter(verb="work.entry_voided")
    ]
    assert sorted(told) == [False, True]
    (again,) = days.logged(days.line(product_id=product))
    assert again.task_id != first.task_id


def test_assigned_work_stays_when_its_only_line_is_taken_back(period):
    task = days.assigned(period)
    (line,) = days.logged(days.line(task_id=task))
    actions.void_entry(line.entry_id, reason="Hoàn tác", by=None, at=world.AT)
    assert Task.objects.get(pk=task).cancelled_at is None
    assert days.completed(task) == 0


def test_a_product_of_an_old_edition_weighs_what_the_edition_of_the_day_says(period):
    old = days.products()[0]
    days.next_edition(100, valid_from=date(2026, 11, 10))
    (before,) = days.logged(days.line(product_id=old, day=date(2026, 11, 9)))
    assert queries.task(before.task_id).coefficient_tenths == 10
    actions.void_entry(before.entry_id, reason="Hoàn tác", by=None, at=world.AT)
    (after,) = days.logged(days.line(product_id=old))
    assert queries.task(after.task_id).coefficient_tenths == 20


def test_a_product_that_is_no_longer_listed_is_refused_by_its_name(period):
    listed = days.products()
    days.next_edition(50, valid_from=date(2026, 11, 10))
    with pytest.raises(Refused, match="Tiếp công dân: không còn trong danh mục"):
        days.logged(days.line(product_id=listed[1]))


def test_a_line_before_the_task_s_month_is_refused_and_one_after_it_is_late_work(period):
    task = days.assigned(period)
    with pytest.raises(Refused, match="kỳ bắt đầu từ 01/11/2026"):
        days.logged(days.line(task_id=task, day=date(2026, 10, 31)))
    december = world.AT + timedelta(days=9)
    late = days.line(task_id=task, day=date(2026, 12, 1))
    assert actions.log_work([late], by=None, at=december)[0].new


def test_the_lines_of_today_and_of_the_last_day_before_it_are_read_at_once(period):
    task = days.assigned(period, amount=900)
    dates = [days.TODAY, YESTERDAY - timedelta(days=2), YESTERDAY - timedelta(days=4)]
    days.logged(*(days.line(task_id=task, day=day) for day in dates))
    seen = queries.recent_entries(person_id(), on=days.TODAY, since=date(2026, 11, 1))
    assert [one.day for one in seen] == dates[:2]
    near = queries.recent_entries(person_id(), on=days.TODAY, since=YESTERDAY)
    assert [one.day for one in near] == dates[:1]


def test_what_waits_for_an_answer_says_what_and_why(period, django_user_model):
    head = django_user_model.objects.create(username="truong", display_name="Lê Bình")
    failed, returned, changed, fine = (days.assigned(period, title=f"Việc {n}") for n in range(4))
    days.logged(*(days.line(task_id=one) for one in (failed, returned, fine)))
    actions.fail_result(failed, reason="Sai mẫu", by=head, at=world.AT)
    actions.return_result(returned, reason="Thiếu phụ lục", by=head, at=world.AT)
    actions.ask_change(
        changed, Changed(assigned_hundredths=300), reason="Thêm việc", by=head, at=world.AT
    )
    seen = {(one.task_id, one.kind, one.reason, one.by) for one in queries.notices_of(person_id())}
    assert seen == {
        (failed, "failed", "Sai mẫu", "Lê Bình"),
        (returned, "returned", "Thiếu phụ lục", "Lê Bình"),
        (changed, "asked", "Thêm việc", "Lê Bình"),
    }
    days.logged(days.line(task_id=failed))
    assert failed not in {one.task_id for one in queries.notices_of(person_id())}
    assert queries.notices_of(person_id("binh")) == []


def test_products_are_found_without_marks_the_exact_words_first(period):
    days.products("Bao cao ngay", "Báo cáo tuần", "Tiếp công dân", "Lập báo cáo tổng kết năm")
    path = Unit.objects.get(code="P1").path
    found = [one.name for one in offered_products(path, on=days.TODAY, search="báo cáo")]
    assert found == ["Báo cáo tuần", "Lập báo cáo tổng kết năm", "Bao cao ngay"]
    found = [one.name for one in offered_products(path, on=days.TODAY, search="cao bao")]
    assert found == ["Bao cao ngay", "Báo cáo tuần", "Lập báo cáo tổng kết năm"]


def test_only_catalogues_of_the_units_above_are_offered(period):
    own = replace(days.EDITION, code="DM-P1", unit="P1")
    other = replace(days.EDITION, code="DM-S", unit="S")
    for version in (own, other):
        days.catalogue.issue_version(
            version, [days.NewProduct(version.code, "B", "Việc riêng", 2, 50)], by=None, at=world.AT
        )
    path = Unit.objects.get(code="P1").path
    found = offered_products(path, on=days.TODAY, search="viec")
    assert [one.code for one in found] == ["DM-P1"]


def test_the_months_and_their_rules_in_one_query_are_those_of_two(
    period, django_assert_num_queries
):
    with django_assert_num_queries(1):
        every = months_and_rules()
    assert every.periods == [period]
    assert every.rules_for(period).fingerprint == rules_for(period).fingerprint


def test_an_adopted_value_holds_from_its_day_to_its_end():
    rows = (
        (1, "delay_unit", "working_day", "QĐ 5", date(2026, 1, 1), date(2026, 6, 1)),
        (1, "delay_unit", "calendar_day", "QĐ 6", date(2026, 6, 1), None),
    )
    world.agency()
    every = Months("civil_servant", [], rows)
    november = world.november()
    assert every.rules_for(november).value("delay_unit") == "calendar_day"
