"""Amendments: a new record beside the old one, by two who have no part in the score; a chain."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import NewObjection
from congvu.apps.evaluation.models import Amendment, AmendmentProposal, Scorecard
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world
from tests.apps.evaluation import disputes
from tests.apps.evaluation.disputes import (
    LATER,
    accepted,
    account,
    amended,
    granted,
    lodged,
    person_id,
    proposed,
    task_of,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db
FINDING = "Kiểm tra thấy báo cáo không đúng"


@pytest.fixture(scope="module")
def standing_month(django_db_setup, django_db_blocker) -> Iterator[PeriodRow]:
    """Publish November once for the module; each test takes back its own writes."""
    with standing(django_db_blocker):
        yield disputes.published()


@pytest.fixture
def month(standing_month, db) -> PeriodRow:
    return standing_month


def card(month, person="an"):
    return queries.card_of(person, period_id=month.id, on=month.ends_on)


def less() -> dict:
    """An's first task had only 3 of 5 done."""
    return {"tasks": {str(task_of(0).pk): {"completed": 300}}}


def found(month, changes=None, by="hoa") -> int:
    return proposed(month, by, changes=changes or less(), reason=FINDING)


def signed(month, changes=None) -> int:
    made = found(month, changes)
    actions.check_amendment(made, by=account("kim"), at=LATER)
    actions.sign_amendment(made, authority=person_id("tinh"), by=account("tinh"), at=LATER)
    return made


def test_an_accepted_objection_is_carried_out_and_the_old_result_stays(month):
    before = Scorecard.objects.filter(person__code="an").values().get()
    amended(month)
    after = Scorecard.objects.filter(person__code="an").values().get()
    assert before == after
    stands = queries.current_result(card(month))
    assert (before["score_hundredths"], stands.score_hundredths) == (7670, 8184)
    (made,) = queries.amendments_of(card(month).id)
    assert (made.old_hash, made.clause, made.signer) == (before["inputs_hash"], "Đ22", None)
    assert (made.proposer, made.checker) == ("Người hoa", "Người kim")
    assert made.changes == granted().changes
    assert queries.objection(made.objection_id).state == "amended"
    told = Event.objects.get(verb="evaluation.result_amended")
    assert (told.payload["before"], told.payload["after"]) == (7670, 8184)


def test_the_year_and_the_check_of_a_paper_read_the_amended_result(month):
    stored, person = card(month), person_id("an")
    before = queries.snapshots([stored.id])[stored.id]
    amended(month)
    (result,) = queries.tracked_scores([person], 2026)
    assert (before.amended_at, result.score_hundredths) == (None, 8184)
    assert list(queries.beside(month, person).scores) == [result]
    assert queries.snapshots([stored.id])[stored.id].amended_at is not None


def test_a_result_that_was_never_amended_is_the_cards_own(month):
    stands = queries.current_result(card(month))
    assert (stands.score_hundredths, stands.amendment) == (7670, None)
    assert stands.sha256 == card(month).inputs_hash


def test_amendments_follow_each_other(month):
    amended(month)
    first = queries.current_result(card(month))
    signed(month)
    one, two = queries.amendments_of(card(month).id)
    assert (two.before_id, two.old_hash) == (one.id, one.sha256) == (first.amendment.id, one.sha256)
    assert set(two.inputs["tasks"]) == {str(task_of(0).pk), str(task_of(2).pk)}
    assert queries.altered_amendments([card(month).id]) == []
    assert queries.latest_amendments([card(month).id])[card(month).id] == two


def test_a_fault_found_later_is_signed_by_the_managing_agencys_head(month):
    made = found(month)
    actions.check_amendment(made, by=account("kim"), at=LATER)
    assert queries.proposal(made).state == "checked"
    assert queries.current_result(card(month)).amendment is None
    for who in ("alice", "binh"):
        with pytest.raises(Refused, match="Lý Tinh, Tỉnh Khánh Hòa"):
            actions.sign_amendment(made, authority=person_id(who), by=account(who), at=LATER)
    actions.sign_amendment(made, authority=person_id("tinh"), by=account("tinh"), at=LATER)
    kept = queries.proposal(made)
    assert (kept.state, kept.signer, kept.clause) == ("in_force", "Người tinh", "Đ21.3")
    assert queries.current_result(card(month)).score_hundredths < 7670


@pytest.mark.parametrize("who", ["an", "binh"])
def test_neither_the_beneficiary_nor_a_scorer_proposes(month, who):
    with pytest.raises(Refused, match="không được là người được đánh giá hay người đã chấm"):
        found(month, by=who)


@pytest.mark.parametrize("who", ["an", "binh", "hoa"])
def test_neither_of_them_nor_the_proposer_checks(month, who):
    made = found(month)
    with pytest.raises(Refused, match="Người kiểm tra không được là"):
        actions.check_amendment(made, by=account(who), at=LATER)
    assert queries.proposal(made).state == "proposed"


@pytest.mark.parametrize("who", ["hoa", "kim", "an"])
def test_who_proposed_or_checked_does_not_sign(month, who, monkeypatch):
    made = found(month)
    actions.check_amendment(made, by=account("kim"), at=LATER)
    monkeypatch.setattr(
        "congvu.apps.evaluation.actions.amendments._refuse_unless_managing", lambda *_: None
    )
    with pytest.raises(Refused, match="Người ký không được là"):
        actions.sign_amendment(made, authority=person_id(who), by=account(who), at=LATER)


def test_a_disputed_line_is_amended_by_no_other_way(month):
    lodged(month)
    third = {"tasks": {str(task_of(2).pk): {"completed": 100}}}
    with pytest.raises(Refused, match="có kiến nghị chưa giải quyết xong"):
        found(month, third)
    assert found(month)


def test_while_the_whole_result_is_disputed_nothing_of_it_is_amended(month):
    lodged(month, "all")
    with pytest.raises(Refused, match="có kiến nghị chưa giải quyết xong"):
        found(month)


def test_a_line_disputed_after_the_proposal_stops_it(month):
    made = found(month)
    actions.lodge_objection(
        month, "an", NewObjection(f"task:{task_of(0).pk}", "Sai"), by=account("an"), at=LATER
    )
    with pytest.raises(Refused, match="có kiến nghị chưa giải quyết xong"):
        actions.check_amendment(made, by=account("kim"), at=LATER)


def test_only_what_was_granted_is_carried_out(month):
    made = proposed(month, objection=accepted(month), changes=less())
    assert queries.proposal(made).changes == granted().changes


def test_an_objection_that_is_not_accepted_carries_nothing(month):
    with pytest.raises(Refused, match="không chờ điều chỉnh"):
        proposed(month, objection=lodged(month))


def test_one_proposal_at_a_time(month):
    found(month)
    with pytest.raises(Refused, match="đang có một đề nghị"):
        found(month)


def test_a_refused_proposal_leaves_the_result_and_makes_room(month):
    made = found(month)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.refuse_amendment(made, reason=" ", by=account("kim"), at=LATER)
    with pytest.raises(Refused, match="kết quả của chính mình"):
        actions.refuse_amendment(made, reason="Sai", by=account("an"), at=LATER)
    actions.refuse_amendment(made, reason="Chưa đủ căn cứ", by=account("kim"), at=LATER)
    assert (queries.proposal(made).state, queries.proposal(made).refusal) == (
        "refused", "Chưa đủ căn cứ"
    )  # fmt: skip
    with pytest.raises(Refused, match="không còn chờ"):
        actions.check_amendment(made, by=account("kim"), at=LATER)
    assert queries.current_result(card(month)).amendment is None
    assert found(month)


def test_changes_that_change_nothing_are_refused(month):
    amended(month)
    with pytest.raises(Refused, match="không sửa điều gì"):
        found(month, granted().changes)


def test_a_proposal_tells_why_and_what(month):
    with pytest.raises(Refused, match="phải ghi lý do"):
        proposed(month, changes=less(), reason=" ")
    with pytest.raises(Refused, match="ít nhất một điều"):
        proposed(month, reason="Sai")


def test_what_is_scored_anew_unchanged_is_what_the_close_stored(month):
    for one in Scorecard.objects.select_related("person"):
        held = card(month, one.person.code)
        view = queries.rescored(queries.stored_of(month, held), {})
        result = queries.amended.result_of(view)
        assert (result.score_hundredths, result.not_scored_reason, dict(result.totals)) == (
            one.score_hundredths, one.not_scored_reason, one.totals
        )  # fmt: skip


def test_rules_that_no_longer_give_the_stored_result_amend_nothing(month, monkeypatch):
    stored = queries.stored_of(month, card(month))
    other = queries.Stored(stored.period, stored.card, stored.rows[:1], stored.rules)
    with pytest.raises(Refused, match="không cho lại đúng kết quả"):
        queries.rescored(other, less())


def test_a_card_without_confirmed_criteria_is_amended_with_all_of_them(month):
    """Nobody confirmed Dung's card: she is not scored; she was forgotten, not idle."""
    held = card(month, "dung")
    assert held.not_scored_reason
    code = queries.month_of("dung", month).criteria[0].criterion.code
    row = actions.NewAmendment({"general": {code: 100}}, FINDING)
    with pytest.raises(Refused, match="phải ghi điểm mọi tiêu chí"):
        actions.propose_amendment(month, "dung", row, by=account("hoa"), at=LATER)
    whole = actions.NewAmendment({"general": world.points()}, FINDING)
    made = actions.propose_amendment(month, "dung", whole, by=account("hoa"), at=LATER)
    actions.check_amendment(made, by=account("kim"), at=LATER)
    actions.sign_amendment(made, authority=person_id("tinh"), by=account("tinh"), at=LATER)
    stands = queries.current_result(held)
    assert (stands.score_hundredths, stands.not_scored_reason) == (
        None, "chưa được giao việc trong kỳ"
    )  # fmt: skip


def test_the_results_that_rest_on_an_amended_one_are_listed(month):
    resting = queries.resting_on(card(month), month)
    names = {one.full_name for one in resting}
    assert {"Lê Bình", "Trần Thị Alice"} <= names
    assert all(one.amended_at is None for one in resting)


def test_a_leader_is_amended_by_her_own_decision(month):
    """What d rests on changes for the leader only where somebody decides it for her."""
    before = queries.current_result(card(month, "binh"))
    amended(month)
    assert queries.current_result(card(month, "binh")) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda: Amendment.objects.update(score_hundredths=10000),
        lambda: Amendment.objects.all().delete(),
        lambda: AmendmentProposal.objects.update(reason="Khác"),
        lambda: AmendmentProposal.objects.update(state="proposed"),
        lambda: AmendmentProposal.objects.all().delete(),
        lambda: Scorecard.objects.filter(person__code="an").update(score_hundredths=10000),
    ],
)
def test_no_amendment_and_no_card_is_ever_changed(month, change):
    amended(month)
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_the_owner_who_changes_an_amendment_is_found_out(month, django_db_blocker):
    amended(month)
    made = Amendment.objects.get()
    with transaction.atomic():
        told = queries.amendments.sealed(
            made.proposal, made.old_hash, made.inputs,
            queries.Result(10000, "", "excellent", True, made.totals, made.rules_fingerprint),
            made.at,
        )  # fmt: skip
    assert told != made.sha256


def test_lists_of_proposals(month):
    made = found(month)
    path = queries.proposal(made).unit_path
    total, rows = queries.listed_proposals([path], under_way=True, first=0, most=9)
    assert (total, [one.id for one in rows]) == (1, [made])
    actions.refuse_amendment(made, reason="Không", by=account("kim"), at=LATER)
    assert queries.listed_proposals([path], under_way=True, first=0, most=9) == (0, [])
    assert queries.listed_proposals([path], under_way=False, first=0, most=9)[0] == 1
    assert queries.listed_proposals([], under_way=False, first=0, most=9)[0] == 0
    assert queries.proposal_of_objection(7) is None
    with pytest.raises(queries.UnknownProposal):
        queries.proposal(0)
