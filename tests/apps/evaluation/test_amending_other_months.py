"""Amendments of a month that is not the handbook's: scored by whoever signs, or still open."""

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Scorecard
from tests.apps import world
from tests.apps.evaluation import disputes
from tests.apps.evaluation.disputes import person_id, proposed
from tests.apps.evaluation.test_amendments import card, signed

pytestmark = pytest.mark.django_db


def test_the_managing_head_signs_even_where_she_scored():
    period = disputes.handbook()
    disputes.offices()
    world.review_again(period, actions.Review("an", world.points()))
    Scorecard.objects.filter(person__code="an").update(confirmed_by=person_id("tinh"))
    actions.close_month(period, by=None, at=world.AT)
    month = disputes.rulebook.period("2026-11")
    signed(month)
    assert queries.current_result(card(month)).amendment.signer == "Người tinh"


def test_an_open_month_needs_no_amendment():
    period = world.month()
    world.review(period, "an")
    disputes.offices()
    with pytest.raises(Refused, match="chưa công bố"):
        proposed(period, changes={"general": {"x": 1}})
