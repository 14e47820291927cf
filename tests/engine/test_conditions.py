"""The level by criteria: told apart condition by condition, as the compiled text decides it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.cases import Case
from congvu.engine.conditions import NotByConditions, asked_inputs, level_conditions
from congvu.engine.scoring import program_for, score
from congvu.law.registry import rules_on

RULES = rules_on(date(2025, 12, 31))
WHOLE = 10_000
KEYS = {"rank": 0, "peer_group": "a", "agency": "S", "person": "an"}
share = st.integers(0, WHOLE) | st.sampled_from([0, 2000, 5000, 7000, WHOLE])
told = st.fixed_dictionaries(
    {name: st.booleans() for name in ("conduct", "exemplary", "leads", "automatic")}
    | dict.fromkeys(("done", "exceeding", "short", "units_met", "units_good"), share)
)


@given(told)
@settings(max_examples=25)
def test_the_first_level_whose_conditions_hold_is_the_level_of_the_text(inputs):
    levels = level_conditions(RULES, "year", inputs)
    outcome = score(program_for(RULES), "year", Case("an", inputs | KEYS))
    assert next(one.level for one in levels if one.holds) == outcome.step("level")


def test_each_condition_says_what_is_asked_what_was_told_and_where_it_is_written():
    inputs = {
        "conduct": True, "exemplary": True, "done": WHOLE, "exceeding": 4999, "short": 0,
        "leads": False, "automatic": False,
    }  # fmt: skip
    found = level_conditions(RULES, "year", inputs)
    assert [one.level for one in found] == ["unmet", "excellent", "good", "met", "unmet"]
    levels = {one.level: one for one in found}
    failing = [one for one in levels["excellent"].conditions if not one.holds]
    assert [(one.name, one.sign, one.needed, one.given) for one in failing] == [
        ("exceeding", ">=", Fraction(1, 2), Fraction(4999, WHOLE))
    ]
    assert failing[0].clause == "nd90_2020:Đ8.1b"
    assert failing[0].unsure
    assert levels["good"].conditions[0].clause == "nd90_2020:Đ3.1"
    assert levels["good"].holds


def test_a_leader_is_asked_for_her_units_and_others_are_not():
    everybody = {"automatic": False}
    names = [one.name for one in asked_inputs(RULES, "year", known=everybody | {"leads": False})]
    assert names == ["conduct", "exemplary", "done", "exceeding", "short"]
    more = [one.name for one in asked_inputs(RULES, "year", known=everybody | {"leads": True})]
    assert more == [*names, "units_met", "units_good"]


def test_a_text_that_counts_points_is_not_told_by_conditions():
    with pytest.raises(NotByConditions):
        level_conditions(rules_on(date(2026, 12, 14)), "year", {})


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("exemplary and done >=", "exemplary or done >="),
        ("short <= p.", "good_enough <= p."),
        ("not leads or", "not done or"),
    ],
)
def test_a_text_that_branches_otherwise_is_refused_and_never_read_wrongly(written, instead):
    other = replace(RULES, text=RULES.text.replace(written, instead))
    assert other.text != RULES.text
    with pytest.raises(NotByConditions):
        level_conditions(other, "year", {"automatic": False})
