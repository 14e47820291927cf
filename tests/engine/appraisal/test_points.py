"""A row's numbers agree with each other, or are told with what would be right."""

import pytest

from congvu.engine.appraisal.findings import Change, Rule
from congvu.engine.appraisal.linter import findings
from tests.engine.appraisal.catalogues import made

FOUR = {"difficulty": "20", "volume": "10", "breadth": "5", "reach": "5"}


def told(rule, *rows, **settings):
    return [one for one in findings(made(rows, **settings)) if one.rule is rule]


def test_points_outside_the_band_come_with_the_group_that_holds_them():
    (one,) = told(Rule.OUT_OF_BAND, {"points": "45", "coefficient": "9"})
    assert one.change == (Change(0, "complexity", "N2"),)
    assert "khung 1-10" in one.why


def test_points_that_no_group_holds_are_to_be_scored_again():
    (one,) = told(Rule.OUT_OF_BAND, {"points": "500", "coefficient": ""})
    assert (one.change, "không nhóm nào" in one.fix) == ((), True)


def test_points_between_two_bands_are_outside_both():
    assert told(Rule.OUT_OF_BAND, {"points": "10,5", "coefficient": "2,1"})


@pytest.mark.parametrize("points", ["1", "10"])
def test_the_ends_of_a_band_are_inside(points):
    assert told(Rule.OUT_OF_BAND, {"points": points, "coefficient": ""}) == []


def test_a_coefficient_is_rounded_half_up_to_one_decimal():
    row = {"points": "6,2", "coefficient": "1,2"}
    assert told(Rule.COEFFICIENT, row) == []
    assert told(Rule.COEFFICIENT, {"points": "6,3", "coefficient": "1,3"}) == []
    (one,) = told(Rule.COEFFICIENT, {"points": "6,2", "coefficient": "1,5"}, standard_points="4")
    assert one.change == (Change(0, "coefficient", "1,6"),)  # 1.55


def test_fifty_by_slip_for_five_is_named_as_a_comma_that_slipped():
    (one,) = told(Rule.COEFFICIENT, {"points": "25", "complexity": "N2", "coefficient": "50"})
    assert one.change == (Change(0, "coefficient", "5"),)
    assert "nhầm dấu phẩy" in one.why


def test_a_wrong_coefficient_that_is_no_slip_is_not_called_one():
    for stated in ("0", "7"):
        (one,) = told(Rule.COEFFICIENT, {"coefficient": stated})
        assert "dấu phẩy" not in one.why


def test_a_coefficient_that_is_not_stated_is_not_judged():
    assert told(Rule.COEFFICIENT, {"coefficient": ""}) == []


def test_a_coefficient_is_not_judged_without_points_or_a_standard():
    assert told(Rule.COEFFICIENT, {"points": "", "coefficient": "7"}) == []
    assert told(Rule.COEFFICIENT, {"coefficient": "7"}, standard_points="0") == []


def test_criteria_are_added_only_where_all_four_are_given():
    row = {"points": "30", "complexity": "N2", "coefficient": "6"}
    assert told(Rule.CRITERIA_SUM, row | FOUR | {"reach": ""}) == []
    (one,) = told(Rule.CRITERIA_SUM, row | FOUR)
    assert one.change == (Change(0, "points", "40"),)
    assert "20 + 10 + 5 + 5 = 40" in one.why


def test_criteria_are_not_judged_against_points_that_cannot_be_read():
    assert told(Rule.CRITERIA_SUM, FOUR | {"points": "nhiều"}) == []


def bare(*coefficients):
    return [{"points": "", "coefficient": one, "name": f"Việc số {n}"}
            for n, one in enumerate(coefficients)]  # fmt: skip


def test_a_coefficient_eight_times_the_median_is_told_where_no_points_can():
    (one,) = told(Rule.OUTLIER, *bare("5", "6", "50", "6"))
    assert (one.rows, "nhầm dấu phẩy" in one.fix) == ((2,), True)


@pytest.mark.parametrize(
    "coefficients",
    [("5", "6", "47", "6"), ("5", "6", "50", "50", "6"), ("5", "50"), ("5", "6", "50")],
)
def test_a_high_coefficient_is_let_stand_in_company_or_among_few(coefficients):
    assert told(Rule.OUTLIER, *bare(*coefficients)) == []


def test_a_high_coefficient_that_its_points_bear_out_is_let_stand():
    rows = [*bare("5", "6", "6"), {"points": "10", "coefficient": "2", "name": "Việc lớn"}]
    assert told(Rule.OUTLIER, *rows, {"points": "400", "coefficient": "80"}) == []
