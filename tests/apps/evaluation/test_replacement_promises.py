"""What the tables of replacements promise, on the decided year of the ward."""

import pytest
from django.db.models import Model

from congvu.apps.evaluation.models import RatingDecision, ReplacedResult, Replacement
from congvu.apps.rulebook.queries import year_period
from tests.apps import world
from tests.apps.evaluation import replaced
from tests.apps.evaluation.replaced import person, result
from tests.apps.evaluation.years import account
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _year():
    replaced.decided()


def replacement(people: dict[str, str] | None = None, **changes: object) -> Model:
    held = RatingDecision.objects.earliest("pk")
    row = {
        "replaces": held, "rated_by_id": held.signer_id, "reason": "Sai", "clause": "Đ21.3",
        "proposed_by": account("minh"), "proposed_at": world.AT,
    }  # fmt: skip
    row |= {f"{name}_id": person(who) for name, who in (people or {}).items()}
    return Replacement.objects.create(**row | changes)


def named(who: str = "an", **changes: object) -> Model:
    held = Replacement.objects.first() or replacement()
    before = result(year_period(2026), who)
    row = {"replacement": held, "rating_id": before.rating_id, "before_id": before.id}
    return ReplacedResult.objects.create(**row | {"changes": {"places": True}} | changes)


CHECKED = {"state": "checked", "checked_at": world.AT}
REPLACEMENTS = [
    Promise("evaluation_replacement_told", holds={}, broken={"reason": ""}, edge={"reason": "?"}),
    Promise(
        "evaluation_replacement_proposer", holds={"people": {"proposer": "minh"}},
        broken={"people": {"proposer": "alice"}}, edge={},
    ),
    Promise(
        "evaluation_replacement_checker",
        holds={"people": {"proposer": "minh", "checker": "long"}},
        broken={"people": {"proposer": "minh", "checker": "minh"}}, edge={"checker_id": None},
    ),
    Promise(
        "evaluation_replacement_steps", holds=CHECKED, broken=CHECKED | {"state": "in_force"},
        edge={"state": "refused", "refusal": "?"},
    ),
]  # fmt: skip
NAMED = [
    Promise(
        "evaluation_replaced_once", beside={}, holds={"who": "dung"}, broken={},
        edge={"who": "binh"},
    ),
    Promise(
        "evaluation_replaced_told", holds={}, broken={"changes": {}}, edge={"changes": {"x": 0}}
    ),
]  # fmt: skip
TABLES = [(Replacement, replacement, REPLACEMENTS), (ReplacedResult, named, NAMED)]
CASES = [(model, make, one) for model, make, promises in TABLES for one in promises]


@pytest.mark.parametrize(("model", "make", "promise"), CASES, ids=[str(one) for *_, one in CASES])
def test_promises_are_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@pytest.mark.parametrize(("model", "make", "promise"), CASES, ids=[str(one) for *_, one in CASES])
def test_what_breaks_a_promise_is_refused(model, make, promise):
    refused(model, make, promise)


@pytest.mark.parametrize(("model", "make", "promise"), CASES, ids=[str(one) for *_, one in CASES])
def test_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize(
    ("model", "_make", "promises"), TABLES, ids=[model.__name__ for model, *_ in TABLES]
)
def test_every_constraint_is_promised(model, _make, promises):
    every_constraint_is_promised(model, promises)
