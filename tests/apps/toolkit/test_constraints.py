"""What the tables of the toolkit promise."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.toolkit.models import (
    Adoption,
    Change,
    Comment,
    FormText,
    ImportPlan,
    Proposal,
    Release,
    Ruling,
)
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def user(name: str) -> User:
    found = User.objects.filter(username=name).first()
    return found or User.objects.create(username=name, display_name=name, password="!")


def _named(changes: dict[str, object]) -> dict[str, object]:
    """A change may name a user by its name: {"proposed_by": "an"}."""
    return {
        name: user(str(value)) if name.endswith("_by") and value else value
        for name, value in changes.items()
    }


def proposal(**changes: object) -> Model:
    row = {"kind": "catalogue", "series": "DM", "name": "Danh mục", "proposed_at": world.AT}
    return Proposal.objects.create(**row | _named(changes))


def _some() -> Proposal:
    return Proposal.objects.first() or proposal()


def change(**changes: object) -> Model:
    row = {"proposal": _some(), "number": 1, "act": "edit", "label": "Sửa", "at": world.AT}
    return Change.objects.create(**row | changes)


def comment(**changes: object) -> Model:
    return Comment.objects.create(
        **{"proposal": _some(), "text": "Rà lại", "at": world.AT} | changes
    )


def ruling(**changes: object) -> Model:
    row = {
        "proposal": _some(), "fingerprint": "a", "rule": "vague", "verdict": "override",
        "reason": "Đúng thực tế", "at": world.AT,
    }  # fmt: skip
    return Ruling.objects.create(**row | changes)


def plan(**changes: object) -> Model:
    row = {
        "proposal": _some(), "filename": "a.xlsx", "sha256": "a", "plan": {}, "revision": 1,
        "planned_at": world.AT,
    }  # fmt: skip
    return ImportPlan.objects.create(**row | _named(changes))


def form(**changes: object) -> Model:
    row = {
        "form": "mo-ta", "field": "issuer", "text": "UBND", "decision": "QĐ 1",
        "valid_from": world.START,
    }  # fmt: skip
    return FormText.objects.create(**row | changes)


def release(**changes: object) -> Model:
    row = {
        "code": "KH", "version": "1.0.0", "name": "Bộ công cụ", "digest": "a", "package": b"a",
        "at": world.AT,
    }  # fmt: skip
    return Release.objects.create(**row | changes)


ENDED = {"state": "issued", "decision": "QĐ 1", "edition": "DM", "issued_at": world.AT}
PROPOSALS = [
    Promise(
        "toolkit_proposal_two_people",
        holds={"proposed_by": "an", "appraised_by": "binh"},
        broken={"proposed_by": "an", "appraised_by": "an"},
        edge={"appraised_by": "an"},
    ),
    Promise(
        "toolkit_proposal_issuer",
        holds={"proposed_by": "an", "issued_by": "binh"},
        broken={"proposed_by": "an", "issued_by": "an"},
        edge={"issued_by": "an"},
    ),
    Promise(
        "toolkit_proposal_issued_whole",
        holds=ENDED,
        broken=ENDED | {"edition": ""},
        edge={"decision": "QĐ 1"},
    ),
    Promise(
        "toolkit_proposal_one_at_a_time",
        beside={},
        holds={"series": "DM2"},
        broken={"state": "appraised"},
        edge={"state": "withdrawn"},
    ),
]
CHANGES = [
    Promise("toolkit_change_number", beside={}, holds={"number": 2}, broken={}, edge={"number": 0})
]
COMMENTS = [Promise("toolkit_comment_text", holds={}, broken={"text": ""}, edge={"text": "."})]
RULINGS = [
    Promise(
        "toolkit_ruling_once",
        beside={},
        holds={"fingerprint": "b"},
        broken={},
        edge={"fingerprint": "A"},
    ),
    Promise(
        "toolkit_ruling_reason",
        holds={"reason": "."},
        broken={"reason": ""},
        edge={"verdict": "fix", "reason": ""},
    ),
]
PLANS = [
    Promise(
        "toolkit_plan_two_people",
        holds={"planned_by": "an", "applied_by": "binh"},
        broken={"planned_by": "an", "applied_by": "an"},
        edge={"applied_by": "an"},
    )
]
FORMS = [
    Promise(
        "toolkit_form_one_a_day",
        beside={"valid_until": world.START + DAY},
        holds={"field": "place"},
        broken={},
        edge={"valid_from": world.START + DAY},
    )
]
RELEASES = [
    Promise(
        "toolkit_release_version",
        beside={},
        holds={"version": "1.0.1", "digest": "b"},
        broken={"digest": "b"},
        edge={"code": "TH", "digest": "b"},
    )
]
FAMILIES = [
    (Proposal, proposal, PROPOSALS), (Change, change, CHANGES), (Comment, comment, COMMENTS),
    (Ruling, ruling, RULINGS), (ImportPlan, plan, PLANS), (FormText, form, FORMS),
    (Release, release, RELEASES),
]  # fmt: skip
ALL = [(model, make, promise) for model, make, promises in FAMILIES for promise in promises]
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


def test_no_constraint_goes_without_its_three_rows():
    for model, _, promises in FAMILIES:
        every_constraint_is_promised(model, promises)


@pytest.mark.parametrize("model", [Change, Release, Adoption])
def test_what_was_done_stays_done(model):
    """The journal, what was published and what was adopted can only be added to."""
    with pytest.raises(ProgrammingError, match="permission denied"):
        model.objects.update(at=world.AT)
