"""What is reminded of on which day, and whom waiting work is nearest to."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.reminding import (
    MARKS_BEFORE,
    Fact,
    Kind,
    Leader,
    Leaders,
    Source,
    is_quiet,
    is_worth_a_letter,
    kind_of,
    tally,
)

TODAY = date(2026, 11, 23)
DAYS = st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))


def in_days(number: int, source: Source = Source.TASK, count: int = 1) -> Fact:
    return Fact(source, TODAY + timedelta(days=number), count)


@pytest.mark.parametrize(
    ("left", "kind"),
    [(-1, Kind.OVERDUE), (0, Kind.DUE_1), (1, Kind.DUE_1), (2, Kind.DUE_3), (3, Kind.DUE_3),
     (4, Kind.DUE_7), (7, Kind.DUE_7), (8, None)],
)  # fmt: skip
def test_how_near_a_deadline_is(left, kind):
    assert kind_of(Source.TASK, TODAY + timedelta(days=left), TODAY) is kind


def test_what_waits_is_told_whenever_it_began_and_a_self_score_a_week_ahead():
    assert kind_of(Source.REVIEW, date(2026, 1, 1), TODAY) is Kind.REVIEW
    assert kind_of(Source.SELF_SCORE, TODAY + timedelta(days=7), TODAY) is Kind.SELF_SCORE
    assert kind_of(Source.SELF_SCORE, TODAY + timedelta(days=8), TODAY) is None


def test_facts_are_counted_with_the_earliest_day_and_what_is_only_told_is_not_urgent():
    facts = [in_days(-2, count=2), in_days(-5), in_days(6), in_days(30),
             in_days(-3, Source.ANSWERED), in_days(-1, Source.REVIEW, 4)]  # fmt: skip
    made = tally(facts, TODAY)
    assert made.counts == {Kind.OVERDUE: 3, Kind.DUE_7: 1, Kind.ANSWERED: 1, Kind.REVIEW: 4}
    assert made.since[Kind.OVERDUE] == TODAY - timedelta(days=5)
    assert made.urgent == 7


@pytest.mark.parametrize("source", [Source.TASK, Source.REVIEW])
def test_the_days_on_which_a_letter_tells(source):
    last = TODAY - timedelta(days=1)
    told = [
        n for n in range(-20, 20)
        if is_worth_a_letter([in_days(n, source)], last=last, today=TODAY)
    ]  # fmt: skip
    after = [-15, -8, -1]
    assert told == ([*after, 1, 3, 7] if source is Source.TASK else after)


def test_what_fell_on_days_without_letters_is_told_on_the_next():
    friday = TODAY - timedelta(days=3)
    sunday_mark = [in_days(2)]
    assert is_worth_a_letter(sunday_mark, last=friday, today=TODAY)
    assert not is_worth_a_letter(sunday_mark, last=TODAY - timedelta(days=1), today=TODAY)
    assert not is_worth_a_letter(sunday_mark, last=TODAY, today=TODAY)


@given(DAYS, st.integers(1, 6))
def test_letters_made_with_gaps_tell_ahead_and_no_oftener_than_there_are_marks(due, step):
    fact = [Fact(Source.TASK, due)]
    start = TODAY - timedelta(days=90)
    runs = [start + timedelta(days=n) for n in range(0, 180, step)]
    told = sum(
        is_worth_a_letter(fact, last=before, today=now)
        for before, now in pairwise(runs)
        if now < due
    )
    marks = sum(runs[0] < due - timedelta(days=mark) for mark in MARKS_BEFORE)
    assert told <= marks
    assert told >= 1


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("06:29", True), ("06:30", False), ("19:59", False), ("20:00", True), ("00:00", True)],
)
def test_the_quiet_hours(at, quiet):
    assert is_quiet(time.fromisoformat(at)) is quiet


HEAD = Leader(user=1, person=101, path="/1/2/")
CHAIR = Leader(user=2, person=102, path="/1/")
DEPUTY = Leader(user=3, person=103, path="/1/2/", deputy=True)
NAMED = Leader(user=4, person=104, named=7, deputy=True)


@pytest.mark.parametrize(
    ("leaders", "unit", "person", "users"),
    [
        ([HEAD, CHAIR], "/1/2/", 9, {1}),
        ([HEAD, CHAIR], "/1/2/5/", 9, {1}),
        ([HEAD, CHAIR], "/1/2/", 101, {2}),
        ([HEAD, CHAIR, DEPUTY], "/1/2/", 9, {1}),
        ([HEAD, CHAIR, DEPUTY], "/1/2/", 101, {3}),
        ([HEAD, NAMED], "/1/2/", 7, {4}),
        ([HEAD, NAMED], "/1/2/", 8, {1}),
        ([HEAD], "/1/3/", 9, set()),
        ([HEAD], "/1/2/", 101, set()),
        ([], "", 9, set()),
    ],
)
def test_whom_waiting_work_is_nearest_to(leaders, unit, person, users):
    found = Leaders(leaders)
    assert found.nearest(unit, person) == users
    assert found.nearest(unit, person) == users
