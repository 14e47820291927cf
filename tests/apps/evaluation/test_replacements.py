"""Results of a decided year replaced: by whom, from what, and what it does to the others."""

import pytest
from django.db import DatabaseError, transaction

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import RatingResult, ReplacedResult, Replacement
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years.replacements import (
    named_in,
    replacement_by_id,
    year_results_resting_on,
)
from congvu.apps.evaluation.queries.years.replacing import (
    what_comes,
)
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world
from tests.apps.evaluation import replaced
from tests.apps.evaluation.replaced import person, proposed, result, signed
from tests.apps.evaluation.years import account

pytestmark = pytest.mark.django_db
FOUND = {"an": {"concluded": True}}


@pytest.fixture
def year():
    return replaced.decided()


def levels(year):
    return {one.person: one.level for one in year_queries.year_results(year.id)}


def test_a_fault_found_later_gives_a_new_result_that_names_the_old(year):
    before = result(year)
    assert before.level == "excellent"
    replaced.replaced(year, FOUND)
    now = result(year)
    assert (now.level, now.before_id, now.number) == ("unmet", before.id, "20/QĐ-UBND")
    assert (now.signer, now.clause, now.reason) == ("Lý Tỉnh", "Đ21.3", "Sai")
    assert now.inputs["changes"] == {"concluded": True}
    first, second = year_queries.year_results_through_time(before.rating_id)
    assert (first.id, first.level, first.sha256) == (before.id, "excellent", before.sha256)
    assert second.id == now.id
    assert [one.replaces_id is None for one in year_queries.decisions_of(now.round_id)] == [
        True,
        False,
    ]


def test_everything_decided_comes_out_again_with_its_digest(year):
    replaced.replaced(year, FOUND)
    again = year_queries.recompute_decisions(2026)
    assert [(one.people, one.differing) for one in again] == [(9, ()), (1, ())]
    assert all(one.digest == one.stored_digest for one in again)


def test_whoever_gains_a_place_is_listed_and_stays_until_a_decision_names_her(year):
    points = {"months": {"2026-11": 9600, "2026-12": 9600}}
    made = proposed(year, {"dung": points})
    found = what_comes(replacement_by_id(made), named_in([made])[made])
    assert [(one.before.person, one.record.level) for one in found.named] == [("dung", "good")]
    assert [(one.row.person, one.level) for one in found.shifted] == [
        ("an", "good"), ("dung", "excellent"),
    ]  # fmt: skip
    actions.check_replacement(made, by=account("long"), at=world.AT)
    signed(made)
    assert (levels(year)["dung"], levels(year)["an"]) == ("good", "excellent")
    assert result(year, "dung").capped_in == "peer_group"
    both = {"an": {"places": True}, "dung": {"places": True}}
    more = proposed(year, both)
    actions.check_replacement(more, by=account("long"), at=world.AT)
    signed(more, number="21/QĐ-UBND")
    assert (levels(year)["dung"], levels(year)["an"]) == ("excellent", "good")
    assert [one.differing for one in year_queries.recompute_decisions(2026)] == [(), (), ()]


def test_one_decision_may_name_those_too_who_would_move(year):
    row = actions.NewReplacement(
        {person("dung"): {"months": {"2026-11": 9600, "2026-12": 9600}}}, "Sai", with_moved=True
    )
    made = actions.propose_replacement(year, row, by=account("minh"), at=world.AT)
    assert [one.person for one in named_in([made])[made]] == ["an", "dung"]
    actions.check_replacement(made, by=account("long"), at=world.AT)
    signed(made)
    assert (levels(year)["dung"], levels(year)["an"]) == ("excellent", "good")
    assert result(year).before_cap == "excellent"


def test_a_month_amended_afterwards_lists_the_year_that_rests_on_it(year):
    november = period_named("2026-11")
    assert [one.person for one in year_results_resting_on(person("an"), november)] == ["an"]
    assert year_results_resting_on(person("giang"), november) == []


def test_an_organisation_names_the_heads_whose_level_it_bounds(year):
    found = year_queries.headed_results(unit("P1").id, 2026)
    assert [(one.person, one.stands) for one in found] == [("binh", True)]
    assert year_queries.headed_results(unit("P1").id, 2025) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"an": {}}, "ít nhất một điều"),
        ({"an": {"concluded": False}}, "ít nhất một điều"),
        ({"an": {"x": 1}}, "không có mục"),
        ({"an": {"months": {"2025-11": 1}}}, "không thuộc năm"),
        ({"an": {"months": {"2026-11": 10_001}}}, "phải từ 0"),
        ({"an": {"worked_months": 13}}, "phải từ 0 đến 12"),
        ({"giang": {"concluded": True}}, "đã có quyết định"),
        ({}, "đã có quyết định"),
    ],
)
def test_what_the_rule_does_not_read_or_allow_is_refused(year, changes, says):
    with pytest.raises(Refused, match=says):
        proposed(year, changes)


def test_two_others_than_those_named_rated_or_moved_propose_and_check(year):
    with pytest.raises(Refused, match="đã quyết định xếp loại"):
        proposed(year, FOUND, by="alice")
    with pytest.raises(Refused, match="có kết quả đổi"):
        proposed(year, FOUND, by="an")
    with pytest.raises(Refused, match="có kết quả đổi"):
        proposed(year, {"dung": {"months": {"2026-11": 9600, "2026-12": 9600}}}, by="an")
    made = proposed(year, FOUND)
    with pytest.raises(Refused, match="chưa xong"):
        proposed(year, FOUND)
    for who, says in (("minh", "người đề nghị"), ("alice", "đã quyết định"), ("an", "có tên")):
        with pytest.raises(Refused, match=says):
            actions.check_replacement(made, by=account(who), at=world.AT)
    actions.check_replacement(made, by=account("long"), at=world.AT)
    with pytest.raises(Refused, match="Lý Tỉnh, Tỉnh Khánh Hòa"):
        signed(made, "alice")
    assert signed(made)
    with pytest.raises(Refused, match="không còn chờ ai"):
        actions.refuse_replacement(made, reason="Muộn", by=account("tinh"), at=world.AT)


def test_a_refused_proposal_changes_nothing_and_says_why(year):
    made = proposed(year, FOUND)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.refuse_replacement(made, reason=" ", by=account("long"), at=world.AT)
    actions.refuse_replacement(made, reason="Chưa đủ căn cứ", by=account("long"), at=world.AT)
    assert (replacement_by_id(made).state, levels(year)["an"]) == ("refused", "excellent")
    assert proposed(year, FOUND)


def test_what_is_signed_is_what_was_seen(year):
    made = proposed(year, FOUND)
    actions.check_replacement(made, by=account("long"), at=world.AT)
    new = actions.Signing("9/QĐ", world.AT.date(), person("tinh"), "0" * 64)
    with pytest.raises(Refused, match="đã khác lúc xem"):
        actions.sign_replacement(made, new, by=account("tinh"), at=world.AT)


@pytest.mark.parametrize(
    "act",
    [
        lambda made: Replacement.objects.filter(pk=made).update(reason="Khác"),
        lambda made: Replacement.objects.filter(pk=made).delete(),
        lambda made: ReplacedResult.objects.filter(replacement=made).update(changes={"x": 1}),
        lambda made: ReplacedResult.objects.filter(replacement=made).delete(),
        lambda made: Replacement.objects.filter(pk=made).update(checker=person("an")),
        lambda made: ReplacedResult.objects.create(
            replacement_id=made,
            rating=RatingResult.objects.get(rating__person__code="dung").rating,
            before=RatingResult.objects.get(rating__person__code="an"),
            changes={"x": 1},
        ),
    ],
)
def test_a_proposal_stands_in_the_database(year, act):
    made = proposed(year, FOUND)
    with pytest.raises(DatabaseError), transaction.atomic():
        act(made)
