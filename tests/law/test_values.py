"""Units read what belongs to them, and show it as people say it."""

from fractions import Fraction

import pytest

from congvu.law.values import UNITS, NotAValue


@pytest.mark.parametrize(
    ("unit", "raw", "value", "shown"),
    [
        ("points", 90, 90, "90 điểm"),
        ("points", "2,5", Fraction(5, 2), "2,5 điểm"),
        ("share", "1/4", Fraction(1, 4), "25 %"),
        ("share", "25 %", Fraction(1, 4), "25 %"),
        ("share", "12,5%", Fraction(1, 8), "12,5 %"),
        ("share", "1/3", Fraction(1, 3), "100/3 %"),
        ("share", Fraction(1, 2), Fraction(1, 2), "50 %"),
        ("count", 5, 5, "5"),
        ("decimals", "2", 2, "2 chữ số thập phân"),
        ("months", 12, 12, "12 tháng"),
        ("years", 1, 1, "1 năm"),
        ("days", 5, 5, "5 ngày"),
        ("working_days", 7, 7, "7 ngày làm việc"),
        ("day_of_month", 25, 25, "ngày 25"),
        ("month_day", "12-15", "12-15", "ngày 15 tháng 12"),
        ("day", "2026-06-30", "2026-06-30", "ngày 30/06/2026"),
        ("flag", True, True, "có"),
        ("flag", "Không", False, "không"),
        ("choice", "calendar_day", "calendar_day", "calendar_day"),
    ],
)
def test_a_value_is_read_and_shown(unit, raw, value, shown):
    assert UNITS[unit].read(raw) == value
    assert UNITS[unit].show(UNITS[unit].read(raw)) == shown


@pytest.mark.parametrize(
    ("unit", "raw"),
    [
        ("points", 101), ("points", True), ("points", "9.5"), ("points", None), ("points", "1/0"),
        ("share", 2), ("share", "-1/4"), ("share", "120 %"),
        ("count", "1/2"), ("count", "-1/1"),
        ("day_of_month", 0), ("day_of_month", 32),
        ("month_day", "13-01"), ("month_day", "02-30"), ("month_day", "2-3"), ("month_day", 1215),
        ("day", "30/06/2026"), ("day", 20260630),
        ("flag", 1), ("flag", "maybe"),
        ("choice", "Calendar day"), ("choice", 1),
    ],
)  # fmt: skip
def test_what_does_not_belong_to_a_unit_is_refused(unit, raw):
    with pytest.raises(NotAValue, match="phải"):
        UNITS[unit].read(raw)


def test_a_code_shown_as_a_number_stays_as_it_is():
    assert UNITS["points"].show("x") == "x"
    assert UNITS["share"].show("x") == "x"
