"""Random calendars: every day counts in exactly one period, of the kind that is tracked then."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from congvu.apps.rulebook.queries import december_cut_off, kind_of, span_on, tracked_by, tracking_on
from congvu.kernel.periods import Month, days_of
from congvu.law.registry import Overlay, Rules, rules_on

YEARS = range(2026, 2031)
FIRST, LAST = date(2026, 1, 1), date(2030, 11, 30)
QUARTERS = [(year, number) for year in YEARS for number in range(1, 5)]
KINDS = st.fixed_dictionaries({one: st.sampled_from(["month", "quarter"]) for one in QUARTERS})
CUTS = st.fixed_dictionaries({year: st.integers(1, 14) for year in YEARS})
DAYS = st.dates(FIRST, LAST)


@lru_cache(maxsize=256)
def ruled(kind: str, cut: int) -> Rules:
    chosen = {"tracking": kind, "december_cut_off": f"12-{cut:02d}"}
    return rules_on(FIRST, overlay=Overlay(None, chosen, "QĐ 1"))


def calendar_of(kinds: Mapping[tuple[int, int], str], cuts: Mapping[int, int]):
    """How the rules of a day are looked up in a province that chose so."""

    def rules_of(day: date) -> Rules:
        if day < FIRST:
            return rules_on(day)
        return ruled(kinds[day.year, (day.month + 2) // 3], cuts[day.year])

    return rules_of


@given(KINDS, CUTS, DAYS)
def test_a_day_lies_in_the_one_period_that_is_tracked_then(kinds, cuts, day):
    rules_of = calendar_of(kinds, cuts)
    span = span_on(day, rules_of)
    first, last = days_of(span, lambda year: december_cut_off(year, rules_of))
    assert first <= day <= last
    begins = span.months[0]
    assert kind_of(span) == tracking_on(begins.quarter.first_day, rules_of)
    assert kind_of(span) == kinds[begins.year, (begins.month + 2) // 3]
    beside = {tracked_by(one, rules_of) for one in around(Month.of(day))} - {span}
    others = [days_of(one, lambda year: december_cut_off(year, rules_of)) for one in beside]
    assert not any(start <= day <= end for start, end in others)


def around(month: Month) -> list[Month]:
    """The months near one, as far as the years chosen go."""
    near = [month.plus(ahead) for ahead in range(-4, 5)]
    return [one for one in near if one.year in YEARS]


@given(KINDS, CUTS)
def test_the_periods_of_some_years_follow_each_other_without_a_gap(kinds, cuts):
    rules_of = calendar_of(kinds, cuts)
    day, months = FIRST, 0
    while months < len(YEARS) * 12:
        span = span_on(day, rules_of)
        first, last = days_of(span, lambda year: december_cut_off(year, rules_of))
        assert first == day
        months += len(span.months)
        day = last + timedelta(days=1)
    assert day == date(YEARS[-1], 12, cuts[YEARS[-1]]) + timedelta(days=1)
