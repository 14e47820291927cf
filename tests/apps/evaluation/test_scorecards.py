"""Scorecards before the close: who gets one, and what a self-score and a review may say."""

from datetime import date

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries import NoScorecard
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from tests.apps import world

pytestmark = pytest.mark.django_db


def card(person):
    return Scorecard.objects.get(person__code=person)


def self_score(period, person, general):
    actions.save_self_scores(period, [SelfScore(person, general)], by=None, at=world.AT)


def review(period, row):
    actions.review_scorecards(period, [row], by=None, at=world.AT)


def test_everybody_with_a_primary_posting_gets_one_card_of_its_unit():
    world.month()
    found = Scorecard.objects.values_list("person__code", "unit__code", "agency__code", "leads")
    assert ("binh", "P1", "P", "head") in found
    assert len(found) == len(world.POSTS)


def test_a_person_the_rule_is_not_about_gets_none():
    world.agency()
    org.create_people([NewPerson("vc", "Lê Viên", "public_employee")], by=None, at=world.AT)
    posting = NewPosting("vc", "P1", "Viên chức", world.START)
    positions.open_postings([posting], by=None, at=world.AT)
    actions.open_scorecards(world.november(), by=None, at=world.AT)
    assert not Scorecard.objects.filter(person__code="vc").exists()


def test_opening_again_brings_a_card_up_to_a_new_posting_and_keeps_its_points():
    postings = world.agency()
    period = world.november()
    actions.open_scorecards(period, by=None, at=world.AT)
    self_score(period, "an", world.points())
    positions.end_posting(postings["an"], on=date(2026, 11, 20), by=None, at=world.AT, reason="x")
    moved = NewPosting("an", "P2", "Chuyên viên", date(2026, 11, 20))
    positions.open_postings([moved], by=None, at=world.AT)
    assert actions.open_scorecards(period, by=None, at=world.AT) == 1
    assert (card("an").unit.code, card("an").general_self_hundredths) == ("P2", 3000)


def test_a_card_starts_without_any_points():
    world.month()
    assert (card("an").general_self, card("an").general_hundredths) == ({}, None)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"I.1": 501}, r"I\.1: 5,01 điểm; phải từ 0 đến 5"),
        ({"I.1": -1}, r"I\.1: −0,01 điểm"),
        ({"IX": 1}, "thừa tiêu chí IX"),
    ],
)
def test_points_outside_the_laws_criteria_are_refused(change, says):
    period = world.month()
    with pytest.raises(Refused, match=says):
        self_score(period, "an", world.points() | change)


def test_a_criterion_left_out_is_refused():
    period = world.month()
    short = {code: points for code, points in world.points().items() if code != "III.4"}
    with pytest.raises(Refused, match=r"III\.4"):
        self_score(period, "an", short)


def test_a_confirmed_card_is_not_scored_again_by_its_owner():
    period = world.month()
    world.review(period, "an")
    with pytest.raises(Refused, match="đã xác nhận; không tự chấm lại được"):
        self_score(period, "an", world.points())


def test_a_person_without_a_card_is_named():
    with pytest.raises(NoScorecard, match="ma-la"):
        self_score(world.month(), "ma-la", world.points())


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Review("binh", world.points()), "phải chấm cả tiêu chí đ và e"),
        (Review("binh", world.points(), organising=0, unity=0), "phải kèm lý do"),
        (
            Review("an", world.points(), 0, "Sáng kiến", 0, "Đoàn kết"),
            "không giữ chức vụ lãnh đạo",
        ),
    ],
)
def test_a_leaders_steps_are_never_guessed_nor_given_to_others(row, says):
    with pytest.raises(Refused, match=says):
        review(world.month(), row)


def test_a_review_leaves_one_event_with_its_rows():
    period = world.month()
    rows = [Review("an", world.points(60)), Review("dung", world.points(), comment="Tốt")]
    actions.review_scorecards(period, rows, by=None, at=world.AT)
    event = Event.objects.get(verb="evaluation.reviewed")
    assert event.payload["rows"] == [
        ["an", 1800, None, None, ""],
        ["dung", 3000, None, None, "Tốt"],
    ]
