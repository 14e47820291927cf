"""The province: counted in the database, equal to the people's own months added up."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db


def months(period):
    cards = Scorecard.objects.select_related("person")
    return [queries.month_of(card.person.code, period) for card in cards]


def assert_adds_up(seen, people):
    """The province's whole tally is its people's months, counted."""
    scored = [month.score_hundredths for month in people if month.scored]
    assert (seen.whole.people, seen.whole.scored) == (len(people), len(scored))
    assert seen.whole.sum_hundredths == sum(scored)
    assert seen.whole.bins == Counter(points // 200 * 2 for points in scored)
    assert seen.whole.levels == Counter(month.level for month in people if month.scored)
    assert seen.whole.reasons == Counter(month.reason for month in people if not month.scored)


@pytest.mark.parametrize("seed", range(3))
def test_the_live_province_is_its_peoples_live_months_added_up(seed):
    period = random_month(seed)
    assert_adds_up(queries.province(period), months(period))


def test_the_closed_province_is_its_peoples_stored_months_added_up():
    period = random_month(2)
    actions.close_month(period, by=None, at=world.AT)
    closed = period_named(period.key)
    seen = queries.province(closed)
    assert not seen.provisional
    assert_adds_up(seen, months(closed))


def test_agencies_come_in_tree_order_and_add_up_to_the_whole():
    period = random_month(4)
    seen = queries.province(period)
    assert [agency.code for agency in seen.agencies] == ["P", "S"]
    assert sum(agency.tally.people for agency in seen.agencies) == seen.whole.people
    assert sum(agency.tally.sum_hundredths for agency in seen.agencies) == seen.whole.sum_hundredths


def test_who_has_not_scored_themselves_is_counted():
    period = world.month()
    world.review(period, "an")
    seen = queries.province(period)
    assert (seen.whole.not_self_scored, seen.whole.not_confirmed) == (6, 6)


def test_a_province_without_cards_is_empty_and_has_no_mean():
    world.agency()
    seen = queries.province(world.november())
    assert (seen.whole.people, seen.whole.mean_hundredths, seen.agencies) == (0, None, ())


def test_the_province_takes_three_queries():
    period = world.reviewed_month()
    with CaptureQueriesContext(connection) as asked:
        queries.province(period)
    assert len(asked) == 3
