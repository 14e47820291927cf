"""Working days are those on which Vietnamese offices work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.workdays import add_working_days, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 9, 2), False),
        (date(2026, 2, 17), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
    ],
    ids=["Monday", "Saturday", "National Day", "Tết", "a Saturday swapped", "the day got for it"],
)
def test_weekends_and_holidays_are_free_and_swapped_days_are_not(day, works):
    assert is_working_day(day) is works


@given(DAYS, st.integers(0, 500))
def test_the_count_between_two_days_is_the_count_one_by_one(start, length):
    end = start + timedelta(days=length)
    days = (start + timedelta(days=step) for step in range(1, length + 1))
    assert working_days_between(start, end) == sum(map(is_working_day, days))


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 2)) == 0


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_on_the_working_day_that_fills_it(start, count):
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count


def test_a_term_of_no_days_ends_where_it_begins():
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)
