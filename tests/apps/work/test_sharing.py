"""Shared work, long work in parts, and work that comes again every month."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given as generated
from hypothesis import strategies as st

from congvu.apps.audit.refusals import Refused
from congvu.apps.org.models import Unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import NewPortion, NewRecurrence, NewWhole
from congvu.apps.work.models import Portion, Task
from congvu.apps.work.queries.among import Among
from congvu.kernel.fixed import apportion
from congvu.kernel.periods import Month
from tests.apps import world

NOVEMBER, DECEMBER = world.NOVEMBER, Month(2026, 12)


@pytest.fixture
def period(db):
    world.agency()
    return world.november()


def portion(person, share, month=NOVEMBER, due=world.DUE, **more):
    return NewPortion(person, "P1", month, due, share, **more)


def share(*portions, amount=100, coefficient=40):
    whole = NewWhole("Đề án", coefficient, amount)
    return actions.share_work(whole, portions, by=None, at=world.AT)


def hand_out(period):
    return actions.hand_out(period, by=None, at=world.AT)


@generated(st.integers(0, 10**7), st.lists(st.integers(1, 10_000), min_size=1, max_size=12))
def test_parts_sum_to_the_whole_and_none_is_a_unit_off_its_share(total, shares):
    parts = apportion(total, shares)
    assert sum(parts) == total
    base = sum(shares)
    for part, one in zip(parts, shares, strict=True):
        assert abs(part * base - total * one) < base


def test_shares_without_sense_are_refused():
    for shares in ([], [0], [3, -1]):
        with pytest.raises(ValueError, match="sum to more"):
            apportion(10, shares)


def test_a_whole_becomes_tasks_that_sum_to_it(period):
    share(portion("an", 3334, leads=True), portion("binh", 3333), portion("chi", 3333), amount=200)
    assert hand_out(period) == 3
    amounts = list(Task.objects.order_by("pk").values_list("assigned_hundredths", flat=True))
    assert amounts == [67, 67, 66]
    assert hand_out(period) == 0
    row = queries.tasks(period.id, [Task.objects.get(person__code="an").person_id])[0]
    assert (row.share, row.leads) == (3334, True)
    assert [one.share for one in queries.portions_with([row.id])] == [3334, 3333, 3333]


@pytest.mark.parametrize("shares", [(5000, 4999), (5000, 5001), (10_000, 1)])
def test_shares_that_do_not_sum_to_the_whole_are_refused_with_their_sum(period, shares):
    total = sum(shares)
    with pytest.raises(Refused, match=f"{total // 100},{total % 100:02d} %"):
        share(*(portion(who, one) for who, one in zip(("an", "binh"), shares, strict=True)))


def test_only_one_leads(period):
    with pytest.raises(Refused, match="một người chủ trì"):
        share(portion("an", 5000, leads=True), portion("binh", 5000, leads=True))


def test_the_database_keeps_the_shares_even(period):
    share(portion("an", 10_000))
    with pytest.raises(IntegrityError, match="đúng 100 phần trăm"), transaction.atomic():
        _shrink_a_share()


def _shrink_a_share():
    Portion.objects.update(share=9_999)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_part_of_a_later_month_waits_for_it(period):
    later = date(2026, 12, 10)
    share(portion("an", 4000), portion("an", 6000, DECEMBER, later), amount=1000)
    assert hand_out(period) == 1
    december = rulebook.open_period(DECEMBER, by=None, at=world.AT)
    assert hand_out(december) == 1
    assert Task.objects.get(period=december.id).assigned_hundredths == 600


def repeat(**changes):
    row = {
        "person": "an", "unit": "P1", "title": "Báo cáo tháng", "coefficient_tenths": 20,
        "amount_hundredths": 100, "due_day": 31, "first_month": NOVEMBER,
    } | changes  # fmt: skip
    return actions.repeat_work([NewRecurrence(**row)], by=None, at=world.AT)[0]


def test_repeated_work_comes_once_in_each_of_its_months(period):
    repeat()
    repeat(title="Họp giao ban", due_day=5, last_month=NOVEMBER)
    assert (hand_out(period), hand_out(period)) == (2, 0)
    due = dict(Task.objects.values_list("title", "due_on"))
    assert due == {"Báo cáo tháng": date(2026, 11, 30), "Họp giao ban": date(2026, 11, 5)}
    december = rulebook.open_period(DECEMBER, by=None, at=world.AT)
    assert hand_out(december) == 1


def test_repeated_work_is_ended_and_not_before_it_began(period):
    one = repeat()
    with pytest.raises(Refused, match="không được trước tháng đầu"), transaction.atomic():
        actions.end_recurrence(one, last_month=Month(2026, 10), by=None, at=world.AT)
    actions.end_recurrence(one, last_month=NOVEMBER, by=None, at=world.AT)
    among = Among.of(Unit.objects.values_list("pk", flat=True))
    assert [row.id for row in queries.recurrences_among(among, on=world.DUE)] == [one]
    assert queries.recurrences_among(among, on=date(2026, 12, 1)) == []
