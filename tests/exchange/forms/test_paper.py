"""Lines that a paper can carry, and the day as the decree writes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from congvu.exchange.forms.paper import lines, place_and_day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
        (None, "ngày …… tháng …… năm ………"),
    ],
)
def test_only_small_days_and_the_first_two_months_begin_with_nought(day, said):
    assert place_and_day("Cam Lâm", day) == f"Cam Lâm, {said}"


@given(some.text())
def test_every_text_becomes_lines_that_xml_and_json_can_hold(text):
    for line in lines(text):
        line.encode()
        assert not {"\x00", "\x0b", "\n", "\r", "\x7f", "\x85", "\ufffe", "\uffff", "\u202e"} & set(
            line
        )


def test_lines_end_where_they_were_broken_and_are_composed():
    assert lines("a\r\nb\rc\n\nđ\u0302\u0301o\u0323\u0302 \t") == (
        "a",
        "b",
        "c",
        "",
        "đ\u0302\u0301ộ",
    )


def test_a_text_cannot_turn_its_own_direction_around():
    assert lines("cấp \u202e3\u2066 điểm") == ("cấp 3 điểm",)
