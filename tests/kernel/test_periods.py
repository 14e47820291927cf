"""Months, and the spans made of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.periods import Month, NotAPeriod, half, quarter, whole_year

MONTHS = st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))


def test_a_month_knows_its_days_key_and_label():
    month = Month.parse("2028-02")
    assert (month.first_day, month.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (month.key, month.label) == ("2028-02", "tháng 2/2028")
    assert Month.of(date(2026, 11, 23)) == Month(2026, 11)


def test_months_are_ordered_by_time():
    assert sorted([Month(2026, 2), Month(2025, 12), Month(2026, 1)])[0] == Month(2025, 12)


@given(MONTHS)
def test_the_next_month_begins_the_day_after_this_one_ends(month):
    assert month.next().first_day == month.last_day + timedelta(days=1)
    assert month.next().previous() == month
    assert Month.parse(month.key) == month


@given(MONTHS)
def test_every_month_lies_in_its_quarter_half_and_year(month):
    for span, count in ((month.quarter, 3), (month.half, 6), (whole_year(month.year), 12)):
        assert month in span.months
        assert len(span.months) == count
        assert span.first_day <= month.first_day <= month.last_day <= span.last_day


def test_spans_are_named_as_offices_name_them():
    assert (quarter(2026, 4).key, quarter(2026, 4).label) == ("2026-Q4", "quý IV/2026")
    assert (half(2026, 1).key, half(2026, 1).label) == ("2026-H1", "6 tháng đầu năm 2026")
    assert half(2026, 2).label == "6 tháng cuối năm 2026"
    assert (whole_year(2026).key, whole_year(2026).label) == ("2026", "năm 2026")


@pytest.mark.parametrize("key", ["2026-13", "2026-00", "0000-01", "2026-1", "11/2026", ""])
def test_what_is_no_month_is_refused(key):
    with pytest.raises(NotAPeriod, match="tháng"):
        Month.parse(key)


def test_there_is_no_fifth_quarter_and_no_third_half():
    with pytest.raises(NotAPeriod, match="quý"):
        quarter(2026, 5)
    with pytest.raises(NotAPeriod, match="nửa năm"):
        half(2026, 3)
