"""What the tables of objections and amendments promise."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import (
    Amendment,
    AmendmentProposal,
    Objection,
    ObjectionStep,
    Rating,
    RatingDecision,
    RatingResult,
    Scorecard,
)
from tests.apps.evaluation import disputes
from tests.apps.evaluation.disputes import LATER, account, person_id
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.standing import standing

pytestmark = pytest.mark.django_db
HASH = "a" * 64
OTHER = "b" * 64


@pytest.fixture(scope="module", autouse=True)
def _month(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        disputes.published()
        yield


def of_an() -> Scorecard:
    return Scorecard.objects.get(person__code="an")


def result_of_an() -> RatingResult:
    """A result of An's year, made once."""
    if found := RatingResult.objects.filter(rating__person__code="an").first():
        return found
    period, _ = actions.begin_year(2026, by=None, at=LATER)
    rating = Rating.objects.get(person__code="an", period_id=period.id)
    decision = RatingDecision.objects.create(
        round=rating.round, number="1/QĐ", day=LATER.date(), signed_by=account("alice"), at=LATER,
        clause="Đ21", rules_fingerprint="f", people=1, digest=HASH,
    )  # fmt: skip
    return RatingResult.objects.create(
        rating=rating, decision=decision, level="good", inputs={}, rules_fingerprint="f",
        sha256=HASH,
    )  # fmt: skip


def objection(
    *, decider: str | None = None, of_year: bool = False, result_too: bool = False,
    **changes: object,
) -> Model:  # fmt: skip
    row = {
        "card": of_an(), "person_id": person_id("an"), "subject": "all", "label": "Cả",
        "text": "Sai", "lodged_at": LATER, "due_on": LATER.date(),
    }  # fmt: skip
    if of_year or result_too:
        row["result"] = result_of_an()
    if of_year:
        row["card"] = None
    if decider:
        row["decided_by_id"] = person_id(decider)
    return Objection.objects.create(**row | changes)


def step(**changes: object) -> Model:
    held = Objection.objects.first() or objection()
    return ObjectionStep.objects.create(
        **{"objection": held, "kind": "replied", "text": "Đúng", "at": LATER} | changes
    )


def proposal(people: dict[str, str] | None = None, **changes: object) -> Model:
    one = of_an()
    row = {
        "card": one, "person_id": one.person_id, "reviewed_by_id": one.reviewed_by_id,
        "confirmed_by_id": one.confirmed_by_id, "changes": {"unity": 1}, "reason": "Sai",
        "clause": "Đ22", "proposed_by": account("hoa"), "proposed_at": LATER,
        "proposer_id": person_id("hoa"),
    }  # fmt: skip
    row |= {f"{name}_id": person_id(who) for name, who in (people or {}).items()}
    return AmendmentProposal.objects.create(**row | changes)


def amendment(*, follows: bool = False, **changes: object) -> Model:
    last = Amendment.objects.order_by("-pk").first()
    made = proposal(state="in_force", checked_at=LATER, checked_by=account("kim"))
    row = {
        "card": of_an(), "proposal": made, "old_hash": of_an().inputs_hash, "inputs": {},
        "score_hundredths": 5, "settled": True, "rules_fingerprint": "f", "sha256": HASH,
        "at": LATER,
    }  # fmt: skip
    if follows:
        row |= {"before": last, "old_hash": last.sha256, "sha256": OTHER}
    return Amendment.objects.create(**row | changes)


DONE = {"state": "upheld", "answered_at": LATER}
FILE = {"file_name": "a.pdf", "file_sha256": HASH, "file_size": 9, "file_type": "application/pdf"}
OBJECTIONS = [
    Promise(
        "evaluation_objection_once", beside={}, holds={"subject": "unity"}, broken={}, edge=DONE
    ),
    Promise(
        "evaluation_objection_year_once", beside={"of_year": True},
        holds={"of_year": True, "subject": "mean"}, broken={"of_year": True},
        edge={"of_year": True} | DONE,
    ),
    Promise(
        "evaluation_objection_about", holds={"of_year": True}, broken={"result_too": True},
        edge={},
    ),
    Promise(
        "evaluation_objection_told", holds={}, broken={"text": ""}, edge={"text": "?"}
    ),
    Promise(
        "evaluation_objection_file", holds=FILE, broken=FILE | {"file_size": None},
        edge=FILE | {"file_size": 1},
    ),
    Promise(
        "evaluation_objection_not_own", holds=DONE | {"decider": "binh"},
        broken=DONE | {"decider": "an"}, edge=DONE,
    ),
    Promise(
        "evaluation_objection_answered",
        holds={"state": "accepted", "answered_at": LATER, "changes": {"unity": 1}},
        broken={"state": "accepted", "answered_at": LATER},
        edge={"state": "withdrawn", "answered_at": LATER},
    ),
]  # fmt: skip
STEPS = [
    Promise(
        "evaluation_objection_step_once", beside={}, holds={"kind": "upheld"}, broken={},
        edge={"kind": "advised"},
    ),
    Promise(
        "evaluation_objection_step_told", holds={}, broken={"text": ""},
        edge={"kind": "withdrawn", "text": ""},
    ),
]  # fmt: skip
ENDED = {"state": "refused", "refusal": "Sai"}
PROPOSALS = [
    Promise("evaluation_proposal_once", beside={}, holds=ENDED, broken={}, edge=ENDED),
    Promise(
        "evaluation_proposal_told", holds={}, broken={"changes": {}}, edge={"reason": "?"}
    ),
    Promise(
        "evaluation_proposal_proposer", holds={}, broken={"people": {"proposer": "binh"}},
        edge={"proposer_id": None},
    ),
    Promise(
        "evaluation_proposal_checker", holds={"people": {"checker": "kim"}},
        broken={"people": {"checker": "hoa"}}, edge={"checker_id": None},
    ),
    Promise(
        "evaluation_proposal_signer", holds={"people": {"signer": "binh"}},
        broken={"people": {"signer": "an"}}, edge={"signer_id": None},
    ),
    Promise(
        "evaluation_proposal_steps", holds={"state": "checked", "checked_at": LATER},
        broken={"state": "checked"}, edge={"state": "in_force", "checked_at": LATER},
    ),
]  # fmt: skip
AMENDMENTS = [
    Promise(
        "evaluation_amendment_first", beside={}, holds={"follows": True}, broken={},
        edge={"follows": True},
    ),
    Promise(
        "evaluation_amendment_whole", holds={}, broken={"score_hundredths": None},
        edge={"score_hundredths": 0},
    ),
]  # fmt: skip
ALL = [
    *((Objection, objection, one) for one in OBJECTIONS),
    *((ObjectionStep, step, one) for one in STEPS),
    *((AmendmentProposal, proposal, one) for one in PROPOSALS),
    *((Amendment, amendment, one) for one in AMENDMENTS),
]
NAMED = [one.constraint for _, _, one in ALL]


@pytest.mark.parametrize(("model", "make", "promise"), ALL, ids=NAMED)
def test_a_row_that_keeps_the_promise_is_taken(model, make, promise):
    kept(model, make, promise, promise.holds)


@pytest.mark.parametrize(("model", "make", "promise"), ALL, ids=NAMED)
def test_a_row_that_breaks_it_is_refused_in_its_words(model, make, promise):
    refused(model, make, promise)


@pytest.mark.parametrize(("model", "make", "promise"), ALL, ids=NAMED)
def test_a_row_at_the_edge_is_taken(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize(
    ("model", "promises"),
    [
        (Objection, OBJECTIONS), (ObjectionStep, STEPS), (AmendmentProposal, PROPOSALS),
        (Amendment, AMENDMENTS),
    ],
)  # fmt: skip
def test_every_constraint_is_promised(model, promises):
    every_constraint_is_promised(model, promises)


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (objection, {"person_id": 0}),
        (proposal, {"reviewed_by_id": None}),
        (amendment, {"old_hash": OTHER}),
    ],
)
def test_the_database_itself_refuses_what_is_not_of_the_card(make, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**changes)


def test_an_amendment_without_a_checked_proposal_is_refused():
    made = proposal()
    with pytest.raises(DatabaseError), transaction.atomic():
        Amendment.objects.create(
            card=of_an(), proposal=made, old_hash=of_an().inputs_hash, inputs={},
            score_hundredths=5, settled=True, rules_fingerprint="f", sha256=HASH, at=LATER,
        )  # fmt: skip


def test_a_result_has_one_successor():
    amendment()
    amendment(follows=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        amendment(before=Amendment.objects.earliest("pk"), old_hash=HASH)
