"""What one delay is, is a setting; a confirmed objective cause takes delays away (Đ14.2c)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.delay import UNITS, delays
from congvu.law.registry import rules_on

DUE = date(2026, 11, 20)  # a Friday
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 12, 31))


@pytest.mark.parametrize(
    ("finished", "calendar", "working", "occurrence"),
    [
        (date(2026, 11, 19), 0, 0, 0),
        (date(2026, 11, 20), 0, 0, 0),
        (date(2026, 11, 22), 2, 0, 1),
        (date(2026, 11, 23), 3, 1, 1),
    ],
    ids=["before", "on the day", "on Sunday", "on Monday"],
)
def test_a_delay_is_a_day_a_working_day_or_an_occurrence(finished, calendar, working, occurrence):
    told = [delays(DUE, finished, unit=unit) for unit in UNITS]
    assert told == [calendar, working, occurrence]


def test_the_handbooks_letter_is_four_days_late():
    assert delays(date(2025, 11, 15), date(2025, 11, 19), unit="calendar_day") == 4


def test_confirmed_days_are_taken_away_and_never_more_than_there_were():
    assert delays(DUE, date(2026, 11, 24), unit="calendar_day", excused=3) == 1
    assert delays(DUE, date(2026, 11, 24), unit="occurrence", excused=1) == 0
    assert delays(DUE, date(2026, 11, 24), unit="calendar_day", excused=9) == 0


@given(DAYS, st.integers(-60, 400), st.sampled_from(UNITS))
def test_a_later_day_never_has_fewer_delays(due, days, unit):
    finished = due + timedelta(days=days)
    once = delays(due, finished, unit=unit)
    assert 0 <= once <= delays(due, finished + timedelta(days=1), unit=unit) <= max(0, days + 1)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="không thể âm"):
        delays(DUE, DUE, unit="calendar_day", excused=-1)
    with pytest.raises(ValueError, match="chỉ có: calendar_day"):
        delays(DUE, DUE, unit="week")


def test_the_law_knows_the_same_units():
    choices = rules_on(date(2026, 11, 30)).parameters["delay_unit"].choices
    assert tuple(choices) == UNITS
