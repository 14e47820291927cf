"""What of a year waits for whom: forms, meetings, rounds, organisations; who hears of late ones."""

from datetime import date, timedelta

import pytest

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import OwnYear
from congvu.apps.evaluation.models import RatingRound
from congvu.apps.evaluation.queries.years import year_waits
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import PeriodRow, year_period
from tests.apps import world
from tests.apps.evaluation import gathering, organisations
from tests.apps.evaluation.gathering import WHY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EARLY, NEAR, LATE = date(2026, 12, 6), date(2026, 12, 7), date(2026, 12, 15)
"""Eight and seven days before the last day to decide, the 14th; the day after it."""


@pytest.fixture
def period() -> PeriodRow:
    """The agency with the province's chair, its organisations rated too, and 2026 opened."""
    organisations.built()
    actions.begin_year(2026, **WHY)
    return year_period(2026)


def told(today: date, *sources: str, **more: object) -> set[tuple[str, str, str]]:
    """Who is told what of which unit (a meeting's unit by its name)."""
    code_of = dict(Person.objects.values_list("pk", "code"))
    return {
        (code_of[one.person_id], one.source.value.removeprefix("year_"), one.key)
        for one in year_waits(today, **more)
        if one.source.value.removeprefix("year_") in sources
    }


def test_nothing_is_told_before_a_year_is_opened_or_a_week_before_its_last_day(period):
    assert period.decide_by == date(2026, 12, 14)
    assert year_waits(EARLY) == []
    assert year_waits(date(2025, 12, 20)) == []


def test_a_form_waits_for_its_owner_until_she_sends_it(period):
    rated = {"alice", "phong", "binh", "an", "chi", "dung", "giang"}
    assert told(NEAR, "form") == {(one, "form", "") for one in rated}
    actions.send_year_form(
        gathering.form(period, "an"), OwnYear("good"), by=gathering.account("an"), at=world.AT
    )
    assert told(NEAR, "form") == {(one, "form", "") for one in rated - {"an"}}


def test_a_meeting_is_told_to_its_members_and_then_to_those_who_owe_its_minutes(period):
    coming = gathering.called(period, held_at=world.AT + 3 * DAY)
    called = {("binh", "meeting", str(coming)), ("an", "meeting", str(coming))}
    assert told(world.AT.date(), "meeting", "minutes") == called
    after = world.AT.date() + 4 * DAY
    owed = {("binh", "minutes", str(coming)), ("an", "minutes", str(coming))}
    assert told(after, "meeting", "minutes") == owed


def test_a_round_waits_for_its_head_and_a_late_one_is_told_to_the_next_above(period):
    assert told(NEAR, "round", "late") == {("alice", "round", "P"), ("chair", "round", "T")}
    (kept,) = [one for one in year_waits(LATE) if one.late == "year_round"]
    assert (kept.holder, kept.key, kept.day) == ("Trần Thị Alice", "P", period.decide_by)
    assert kept.person_id == Person.objects.get(code="chair").pk
    RatingRound.objects.filter(unit__code="P").update(
        state="decided", proposer=kept.person_id, proposed_at=world.AT, digest="0" * 64
    )
    assert told(LATE, "round") == {("chair", "round", "T")}


def test_an_organisation_waits_for_its_head_then_for_its_authority(period):
    heads = {("alice", "organisation", "P"), ("binh", "organisation", "P1"),
             ("chi", "organisation", "P2"), ("giang", "organisation", "S")}  # fmt: skip
    assert told(NEAR, "organisation", "review") == heads
    assert {one for one in told(LATE, "late") if one[2] == "P1"} == {("alice", "late", "P1")}
    organisations.assess("P1", "binh")
    assert told(NEAR, "organisation", "review") == heads - {("binh", "organisation", "P1")} | {
        ("alice", "review", "P1")
    }
    assert ("alice", "late", "P1") not in told(LATE, "late")
    organisations.settle("P2", "chi", "alice")
    organisations.review("P1", "alice")
    organisations.recognise("P", "alice")
    assert ("alice", "review", "P1") not in told(NEAR, "review")


def test_one_persons_are_those_of_everybody_that_are_hers(period):
    for today in (NEAR, LATE):
        every = year_waits(today)
        for code, path in (("alice", unit("P").path), ("an", None), ("chair", "")):
            person = Person.objects.get(code=code).pk
            own = year_waits(today, person_id=person, under=path)
            assert own == [one for one in every if one.person_id == person] != []


@pytest.mark.parametrize(("today", "most"), [(EARLY, 4), (NEAR, 12)])
def test_everybodys_ask_little(period, django_assert_max_num_queries, today, most):
    with django_assert_max_num_queries(most):
        year_waits(today)
