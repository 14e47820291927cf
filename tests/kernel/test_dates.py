"""Days are read as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.dates import NotADay, format_day, parse_day


@pytest.mark.parametrize(
    "text", ["5/11/2026", "05/11/2026", "05-11-2026", "5.11.2026", "2026-11-05", " 05/11/2026 "]
)
def test_a_day_is_read_day_first_or_year_first(text):
    assert parse_day(text) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", "tháng 2/2026 có các ngày từ 1 đến 28"),
        ("00/02/2026", "từ 1 đến 28"),
        ("11/25/2026", "không có tháng 25"),
        ("5/11/26", "hãy viết như 05/11/2026"),
        ("5/11-2026", "hãy viết như"),
        ("hôm qua", "hãy viết như"),
        ("05/11/0026", "năm phải từ 1900"),
        ("2026-1-5", "hãy viết như"),
    ],
)
def test_what_is_no_day_is_refused_with_advice(text, says):
    with pytest.raises(NotADay, match=says):
        parse_day(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_written_day_reads_back_the_same(day):
    assert parse_day(format_day(day)) == day
    assert parse_day(day.isoformat()) == day
