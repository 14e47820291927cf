"""A change of the rules is drafted whole, proposed, adopted by a second person, all or nothing."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook import actions, queries
from congvu.apps.rulebook.actions import OverlayTerms
from congvu.apps.rulebook.models import LocalParameter, OverlayDraft, RuleAssignment
from congvu.law.faults import NoRuleInForce, OverlayRefused
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _people():
    for name in ("minh", "nga"):
        User.objects.create(username=name, display_name=name.title(), password="!")


def user(name: str) -> User:
    return User.objects.get(username=name)


def terms(*, rule: str = "", valid_from: date = JANUARY, **values: str) -> OverlayTerms:
    return OverlayTerms(values, valid_from, "QĐ 9/QĐ-UBND", "Theo đề nghị của các xã", rule)


def drafted(**asked: object) -> int:
    return actions.draft_overlay(terms(**asked), by=user("minh"), at=world.AT)


def proposed(**asked: object) -> int:
    draft = drafted(**asked)
    given = {"preview": 7, "preview_digest": "d7"}
    actions.propose_overlay(draft, **given, by=user("minh"), at=world.AT)
    return draft


def test_what_was_drafted_applies_from_its_day_and_the_event_names_the_preview():
    draft = proposed(clamp="results", floor_share="1/4")
    assert queries.rules_in_force(JANUARY).value("clamp") == "each"
    actions.adopt_overlay(draft, by=user("nga"), at=world.AT)
    rules = queries.rules_in_force(JANUARY)
    assert (rules.value("clamp"), rules.value("floor_share") * 4) == ("results", 1)
    assert queries.rules_in_force(date(2026, 12, 31)).value("clamp") == "each"
    event = Event.objects.get(verb="rulebook.overlay_adopted")
    assert (event.payload["preview"], event.payload["preview_digest"]) == (7, "d7")
    assert queries.overlay_draft(draft).has_ended


def test_the_rules_drafted_are_those_that_apply_once_adopted_but_for_the_decisions_words():
    draft = proposed(clamp="results")
    before = queries.rules_drafted(queries.overlay_draft(draft))
    actions.adopt_overlay(draft, by=user("nga"), at=world.AT)
    after = queries.rules_in_force(JANUARY)
    assert (before.text, before.values()) == (after.text, after.values())


def test_another_text_ends_the_values_it_does_not_know():
    actions.adopt_rule(
        rule="bon_tieu_chi_2025", decision="QĐ 1", valid_from=world.START, by=None, at=world.AT
    )
    for name, value in (("weight_effect", "1/2"), ("clamp", "results")):
        actions.adopt_parameter(
            name=name, value=value, decision="QĐ 2", valid_from=world.START, by=None, at=world.AT
        )
    draft = proposed(rule="nd335_2025", floor_share="1/2")
    actions.adopt_overlay(draft, by=user("nga"), at=world.AT)
    rules = queries.rules_in_force(JANUARY)
    assert (rules.name, rules.value("clamp")) == ("nd335_2025", "results")
    assert queries.rules_in_force(world.DUE).value("weight_effect") * 2 == 1
    assert LocalParameter.objects.get(name="weight_effect").valid_until == JANUARY
    assert RuleAssignment.objects.get(rule="bon_tieu_chi_2025").valid_until == JANUARY


def test_nobody_adopts_what_she_proposed():
    with pytest.raises(Refused, match="khác người đề nghị"):
        actions.adopt_overlay(proposed(clamp="results"), by=user("minh"), at=world.AT)
    assert not LocalParameter.objects.exists()


def test_of_several_values_all_apply_or_none():
    draft = proposed(clamp="results", floor_share="1/4")
    actions.adopt_parameter(
        name="floor_share", value="1/2", decision="QĐ", valid_from=JANUARY, by=None, at=world.AT
    )
    with pytest.raises(Refused, match="áp dụng từ 01/01/2027"):
        actions.adopt_overlay(draft, by=user("nga"), at=world.AT)
    assert not LocalParameter.objects.filter(name="clamp").exists()
    assert queries.overlay_draft(draft).is_proposed


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"floor_share": "3/4"}, OverlayRefused, "phải từ 0 % đến 50 %"),
        ({"results_max": "80"}, OverlayRefused, "địa phương không đổi được"),
        ({"clamp": "không"}, OverlayRefused, "phải là một mã"),
        ({"clamp": "each"}, Refused, "chưa đổi gì"),
        ({}, Refused, "chưa đổi gì"),
        ({"tracking": "quarter"}, Refused, "trang Lịch kỳ"),
        ({"rule": "khong-co"}, NoRuleInForce, "khong-co"),
    ],
)
def test_what_could_not_be_adopted_is_not_drafted(asked, error, says):
    with pytest.raises(error, match=says):
        drafted(**asked)


def test_a_draft_does_not_reach_into_a_period_whose_results_stand():
    actions.mark_published(world.november().id)
    with pytest.raises(Refused, match="2026-11 đã chốt"):
        drafted(clamp="results", valid_from=date(2026, 11, 15))


def test_a_proposed_draft_changes_only_after_it_was_returned():
    draft = proposed(clamp="results")
    with pytest.raises(Refused, match="chờ người thứ hai; không sửa được"):
        actions.redraft_overlay(draft, terms(floor_share="1/2"), by=user("minh"), at=world.AT)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.return_overlay(draft, reason="", by=user("nga"), at=world.AT)
    actions.return_overlay(draft, reason="Xem lại mức", by=user("nga"), at=world.AT)
    actions.redraft_overlay(draft, terms(floor_share="1/2"), by=user("minh"), at=world.AT)
    row = queries.overlay_draft(draft)
    assert (row.is_draft, row.preview, row.values) == (True, None, {"floor_share": "1/2"})


def test_a_withdrawn_draft_stands_and_is_never_adopted():
    draft = proposed(clamp="results")
    actions.withdraw_overlay(draft, reason="Chưa cần", by=user("minh"), at=world.AT)
    for act in (
        lambda: actions.adopt_overlay(draft, by=user("nga"), at=world.AT),
        lambda: actions.withdraw_overlay(draft, reason="Nữa", by=user("nga"), at=world.AT),
    ):
        with pytest.raises(Refused):
            act()
    assert [row.id for row in queries.overlay_drafts(9)] == [draft]


def test_the_database_keeps_what_was_proposed():
    draft = OverlayDraft.objects.filter(pk=proposed(clamp="results"))
    for act in (lambda: draft.update(decision="QĐ 10"), draft.delete):
        with pytest.raises(DatabaseError, match="không sửa được"), transaction.atomic():
            act()


def row(**changes: object) -> OverlayDraft:
    given = {
        "subject": "civil_servant", "values": {"clamp": "results"}, "valid_from": JANUARY,
        "decision": "QĐ 9", "reason": "Thử", "drafted_by": user("minh"), "drafted_at": world.AT,
    }  # fmt: skip
    for name in ("proposed_by", "ended_by"):
        if name in changes:
            changes[name] = user(str(changes[name]))
    return OverlayDraft.objects.create(**given | changes)


PROPOSED = {"state": "proposed", "proposed_by": "minh", "proposed_at": world.AT}
ADOPTED = PROPOSED | {"state": "adopted", "ended_by": "nga", "ended_at": world.AT}
WITHDRAWN = {"state": "withdrawn", "ended_by": "minh", "ended_at": world.AT}
PROMISES = [
    Promise(
        "rulebook_draft_says",
        holds={},
        broken={"values": {}},
        edge={"values": {}, "rule": "nd335_2025"},
    ),
    Promise("rulebook_draft_proposed", holds=PROPOSED, broken={"state": "proposed"}, edge={}),
    Promise(
        "rulebook_draft_by_two",
        holds=ADOPTED,
        broken=ADOPTED | {"ended_by": "minh"},
        edge=PROPOSED | WITHDRAWN,
    ),
    Promise(
        "rulebook_draft_ended",
        holds=WITHDRAWN,
        broken=PROPOSED | {"ended_by": "nga", "ended_at": world.AT},
        edge=PROPOSED,
    ),
]
EACH = pytest.mark.parametrize("promise", PROMISES, ids=str)


@EACH
def test_an_ordinary_and_an_edge_row_are_kept(promise):
    kept(OverlayDraft, row, promise, promise.holds)
    kept(OverlayDraft, row, promise, promise.edge)


@EACH
def test_a_broken_row_is_refused_in_words(promise):
    refused(OverlayDraft, row, promise)


def test_no_constraint_goes_without_its_rows():
    every_constraint_is_promised(OverlayDraft, PROMISES)
