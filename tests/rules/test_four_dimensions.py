"""The toolkit's four dimensions, rebuilt from public descriptions, worked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from congvu.engine.explain import explain
from congvu.engine.scoring import Case, program_for, score
from congvu.law.registry import Overlay, rules_on


def program(**weights: str):
    overlay = Overlay("bon_tieu_chi_2025", weights, decision="Quyết định thử nghiệm")
    return program_for(rules_on(date(2025, 6, 30), "civil_servant", overlay))


def task(number: int, coefficient: int, given: int, done: int, **more: object) -> dict:
    row = {"id": str(number), "coefficient": coefficient, "assigned": given, "completed": done}
    return row | {"failed": 0, "delays": 0, "effect": "full"} | more


TASKS = [
    task(1, 10, 500, 400, delays=4, effect="good"),
    task(2, 27, 300, 300, failed=1, delays=2, effect="fair"),
    task(3, 37, 100, 80, failed=2, effect="none"),
]


def test_each_dimension_is_a_share_of_what_was_assigned():
    steps = score(program(), "month", Case("KH01", {}, TASKS)).steps
    effect = (Fraction(4) * Fraction(4, 5) + Fraction(81, 10) * Fraction(3, 5)) / Fraction(84, 5)
    assert (steps["a"], steps["b"], steps["c"]) == (
        Fraction(251, 280), Fraction(2311, 3360), Fraction(701, 1680),
    )  # fmt: skip
    assert steps["f"] == effect
    assert steps["share"] == (steps["a"] + steps["b"] + steps["c"] + effect) / 4
    assert steps["exact"] == steps["share"] * 100


def test_weights_are_the_provinces_own():
    steps = score(
        program(
            weight_quantity="1/2", weight_quality="1/2", weight_progress="0", weight_effect="1"
        ),
        "month",
        Case("KH01", {}, TASKS),
    ).steps
    assert steps["share"] == (steps["a"] / 2 + steps["b"] / 2 + steps["f"]) / 2


def test_the_grade_of_effect_is_a_bar_of_its_own():
    told = explain(program(), "month", Case("KH01", {}, TASKS))
    assert {bar.cause for bar in told.bars} == {"shortfall", "quality", "delay", "effect"}
    assert told.start + sum(bar.effect for bar in told.bars) == told.score
    assert told.start_shown + sum(bar.shown for bar in told.bars) == told.notified


@pytest.mark.parametrize("effect", ["full", "good", "fair", "none"])
def test_decree_335_records_the_grade_and_does_not_count_it(effect):
    decree = program_for(rules_on(date(2026, 11, 30)))
    inputs = {"general": 3000, "leads": False, "organising": "full", "unity": "full"}
    row = task(1, 10, 100, 100, effect=effect) | {"origin": "planned"}
    assert score(decree, "month", Case("KH01", inputs, [row])).notified == 10000


def test_the_text_says_that_it_is_not_the_provinces():
    assert "không phải văn bản của tỉnh" in program().local
