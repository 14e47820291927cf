"""What a check says when somebody changed what lies in the store, or another took its place."""

from dataclasses import replace

import pytest
from django.db import connections

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.models import Scorecard
from congvu.exchange.papers import checking
from congvu.exchange.papers.checking import Outcome, checked
from congvu.exchange.papers.codes import Kind, Told
from tests.apps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    period = world.reviewed_month()
    evaluation.close_month(period, by=None, at=world.AT)
    card = Scorecard.objects.get(person__code="an")
    return Told(Kind.CARD, card.pk, card.inputs_hash[:12])


def outcome(told: Told) -> Outcome:
    (verdict,) = checked([told])
    return verdict.outcome


def test_a_published_card_fits_and_a_leaders_too(told):
    assert outcome(told) is Outcome.FITS
    head = Scorecard.objects.get(person__code="binh")
    assert outcome(Told(Kind.CARD, head.pk, head.inputs_hash[:12])) is Outcome.FITS


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("evaluation_scorecard", "SET score_hundredths = 9999 WHERE id = {card}"),
        ("evaluation_scorecard", "SET comment = 'khác' WHERE id = {card}"),
        ("work_task", "SET coefficient_tenths = 99 WHERE person_id = {person}"),
    ],
)
def test_a_store_changed_behind_the_triggers_no_longer_fits(told, table, change):
    card = Scorecard.objects.get(pk=told.id)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} {change.format(card=card.pk, person=card.person_id)}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert outcome(told) is Outcome.ALTERED


def test_an_amended_card_is_told_to_be_so(told, monkeypatch):
    seen = {
        key: replace(one, amended_at=world.AT) for key, one in queries.snapshots([told.id]).items()
    }
    way = replace(checking.WAYS[Kind.CARD], read=lambda _ids: seen)
    monkeypatch.setitem(checking.WAYS, Kind.CARD, way)
    assert outcome(told) is Outcome.AMENDED


def test_a_file_of_many_codes_costs_no_query_a_code(told, django_assert_num_queries):
    many = [told, *(Told(Kind.CARD, 900_000 + n, "0" * 12) for n in range(200))]
    with django_assert_num_queries(1):
        verdicts = checked(many)
    assert [one.outcome for one in verdicts] == [Outcome.FITS] + [Outcome.ABSENT] * 200
