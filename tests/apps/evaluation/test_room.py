"""A head's page: one row a person, who leads first, with what asks for a look."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.queries import Attention
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db


def rows(period, code="P1", **more):
    return {row.card.person: row for row in queries.room_of(unit(code), period, **more).people}


def test_the_room_lists_its_people_and_those_of_the_units_under_it():
    period = world.month()
    assert list(rows(period)) == ["binh", "an"]
    assert list(rows(period, "P")) == ["alice", "phong", "binh", "an", "chi", "dung"]


def test_the_managing_agencys_page_is_not_everybody():
    period = world.month()
    assert list(rows(period, "T")) == []


def test_a_row_shows_what_the_persons_own_month_shows():
    period = random_month(3)
    for code, row in rows(period, "P").items():
        month = queries.month_of(code, period)
        assert (row.score_hundredths, row.reason) == (month.score_hundredths, month.reason)
        assert row.level == month.level


def test_a_leaders_row_has_d_too_and_anybody_elses_has_not():
    period = world.reviewed_month()
    found = rows(period)
    assert found["binh"].shares == dict.fromkeys(
        ("a", "b", "c", "share", "d", "dd", "e"), Fraction(1)
    )
    assert set(found["an"].shares) == {"a", "b", "c", "share"}


def test_attention_is_asked_for_what_waits():
    period = world.month()
    ids = work.assign_tasks(
        period.id,
        [world.task("an"), world.task("an"), world.task("an", due_on=date(2026, 11, 29))],
        by=None,
        at=world.AT,
    )
    work.report_result(work.NewResult(ids[1], 100, world.DUE), by=None, at=world.AT)
    found = rows(period, today=date(2026, 11, 23))
    assert found["an"].attention == {
        Attention.OVERDUE: 1,
        Attention.PENDING: 1,
        Attention.NO_SELF_SCORE: 1,
    }
    assert found["binh"].attention == {Attention.NO_SELF_SCORE: 1, Attention.NO_WORK: 1}


def test_a_closed_room_is_read_as_it_was_stored():
    period = random_month(5, reviewed=True)
    before = rows(period, "P")
    actions.close_month(period, by=None, at=world.AT)
    after = rows(period_named(period.key), "P")
    for code, row in before.items():
        assert after[code].score_hundredths == row.score_hundredths
        assert after[code].shares == row.shares


def test_a_room_takes_at_most_five_queries():
    period, ward = world.reviewed_month(), unit("P")
    with CaptureQueriesContext(connection) as asked:
        queries.room_of(ward, period)
    assert len(asked) <= 5
