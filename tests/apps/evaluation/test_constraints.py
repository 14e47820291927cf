"""What the tables of scorecards and closes promise."""

from datetime import timedelta

import pytest
from django.db.models import Model

from congvu.apps.evaluation.models import Close, Scorecard
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _month(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        world.agency()
        world.november()
        yield


def card(*, who: str = "binh", reviewer: str | None = None, **changes: object) -> Model:
    room = Unit.objects.get(code="P1")
    row = {"unit": room, "agency": room, "leads": "head", "period_id": period("2026-11").id}
    if reviewer:
        row["reviewed_by"] = Person.objects.get(code=reviewer)
    return Scorecard.objects.create(person=Person.objects.get(code=who), **row | changes)


def close(**changes: object) -> Model:
    row = {
        "period_id": period("2026-11").id, "rules_fingerprint": "f", "people": 2, "scored": 1,
        "digest": "d", "started_at": world.AT, "finished_at": world.AT,
    }  # fmt: skip
    return Close.objects.create(**row | changes)


REASONED = {"organising": 0, "organising_reason": "Có sáng kiến"}
WHOLE = {
    "state": "closed", "closed_at": world.AT, "inputs_hash": "h", "rules_fingerprint": "f",
    "settled": True, "score_hundredths": 7670,
}  # fmt: skip
CARDS = [
    Promise("evaluation_card_once", beside={}, holds={"who": "an"}, broken={}, edge={"who": "chi"}),
    Promise(
        "evaluation_card_points",
        holds={"general_hundredths": 3000},
        broken={"general_hundredths": -1},
        edge={"general_hundredths": 0, "general_self_hundredths": 0},
    ),
    Promise(
        "evaluation_card_leads",
        holds=REASONED,
        broken={"leads": "none"} | REASONED,
        edge={"leads": "deputy", "organising": 1, "organising_reason": "Chậm kéo dài"},
    ),
    Promise(
        "evaluation_card_reasons",
        holds=REASONED,
        broken={"unity": 1},
        edge={"unity": 1, "unity_reason": "x"},
    ),
    Promise(
        "evaluation_card_not_own",
        holds={"reviewer": "alice"},
        broken={"reviewer": "binh"},
        edge={"who": "an", "reviewer": "binh"},
    ),
    Promise(
        "evaluation_card_reopened",
        holds={"reopened_until": world.DUE, "reopened_reason": "Ốm"},
        broken={"reopened_until": world.DUE},
        edge={"reopened_until": None},
    ),
    Promise(
        "evaluation_card_confirmed",
        holds={"state": "confirmed", "confirmed_at": world.AT, "general_hundredths": 0},
        broken={"state": "confirmed", "general_hundredths": 0},
        edge={"state": "reviewed", "general_hundredths": 0},
    ),
    Promise(
        "evaluation_card_closed_whole",
        holds=WHOLE,
        broken=WHOLE | {"inputs_hash": ""},
        edge=WHOLE | {"score_hundredths": None, "not_scored_reason": "nghỉ thai sản"},
    ),
]
CLOSES = [
    Promise("evaluation_close_counts", holds={}, broken={"scored": 3}, edge={"scored": 2}),
    Promise(
        "evaluation_close_times",
        holds={"finished_at": world.AT + timedelta(seconds=5)},
        broken={"finished_at": world.AT - timedelta(seconds=1)},
        edge={},
    ),
]
ALL = [
    *((Scorecard, card, promise) for promise in CARDS),
    *((Close, close, promise) for promise in CLOSES),
]
EACH = pytest.mark.parametrize(("model", "make", "promise"), ALL)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize(
    "half",
    [
        {"score_hundredths": 7670},
        WHOLE | {"not_scored_reason": "vừa có điểm vừa có lý do"},
        WHOLE | {"score_hundredths": None},
        WHOLE | {"settled": None},
    ],
)
def test_a_card_is_never_closed_by_halves(half):
    broken = Promise("evaluation_card_closed_whole", holds={}, broken=half, edge={})
    refused(Scorecard, card, broken)


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(Scorecard, CARDS)
    every_constraint_is_promised(Close, CLOSES)
