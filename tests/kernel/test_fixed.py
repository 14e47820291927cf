"""Numbers come in as people write them, and go out as they were."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.fixed import (
    NotANumber,
    format_beside_threshold,
    format_fixed,
    format_ratio,
    half_up,
    parse_fixed,
    round_ratio,
)

LARGE = st.integers(min_value=-(10**15), max_value=10**15)
PLACES = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("text", "places", "scaled"),
    [
        ("8,5", 1, 85),
        ("8.5", 1, 85),
        (" 1.234,56 ", 2, 123456),
        ("1,234.56", 2, 123456),
        ("1.234.567", 0, 1234567),
        ("1,234,567", 1, 12345670),
        ("76,70", 1, 767),
        ("-0,5", 2, -50),
        ("−0,5", 2, -50),
        ("+3", 2, 300),
        ("0.123", 3, 123),
        ("1,234", 3, 1234),
        ("12.3456", 4, 123456),
    ],
)
def test_a_number_is_read_with_comma_or_point(text, places, scaled):
    assert parse_fixed(text, places=places) == scaled


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1.234", "1234 nếu là hàng nghìn, hoặc 1,234"),
        ("8,555", "có 3 chữ số thập phân; ở đây được nhiều nhất 2"),
        ("tám", "không phải là số"),
        ("", "không phải là số"),
        ("1,2,3", "không phải là số"),
        ("1.23,4", "không phải là số"),
        ("1e5", "không phải là số"),
        ("٣", "không phải là số"),
        ("--5", "không phải là số"),
        ("9" * 5000, "quá dài"),
    ],
)
def test_what_is_no_number_beyond_doubt_is_refused_with_advice(text, says):
    with pytest.raises(NotANumber, match=says):
        parse_fixed(text, places=2)


@given(value=LARGE, places=PLACES)
def test_what_is_written_reads_back_the_same(value, places):
    text = format_fixed(value, places=places)
    if places == 0 and text.count(".") == 1:
        text = text.replace(".", "")  # "1.234" alone reads two ways and is refused
    assert parse_fixed(text, places=places) == value


def test_numbers_are_written_the_vietnamese_way():
    assert format_fixed(123456, places=2) == "1.234,56"
    assert format_fixed(-50, places=2) == "−0,50"
    assert format_fixed(7670, places=2, show=1) == "76,7"
    assert format_fixed(5, places=1, show=3) == "0,500"
    assert format_fixed(5, places=1, show=0) == "1"
    assert format_fixed(-4, places=2, show=1) == "0,0"


def test_halves_go_up_and_only_non_negative_numbers_are_taken():
    assert [half_up(n, 2) for n in (0, 1, 2, 3)] == [0, 1, 1, 2]
    for numerator, denominator in ((-1, 2), (1, 0), (1, -2)):
        with pytest.raises(ValueError, match="không âm"):
            half_up(numerator, denominator)


@given(st.fractions(), PLACES)
def test_rounding_moves_a_number_by_half_a_step_at_most_and_evenly_about_zero(value, places):
    scaled = round_ratio(value, places)
    assert abs(value * 10**places - scaled) <= Fraction(1, 2)
    assert round_ratio(-value, places) == -scaled


def test_a_ratio_is_rounded_on_its_absolute_value():
    assert format_ratio(Fraction(5, 1000), 2) == "0,01"
    assert format_ratio(Fraction(-5, 1000), 2) == "−0,01"
    assert format_ratio(Fraction(2, 3) * 100, 1) == "66,7"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(69999, 1000), "69,999"),
        (Fraction(6999, 100), "69,99"),
        (Fraction(70), "70,00"),
        (Fraction(70001, 1000), "70,00"),
        (Fraction(8999999, 100000), "89,99999"),
    ],
)
def test_a_score_is_never_shown_on_the_wrong_side_of_a_threshold(value, shown):
    assert format_beside_threshold(value, (50, 70, 90)) == shown


def test_a_threshold_that_no_decimal_reaches_still_gives_an_answer():
    assert format_beside_threshold(Fraction(1, 3), (Fraction(1, 3),)) == "0,33"


@given(st.fractions(min_value=0, max_value=100), st.integers(0, 100))
def test_the_shown_number_stands_where_the_exact_one_stands(value, line):
    shown = format_beside_threshold(value, (line,))
    places = len(shown.partition(",")[2])
    assert (Fraction(parse_fixed(shown, places=places), 10**places) >= line) == (value >= line)
