"""A draft is proposed and adopted only on a preview of exactly its values; what is kept stands."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import ComparedPerson, Comparison
from congvu.apps.evaluation.queries.comparisons import comparison, previews
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook import queries
from congvu.apps.rulebook.actions import OverlayTerms
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
JANUARY, TODAY = date(2027, 1, 1), date(2026, 12, 3)


@pytest.fixture(autouse=True)
def _people():
    for name in ("minh", "nga"):
        User.objects.create(username=name, display_name=name.title(), password="!")


def who(name: str) -> dict[str, object]:
    """Who acts, and when."""
    return {"by": User.objects.get(username=name), "at": world.AT}


def terms(**values: str) -> OverlayTerms:
    return OverlayTerms(values, JANUARY, "QĐ 9/QĐ-UBND", "Theo đề nghị của các xã")


@pytest.fixture
def draft() -> int:
    """A draft of another clamp, after November was published."""
    actions.close_month(world.reviewed_month(), by=None, at=world.AT)
    return rulebook.draft_overlay(terms(clamp="results"), **who("minh"))


def preview(draft: int) -> int:
    return actions.preview_draft(draft, today=TODAY, **who("minh"))


def test_a_draft_goes_through_its_preview_and_two_people(draft):
    run = preview(draft)
    row, figures = comparison(run)
    assert (row.draft, row.period, figures.people) == (draft, "2026-11", 7)
    actions.propose_draft(draft, today=TODAY, **who("minh"))
    actions.adopt_draft(draft, today=TODAY, **who("nga"))
    assert queries.rules_in_force(JANUARY).value("clamp") == "results"
    event = Event.objects.get(verb="rulebook.overlay_adopted")
    assert (event.payload["preview"], event.payload["preview_digest"]) == (run, row.digest)


def test_without_a_preview_of_these_values_it_is_not_proposed(draft):
    with pytest.raises(Refused, match="Chưa xem trước đúng những giá trị này"):
        actions.propose_draft(draft, today=TODAY, **who("minh"))
    preview(draft)
    rulebook.redraft_overlay(draft, terms(clamp="results", floor_share="1/2"), **who("minh"))
    with pytest.raises(Refused, match="Chưa xem trước đúng những giá trị này"):
        actions.propose_draft(draft, today=TODAY, **who("minh"))
    preview(draft)
    actions.propose_draft(draft, today=TODAY, **who("minh"))
    assert len(previews(draft, 9)) == 2


def test_rules_that_changed_since_the_preview_stop_the_adoption(draft):
    preview(draft)
    actions.propose_draft(draft, today=TODAY, **who("minh"))
    rulebook.adopt_parameter(
        name="floor_share", value="1/2", decision="QĐ 8", valid_from=date(2026, 12, 15),
        by=None, at=world.AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="không còn đúng với tháng 11/2026"):
        actions.adopt_draft(draft, today=TODAY, **who("nga"))
    assert queries.rules_in_force(JANUARY).value("clamp") == "each"


def test_a_later_look_at_a_proposed_draft_does_not_stop_its_adoption(draft):
    run = preview(draft)
    actions.propose_draft(draft, today=TODAY, **who("minh"))
    preview(draft)
    actions.adopt_draft(draft, today=TODAY, **who("nga"))
    assert queries.overlay_draft(draft).preview == run


def test_where_no_period_is_open_there_is_nothing_to_preview():
    draft = rulebook.draft_overlay(terms(clamp="results"), **who("minh"))
    with pytest.raises(Refused, match="chưa có gì để xem trước"):
        preview(draft)
    actions.propose_draft(draft, today=TODAY, **who("minh"))
    assert queries.overlay_draft(draft).preview is None
    rulebook.open_period(Month(2026, 12), by=None, at=world.AT)
    with pytest.raises(Refused, match="không còn đúng với tháng 12/2026"):
        actions.adopt_draft(draft, today=TODAY, **who("nga"))


def run(**changes: object) -> Model:
    row = {
        "period_id": queries.period("2026-11").id, "asked": {}, "before_fingerprint": "a",
        "after_fingerprint": "b", "provisional": False, "people": 3, "changed": 1,
        "figures": {}, "digest": "d", "reason": "Thử", "at": world.AT,
    }  # fmt: skip
    return Comparison.objects.create(**row | changes)


def moved(**changes: object) -> Model:
    first = Comparison.objects.first() or run()
    row = {
        "comparison": first, "person": Person.objects.get(code="an"), "level_before": 1,
        "unit": Unit.objects.get(code="P1"), "agency": Unit.objects.get(code="P"), "level_after": 2,
    }  # fmt: skip
    if changes.pop("other", False):
        row["person"] = Person.objects.get(code="chi")
    return ComparedPerson.objects.create(**row | changes)


RUNS = [
    Promise("evaluation_comparison_whole", holds={}, broken={"reason": ""}, edge={"asked": {}}),
    Promise(
        "evaluation_comparison_count",
        holds={},
        broken={"changed": 4},
        edge={"changed": 3},
    ),
]
PEOPLE = [
    Promise(
        "evaluation_compared_once", beside={}, holds={"other": True}, broken={},
        edge={"other": True, "level_before": 3},
    ),
    Promise(
        "evaluation_compared_differs", holds={}, broken={"level_before": 2},
        edge={"level_before": None, "level_after": 0},
    ),
]  # fmt: skip
ALL = [
    *((Comparison, run, promise) for promise in RUNS),
    *((ComparedPerson, moved, promise) for promise in PEOPLE),
]


@pytest.mark.parametrize(("model", "make", "promise"), ALL)
@pytest.mark.parametrize("way", ["holds", "broken", "edge"])
def test_each_constraint_keeps_its_promise(model, make, promise, way):
    world.agency()
    world.november()
    if way == "broken":
        refused(model, make, promise)
    else:
        kept(model, make, promise, getattr(promise, way))


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(Comparison, RUNS)
    every_constraint_is_promised(ComparedPerson, PEOPLE)


def test_a_run_is_neither_changed_nor_forgotten():
    world.agency()
    world.november()
    moved()
    for model in (Comparison, ComparedPerson):
        acts = (
            lambda model=model: model.objects.update(id=99),
            lambda model=model: model.objects.all()._raw_delete("default"),
        )
        for act in acts:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                act()
