"""What Decree 335/2025 fixes, read by a lawyer beside the text."""

from datetime import date
from fractions import Fraction

import pytest

from congvu.law.registry import general_criteria_on, rules_on, the_law

DAY = date(2026, 11, 30)
RULES = rules_on(DAY)

FIXED = [
    ("general_max", 30, "Đ12.2"),
    ("results_max", 70, "Đ12.3"),
    ("scale_max", 100, "Đ12.2"),
    ("quality_deduction", Fraction(1, 4), "Đ14.2b"),
    ("delay_deduction", Fraction(1, 4), "Đ14.2c"),
    ("managed_full", 1, "Đ15.3a"),
    ("managed_low", Fraction(1, 2), "Đ15.3a"),
    ("organising_full", 1, "Đ15.3b"),
    ("organising_low", Fraction(1, 2), "Đ15.3b"),
    ("unity_full", 1, "Đ15.3c"),
    ("unity_low", Fraction(1, 2), "Đ15.3c"),
    ("threshold_excellent", 90, "Đ20.1"),
    ("threshold_good", 70, "Đ20.2"),
    ("threshold_met", 50, "Đ20.3"),
    ("cap", Fraction(1, 5), "Đ20.5a"),
    ("cap_raised", Fraction(1, 4), "Đ20.5b"),
    ("quarter_months", 3, "Đ17.3"),
    ("half_months", 6, "Đ17.3"),
    ("year_months", 12, "Đ17.3"),
    ("least_months_worked", 6, "Đ11.1"),
    ("catalogue_groups_most", 5, "Đ13.1a"),
    ("objection_working_days", 7, "Đ22"),
    ("rating_before", "12-15", "Đ19.2"),
    ("rating_before_special", "01-15", "Đ19.2"),
    ("sync_days", 5, "Đ26.1d"),
    ("org_excellent_exceeding", Fraction(3, 10), "Đ8.1a"),
    ("org_met_late_most", Fraction(1, 5), "Đ8.3"),
    ("org_failed_done_under", Fraction(7, 10), "Đ8.4b"),
    ("org_cap", Fraction(1, 5), "Đ8.5a"),
    ("org_cap_raised", Fraction(1, 4), "Đ8.5b"),
    ("head_not_above_organisation", True, "Đ20.6"),
]

SILENT = [
    ("clamp", "each"),
    ("floor_share", 0),
    ("delay_unit", "calendar_day"),
    ("empty_period", "not_scored"),
    ("extra_only_forms_base", True),
    ("nobody_scored", "full"),
    ("notified_decimals", 2),
    ("cap_base", "literal"),
    ("over_cap_level", "good"),
    ("cap_rounding", "down"),
    ("general_source", "confirmed"),
    ("self_score_by", 25),
    ("comment_by", 26),
    ("decide_by", 28),
    ("publish_by", 5),
]


@pytest.mark.parametrize(("name", "value", "at"), FIXED)
def test_the_decree_fixes(name, value, at):
    one = RULES.parameters[name]
    assert (one.value, one.at, one.local) == (value, at, False)


@pytest.mark.parametrize(("name", "value"), SILENT)
def test_where_the_decree_is_silent_the_province_chooses(name, value):
    one = RULES.parameters[name]
    assert (one.value, one.local) == (value, True)
    assert one.why


def test_the_general_criteria_are_ten_and_add_up_to_thirty_points():
    criteria = general_criteria_on(DAY)
    assert [one.code for one in criteria] == [
        "I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4",
    ]  # fmt: skip
    assert sum(one.max_hundredths for one in criteria) == 3000
    assert {one.group for one in criteria} == {"I", "II", "III"}


def test_the_general_criteria_stand_in_three_groups_of_ten_points():
    groups = the_law().criterion_groups_on(DAY)
    assert [(one.code, one.max_hundredths) for one in groups] == [
        ("I", 1000), ("II", 1000), ("III", 1000),
    ]  # fmt: skip


def test_before_2026_there_were_no_general_points():
    assert general_criteria_on(date(2025, 12, 31)) == ()


def test_the_weights_of_the_four_dimensions_are_marked_as_rebuilt():
    for one in the_law().parameters:
        if one.instrument == "toolkit_2025":
            assert (one.local, one.unsure, one.rules) == (True, True, ("bon_tieu_chi_2025",))


def test_the_old_cap_was_counted_on_all_staff_and_is_not_certain():
    rules = rules_on(date(2025, 6, 30))
    assert rules.value("cap_base") == "all_staff"
    assert rules.parameters["cap"].unsure
    assert "threshold_good" not in rules.values()
