"""Objections before anything is published, and where the province chose otherwise."""

from datetime import date, datetime

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Decision, NewObjection
from congvu.apps.rulebook import actions as rulebook
from tests.apps import world
from tests.apps.evaluation import disputes
from tests.apps.evaluation.disputes import LATER, account, decide, lodged

pytestmark = pytest.mark.django_db


def row(made):
    return queries.objection(made)


def test_nothing_can_be_objected_to_before_it_is_published():
    period = world.month()
    with pytest.raises(Refused, match="chưa công bố"):
        actions.lodge_objection(period, "an", NewObjection("all", "Sai"), by=None, at=LATER)


def test_the_province_may_give_more_time_and_ask_for_an_opinion():
    for name, value in (("objection_window_working_days", "10"), ("independent_opinion", "có")):
        rulebook.adopt_parameter(
            name=name, value=value, decision="QĐ 5", valid_from=world.START, by=None, at=world.AT
        )
    period = disputes.published()
    at = datetime(2026, 12, 7, 3, tzinfo=world.AT.tzinfo)
    made = actions.lodge_objection(
        period, "an", NewObjection("all", "Sai"), by=account("an"), at=at
    )
    assert row(made).asks_opinion


def test_one_last_day_for_lodging_and_for_sealing_though_the_setting_changes_after():
    rulebook.adopt_parameter(
        name="objection_window_working_days", value="10", decision="QĐ 5",
        valid_from=date(2026, 11, 25), by=None, at=world.AT,
    )  # fmt: skip
    period = disputes.published()
    last = date(2026, 12, 1)
    card = queries.card_of("an", period_id=period.id, on=period.ends_on)
    assert queries.window_of(card, last) == queries.Window(last, 0, is_open=True, unsure=False)
    assert queries.objections_until(period) == last
    with pytest.raises(Refused, match="đến hết ngày 01/12/2026"):
        actions.seal_settled_period(period, today=last, by=None, at=world.AT)
    actions.seal_settled_period(period, today=date(2026, 12, 2), by=None, at=world.AT)


@pytest.fixture
def asking() -> int:
    """An objection that asks for an opinion."""
    return lodged(disputes.published(opinion=True))


def test_an_opinion_comes_before_the_decision_where_the_province_asks_for_one(asking):
    made = asking
    with pytest.raises(Refused, match="Phải có ý kiến độc lập trước"):
        decide(made, Decision("Không."))
    actions.give_opinion(made, "Biên nhận đúng.", by=account("long"), at=LATER)
    decide(made, Decision("Biên nhận của việc khác."))
    assert row(made).state == "upheld"
    assert [one.kind for one in queries.steps_of(made)] == ["lodged", "advised", "upheld"]


@pytest.mark.parametrize(
    ("who", "says"),
    [("binh", "người đã chấm"), ("an", "Người được đánh giá"), ("hoa", None), ("em", "Cấp dưới")],
)
def test_who_has_a_part_in_the_score_writes_no_opinion(asking, who, says):
    made = asking
    if who == "em":  # works in the room that Bình heads
        disputes.org.create_people(
            [disputes.NewPerson("em", "Lý Em", "civil_servant")], by=None, at=world.AT
        )
        disputes.positions.open_postings(
            [disputes.NewPosting("em", "P1", "Chuyên viên", world.START)], by=None, at=world.AT
        )
    if says is None:
        actions.give_opinion(made, "Đúng.", by=account(who), at=LATER)
        assert row(made).state == "advised"
        return
    with pytest.raises(Refused, match=says):
        actions.give_opinion(made, "Đúng.", by=account(who), at=LATER)


def test_an_account_without_a_person_is_judged_by_the_unit_it_holds_a_role_on(asking):
    made = asking
    disputes.granted_role("vp.p1", "agency_office", "P1")
    with pytest.raises(Refused, match="Cấp dưới"):
        actions.give_opinion(made, "Đúng.", by=account("vp.p1"), at=LATER)
    disputes.granted_role("noi.vu", "home_affairs", None)
    actions.give_opinion(made, "Đúng.", by=account("noi.vu"), at=LATER)
