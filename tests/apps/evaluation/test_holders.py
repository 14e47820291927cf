"""Who holds a card at each stage, for how many working days, and since when it is late."""

from datetime import UTC, date, datetime

import pytest

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.queries import holders, slowest_holders, stage_tallies
from congvu.apps.org.queries import unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
from tests.apps import world

pytestmark = pytest.mark.django_db
SENT = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)  # early on Friday the 20th in Vietnam
TODAY = date(2026, 11, 30)  # the 24th is a holiday


def held(period, person, today=TODAY):
    (one,) = [one for one in holders(period, "", today=today) if one.person == person]
    return one


def test_a_draft_waits_for_its_person_since_the_period_began():
    one = held(world.month(), "an", date(2026, 11, 23))
    assert (one.holder, one.stage, one.since) == ("Nguyễn Văn An", "draft", date(2026, 11, 1))
    assert (one.days, one.due, one.late_days) == (16, date(2026, 11, 25), 0)


@pytest.mark.parametrize(
    ("person", "holder", "above"),
    [
        ("an", "Lê Bình", "Trần Thị Alice"),
        ("binh", "Trần Thị Alice", ""),
        ("phong", "Trần Thị Alice", ""),
        ("alice", "", ""),
    ],
)
def test_a_self_score_waits_for_the_nearest_head_other_than_herself(person, holder, above):
    period = world.month()
    row = SelfScore(person, world.points())
    actions.save_self_scores(period, [row], by=None, at=SENT)
    one = held(period, person)
    names = {one.person_id: one.full_name for one in holders(period, "", today=TODAY)}
    assert (one.holder, names.get(one.above_id, "")) == (holder, above)
    assert (one.since, one.days) == (date(2026, 11, 20), 5)
    assert (one.due, one.late_days) == (date(2026, 11, 26), 2)


def test_the_head_of_an_agency_waits_for_the_head_of_the_agency_above():
    top = world.Post("chair", "T", "head", "Chủ tịch")
    period = world.month((top, *world.POSTS))
    actions.save_self_scores(period, [SelfScore("alice", world.points())], by=None, at=SENT)
    assert held(period, "alice").holder == "Chủ tịch"


def test_nobody_of_an_agency_without_a_head_waits_for_a_head_of_another():
    posts = (world.Post("chair", "T", "head"), world.Post("an", "P1"))
    period = world.month(posts)
    actions.save_self_scores(period, [SelfScore("an", world.points())], by=None, at=SENT)
    one = held(period, "an")
    assert (one.holder_id, one.above_id) == (None, None)


def test_a_review_waits_for_its_confirmation_and_that_for_the_department():
    period = world.month()
    row = Review("an", world.points(80))
    actions.review_scorecards(period, [row], by=None, at=world.AT)
    assert (held(period, "an").stage, held(period, "an").holder) == ("reviewed", "Lê Bình")
    assert held(period, "an").due == period.decide_by
    actions.confirm_scorecards(period, {"an": "x"}, by=None, at=world.AT)
    one = held(period, "an")
    assert (one.holder_id, one.waits_for_department, one.due) == (None, True, period.publish_on)


def test_what_is_published_or_left_out_waits_for_nobody():
    period = world.month()
    actions.leave_out(period, {"an": "Nghỉ thai sản"}, by=None, at=world.AT)
    one = held(period, "an")
    assert (one.stage, one.holder_id, one.due, one.is_late) == ("left_out", None, None, False)
    actions.close_month(period, by=None, at=world.AT)
    assert {one.holder_id for one in holders(period, "", today=TODAY)} == {None}


def test_what_an_agency_was_given_more_time_for_is_not_late_there():
    period = world.month()
    rulebook.extend_deadline(
        period, step=Step.SELF_SCORE, until=TODAY, agency="P", reason="Bão", by=None, at=world.AT
    )
    assert not held(period, "an").is_late
    assert held(period, "giang").late_days == 3


def test_the_stages_are_counted_agency_by_agency_the_latest_first():
    period = world.month()
    actions.save_self_scores(period, [SelfScore("an", world.points())], by=None, at=SENT)
    rows = {(one.agency, one.stage): one for one in stage_tallies(period, today=TODAY)}
    assert rows["P", "draft"].cards == rows["P", "draft"].late == 5
    assert rows["P", "self_scored"].days == 5
    assert [one.agency for one in stage_tallies(period, today=TODAY)] == ["P", "P", "S"]


def test_who_holds_others_cards_longest_comes_first():
    period = world.month()
    rows = [SelfScore(one, world.points()) for one in ("an", "binh", "chi")]
    actions.save_self_scores(period, rows, by=None, at=SENT)
    told = [(one.full_name, one.cards, one.late, one.days)
            for one in slowest_holders(period, today=TODAY)]  # fmt: skip
    assert told == [("Trần Thị Alice", 2, 2, 5), ("Lê Bình", 1, 1, 5)]


def test_a_units_cards_and_one_persons_are_read_in_one_query(django_assert_num_queries):
    period = world.month()
    room, days = unit("P1").path, None
    with django_assert_num_queries(3):
        people = [one.person for one in holders(period, room, today=TODAY, known=days)]
    assert sorted(people) == ["an", "binh"]
