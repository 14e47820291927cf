"""Inputs outside what the rule states are refused; what may be left out has a stated meaning."""

from datetime import date

import pytest

from congvu.engine.scoring import Case, InputError, program_for, score
from congvu.law.registry import rules_on

PROGRAM = program_for(rules_on(date(2026, 11, 30)))
INPUTS = {"general": 3000, "leads": False, "organising": "full", "unity": "full"}
ROW = {
    "id": "1", "coefficient": 10, "assigned": 100, "completed": 100,
    "failed": 0, "delays": 0, "origin": "planned",
}  # fmt: skip

FAULTS = [
    (INPUTS | {"general": 3001}, [ROW], "phải từ 0 đến 3000"),
    (INPUTS | {"general": None}, [ROW], "thiếu Điểm tiêu chí chung"),
    (INPUTS | {"organising": "half"}, [ROW], "không có lựa chọn “half”"),
    (INPUTS | {"organising": None}, [ROW], "thiếu Khả năng tổ chức"),
    (INPUTS, [ROW | {"coefficient": -1}], "phải từ 0"),
    (INPUTS, [ROW | {"origin": "gift"}], "không có lựa chọn “gift”"),
    (INPUTS, [ROW] * 2001, "2001 dòng task, nhiều nhất 2000"),
]


@pytest.mark.parametrize(("inputs", "rows", "told"), FAULTS)
def test_an_input_out_of_range_is_refused_by_name(inputs, rows, told):
    with pytest.raises(InputError) as refused:
        score(PROGRAM, "month", Case("KH01", inputs, rows))
    assert told in str(refused.value)
    assert "KH01" in str(refused.value)


def test_a_missing_yes_no_is_no_and_a_missing_level_the_best():
    inputs = {"worked_months": 12, "rank": 0, "heads": True}
    outcome = score(PROGRAM, "year", Case("KH01", inputs, [{"score": 9500}]))
    assert outcome.steps["level"] == "excellent"
    assert outcome.steps["automatic"] is False


def test_a_stage_or_line_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="không có stage week"):
        PROGRAM.stage("week")
    with pytest.raises(KeyError):
        PROGRAM.stage("month").step("zeal")


def test_options_may_be_given_as_indexes():
    by_name = score(PROGRAM, "month", Case("KH01", INPUTS, [ROW]))
    by_index = score(PROGRAM, "month", Case("KH01", INPUTS, [ROW | {"origin": 0}]))
    assert by_name.values == by_index.values
