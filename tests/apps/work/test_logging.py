"""The daily log: kept once, counted once, never taking away what was accepted."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook.queries import UnknownPeriod
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Entry, Result, Task
from tests.apps import world
from tests.apps.work.desk import DAY, LATER, given, log, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    world.agency()
    return world.november()


@pytest.fixture
def product(period):
    lines = [NewProduct(code, "C", f"Việc {code}", 1, 120) for code in ("C1", "C2")]
    version = NewVersion("DM", "Danh mục", "QĐ 1", "UBND phường", world.START, 50)
    catalogue.issue_version(version, lines, by=None, at=world.AT)
    return Product.objects.get(code="C1")


def test_lines_add_up_to_what_is_reported_and_the_last_day_is_its_day(period):
    task_id = given(period, amount=500)
    log(task_id, 200, day=date(2026, 11, 13))
    log(task_id, 150)
    found = result(task_id)
    assert (found.completed_hundredths, found.finished_on) == (350, date(2026, 11, 13))
    assert found.accepted_at is None


def test_a_line_sent_twice_is_kept_once(period):
    task_id, key = given(period), uuid4()
    first, second = (log(task_id, key=key) for _ in range(2))
    assert (first.new, second.new) == (True, False)
    assert first.entry_id == second.entry_id
    assert result(task_id).completed_hundredths == 100
    assert Event.objects.filter(verb="work.work_logged").count() == 1


def test_the_same_key_twice_in_one_batch_counts_once(period):
    task_id, key = given(period), uuid4()
    row = actions.NewEntry(key, "an", DAY, 100, task_id=task_id)
    done = actions.log_work([row, row], by=None, at=world.AT)
    assert [one.new for one in done] == [True, False]
    assert Entry.objects.count() == 1


def test_a_key_of_somebody_else_is_refused(period):
    key = uuid4()
    log(given(period), key=key)
    with pytest.raises(Refused, match="thuộc về người khác"):
        log(given(period, "binh"), key=key, person="binh")


def test_nobody_logs_on_the_task_of_another(period):
    with pytest.raises(Refused, match="giao cho người khác"):
        log(given(period, "binh"), person="an")


def test_a_day_to_come_is_refused_by_the_day_in_vietnam(period):
    task_id = given(period)
    with pytest.raises(Refused, match="24/11/2026 chưa tới"):
        log(task_id, day=date(2026, 11, 24))
    evening = world.AT.replace(hour=18)
    assert log(task_id, day=date(2026, 11, 24), at=evening).new


def test_a_day_of_a_month_never_opened_is_refused_for_a_product(product):
    with pytest.raises(UnknownPeriod, match="Chưa mở kỳ tháng 10/2026"):
        log(day=date(2026, 10, 30), product_id=product.pk)


def test_a_product_counts_in_the_open_task_first_due(period, product):
    full = given(period, product_id=product.pk, due_on=date(2026, 11, 10))
    late = given(period, product_id=product.pk, due_on=date(2026, 11, 28))
    soon = given(period, product_id=product.pk, due_on=date(2026, 11, 20))
    log(full, 100)
    assert log(product_id=product.pk).task_id == soon
    assert log(product_id=product.pk).task_id == late
    assert log(product_id=product.pk).task_id == full


def test_a_product_nobody_assigned_becomes_a_declared_task_outside_the_plan(period, product):
    made = Task.objects.get(pk=log(amount=300, product_id=product.pk, note="Điện hỏa tốc").task_id)
    assert (made.declared, made.origin, made.assigned_hundredths) == (True, 2, 300)
    assert (made.coefficient_tenths, made.title) == (product.coefficient_tenths, product.name)
    assert made.origin_reason == "Điện hỏa tốc"
    assert log(product_id=product.pk).task_id == made.pk


def test_work_outside_the_list_needs_a_title_and_a_weight(period):
    with pytest.raises(Refused, match="tên và hệ số"):
        log(title="Đón đoàn")
    made = Task.objects.get(pk=log(title="Đón đoàn", coefficient_tenths=10).task_id)
    assert (made.product_id, made.title, made.coefficient_tenths) == (None, "Đón đoàn", 10)


def test_what_is_logged_after_an_acceptance_waits_beside_it(period):
    task_id = given(period, amount=500)
    log(task_id, 200)
    actions.accept_results([task_id], by=None, at=world.AT)
    log(task_id, 100, day=date(2026, 11, 14), at=LATER)
    found = result(task_id)
    assert (found.completed_hundredths, found.pending_hundredths) == (200, 100)
    assert queries.task(task_id).is_waiting_for_review
    assert actions.accept_results([task_id], by=None, at=LATER) == 1
    found = result(task_id)
    assert (found.completed_hundredths, found.pending_hundredths) == (300, 0)
    assert (found.finished_on, found.pending_on) == (date(2026, 11, 14), None)


def test_a_line_is_voided_with_a_reason_until_it_is_accepted(period):
    task_id = given(period, amount=500)
    first, second = log(task_id, 200), log(task_id, 100, day=date(2026, 11, 14))
    actions.void_entry(second.entry_id, reason="Gõ nhầm", by=None, at=world.AT)
    found = result(task_id)
    assert (found.completed_hundredths, found.finished_on) == (200, DAY)
    with pytest.raises(Refused, match="có lý do"):
        actions.void_entry(first.entry_id, reason=" ", by=None, at=world.AT)
    actions.accept_results([task_id], by=None, at=LATER)
    with pytest.raises(Refused, match="đã được nghiệm thu"):
        actions.void_entry(first.entry_id, reason="Gõ nhầm", by=None, at=LATER)


def test_a_line_without_an_amount_tells_of_progress_and_needs_words(period):
    task_id = given(period)
    with pytest.raises(Refused, match="phải có ghi chú"):
        log(task_id, 0)
    log(task_id, 0, note="Chờ sở góp ý")
    assert result(task_id).completed_hundredths == 0


def test_the_products_offered_are_those_used_last_then_those_assigned(period, product):
    other = Product.objects.get(code="C2")
    task_id = given(period, product_id=product.pk, amount=500)
    log(product_id=other.pk, at=LATER)
    log(task_id, 200)
    person = Task.objects.get(pk=task_id).person_id
    used = queries.last_used(person, period_id=period.id, since=date(2026, 10, 20))
    assert [one.product_id for one in used] == [other.pk, product.pk]
    assert (used[1].assigned_hundredths, used[1].reported_hundredths) == (500, 200)
    assert used[1].last_amount == 200


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("log"), st.integers(1, 300)),
        st.tuples(st.just("again"), st.integers(0, 20)),
        st.tuples(st.just("void"), st.integers(0, 20)),
        st.tuples(st.just("accept"), st.just(0)),
        st.tuples(st.just("return"), st.just(0)),
        st.tuples(st.just("fail"), st.just(0)),
    ),
    max_size=14,
)


class Days(TestCase):
    """Whatever is done in whatever order, the log and the result tell the same."""

    @settings(max_examples=25)
    @generated(STEPS)
    def test_the_result_is_the_sum_of_its_lines(self, steps):
        world.agency()
        task_id = given(world.november(), amount=500)
        keys, at, fails = [], world.AT, 0
        for act, number in steps:
            at += timedelta(minutes=1)
            before = Result.objects.filter(task=task_id).first()
            try:
                fails += self._do(act, number, task_id, keys, at)
            except Refused:
                after = Result.objects.filter(task=task_id).first()
                assert _told(before) == _told(after)
            self._holds(task_id, fails)

    def _do(self, act, number, task_id, keys, at):
        if act == "log":
            keys.append(uuid4())
            log(task_id, number, key=keys[-1], at=at)
        elif act == "again" and keys:
            log(task_id, 1, key=keys[number % len(keys)], at=at)
        elif act == "void" and keys:
            entry = Entry.objects.get(key=keys[number % len(keys)])
            actions.void_entry(entry.pk, reason="Nhầm", by=None, at=at)
        elif act == "accept":
            actions.accept_results([task_id], by=None, at=at)
        elif act == "return":
            actions.return_result(task_id, reason="Thiếu", by=None, at=at)
        elif act == "fail":
            actions.fail_result(task_id, reason="Sai", by=None, at=at)
            return 1
        return 0

    def _holds(self, task_id, fails):
        found = Result.objects.filter(task=task_id).first()
        lines = Entry.objects.filter(task=task_id, voided_at=None)
        total = sum(lines.values_list("amount_hundredths", flat=True))
        if found is None:
            assert total == 0
            return
        assert found.completed_hundredths + found.pending_hundredths == total
        assert found.failed == fails
        row = queries.task(task_id)
        assert row.reported_hundredths == total
        assert not (row.returned and row.is_waiting_for_review)


def _told(row):
    return row and (row.completed_hundredths, row.pending_hundredths, row.failed, row.accepted_at)
