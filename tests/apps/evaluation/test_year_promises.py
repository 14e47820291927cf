"""What the database promises of a year's rounds, cases, moves, decisions and results."""

from dataclasses import dataclass

import pytest

from congvu.apps.evaluation.models import (
    AutomaticCase,
    RatingDecision,
    RatingMove,
    RatingResult,
    RatingRound,
)
from congvu.apps.org.models import Unit
from tests.apps import promises, world
from tests.apps.evaluation import gathering
from tests.apps.promises import Promise

pytestmark = pytest.mark.django_db
HASH = "0" * 64


@dataclass(frozen=True)
class Made:
    """A year with one round decided apart from its forms."""

    period: int
    round: int
    form: int
    other: int
    decision: int


@pytest.fixture
def made() -> Made:
    period = gathering.opened()
    held = gathering.round_id(period)
    decision = RatingDecision.objects.create(round_id=held, **_decision("1/QĐ"))
    forms = (gathering.form(period, person) for person in ("an", "chi"))
    return Made(period.id, held, *forms, decision.pk)


def _decision(number: str, **changes):
    by = gathering.account("alice")
    return {
        "number": number, "day": world.AT.date(), "signed_by": by, "at": world.AT,
        "clause": "Đ21", "rules_fingerprint": "x", "people": 0, "digest": HASH,
    } | changes  # fmt: skip


ROUNDS = [
    Promise("evaluation_round_once", {"unit": "S"}, {"unit": "P"}, {"unit": "P1"}),
    Promise(
        "evaluation_round_raised",
        {"unit": "S", "raised_ground": "Thành tích", "raised_at": world.AT},
        {"unit": "S", "raised_ground": "Thành tích"},
        {"unit": "S", "raised_ground": ""},
    ),
    Promise(
        "evaluation_round_proposed",
        {"unit": "S", "state": "proposed", "proposed_at": world.AT, "digest": HASH},
        {"unit": "S", "state": "proposed", "proposed_at": world.AT},
        {"unit": "S", "state": "preparing"},
    ),
]
CASES = [
    Promise("evaluation_case_document", {}, {"document": ""}, {"kind": "waste"}),
    Promise("evaluation_case_once", {"document": "KL 2"}, {}, {"kind": "waste"}, beside={}),
    Promise(
        "evaluation_case_withdrawn",
        {"withdrawn_at": world.AT, "withdrawn_reason": "Nhầm"},
        {"withdrawn_at": world.AT},
        {"withdrawn_reason": ""},
    ),
]
MOVES = [
    Promise("evaluation_move_reason", {}, {"reason": ""}, {"reason": "."}),
    Promise("evaluation_move_other", {}, {"level": "good"}, {"level": ""}),
]
DECISIONS = [
    Promise("evaluation_decision_first", {"replaces": True, "reason": "Sai"}, {}, {"round": "T"}),
    Promise(
        "evaluation_decision_number",
        {"replaces": True, "reason": "Sai"},
        {"replaces": True, "reason": "Sai", "number": "1/QĐ"},
        {"round": "T", "number": "1/QĐ"},
    ),
    Promise(
        "evaluation_decision_whole",
        {"replaces": True, "reason": "Sai"},
        {"replaces": True},
        {"round": "T", "people": 0},
    ),
]
RESULTS = [
    Promise("evaluation_year_result_first", {"form": "other"}, {}, {"before": True}, beside={}),
    Promise(
        "evaluation_year_result_once",
        {"form": "other"},
        {"again": True},
        {"form": "other", "level": "", "not_ranked_reason": "Chưa đủ 6 tháng"},
        beside={},
    ),
    Promise(
        "evaluation_year_result_whole",
        {},
        {"level": "", "not_ranked_reason": ""},
        {"level": "", "not_ranked_reason": "Chưa đủ 6 tháng"},
    ),
]


def makers(made: Made):
    def a_round(unit, **changes):
        return RatingRound.objects.create(
            period_id=made.period, unit=Unit.objects.get(code=unit), **changes
        )

    def case(**changes):
        row = {"kind": "concluded", "document": "KL 1", "decided_on": world.AT.date()}
        return AutomaticCase.objects.create(rating_id=made.form, at=world.AT, **(row | changes))

    def move(**changes):
        row = {"computed": "good", "level": "met", "reason": "Chậm", "at": world.AT}
        return RatingMove.objects.create(rating_id=made.form, **(row | changes))

    def decision(*, replaces=False, round="P", **changes):
        held = RatingRound.objects.get(period=made.period, unit__code=round)
        row = _decision("2/QĐ") | changes
        return RatingDecision.objects.create(
            round=held, replaces_id=made.decision if replaces else None, **row
        )

    def result(*, form="an", before=False, again=False, **changes):
        """`again`: the first decision speaks of her once more, after the second did."""
        if again:
            result(before=True)
        last = RatingResult.objects.filter(rating=made.form).last() if before or again else None
        by = made.decision
        if before:
            by = RatingDecision.objects.create(
                round_id=made.round, replaces_id=made.decision, **_decision("3/QĐ", reason="Sai")
            ).pk
        row = {"level": "good", "inputs": {}, "rules_fingerprint": "x", "sha256": HASH}
        return RatingResult.objects.create(
            rating_id=made.other if form == "other" else made.form, decision_id=by, before=last,
            **(row | changes),
        )  # fmt: skip

    return {
        RatingRound: a_round, AutomaticCase: case, RatingMove: move, RatingDecision: decision,
        RatingResult: result,
    }  # fmt: skip


EVERY = {
    RatingRound: ROUNDS, AutomaticCase: CASES, RatingMove: MOVES, RatingDecision: DECISIONS,
    RatingResult: RESULTS,
}  # fmt: skip
ALL = [
    pytest.param(model, promise, id=str(promise))
    for model, several in EVERY.items()
    for promise in several
]


@pytest.mark.parametrize(("model", "promise"), ALL)
@pytest.mark.parametrize("row", ["holds", "edge"])
def test_a_row_within_the_promise_is_kept(made, model, promise, row):
    promises.kept(model, makers(made)[model], promise, getattr(promise, row))


@pytest.mark.parametrize(("model", "promise"), ALL)
def test_a_row_against_it_is_refused_in_its_words(made, model, promise):
    promises.refused(model, makers(made)[model], promise)


@pytest.mark.parametrize("model", EVERY)
def test_no_constraint_goes_without(model):
    promises.every_constraint_is_promised(model, EVERY[model])
