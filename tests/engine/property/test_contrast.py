"""What two rule sets make of one person differs by exactly the bars that differ."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.cases import Case
from congvu.engine.contrast import ROUNDING, START, differences, labels
from congvu.engine.explain import Shares, explain, shares
from congvu.engine.language.program import Program
from congvu.engine.oracle import Month
from congvu.engine.scoring import program_for
from congvu.law.registry import Overlay, rules_on
from tests.engine.property.engine import DAY, month_case, program_of
from tests.engine.property.provinces import SETTINGS, anyone

few = settings(max_examples=25, derandomize=True, deadline=None, database=None)
TOOLKIT = program_for(rules_on(DAY, overlay=Overlay("bon_tieu_chi_2025")))
ROUNDED = program_for(rules_on(DAY, overlay=Overlay(parameters={"notified_decimals": 0})))
PROGRAMS = [TOOLKIT, ROUNDED, *map(program_of, SETTINGS[:4])]


def case_of(month: Month) -> Case:
    """A month with the effect grade that only the toolkit's text reads."""
    case = month_case(month)
    rows = [{**row, "effect": at % 4} for at, row in enumerate(case.rows)]
    return replace(case, rows=rows)


def told(program: Program, month: Month, settled: bool) -> tuple[Shares | None, int]:
    """A person's shares, and the notified score in hundredths."""
    found = shares(program, "month", case_of(month), settled=settled)
    places = program.stage("month").result_places
    return found, found.notified * 10 ** (2 - places) if found else 0


@few
@given(st.sampled_from(PROGRAMS), anyone())
def test_a_causes_share_is_the_sum_of_its_bars(program, who):
    month, settled = who
    found, _ = told(program, month, settled)
    bars = explain(program, "month", case_of(month), settled=settled)
    if bars is None:
        assert found is None
        return
    summed: dict[str, Fraction] = {}
    for bar in bars.bars:
        summed[bar.cause] = summed.get(bar.cause, Fraction(0)) + bar.effect
    assert found.effects == {name: effect for name, effect in summed.items() if effect}
    assert (found.start, found.score, found.notified) == (bars.start, bars.score, bars.notified)


@few
@given(st.sampled_from(PROGRAMS), st.sampled_from(PROGRAMS), anyone())
def test_the_bars_that_differ_add_up_to_the_difference(one, other, who):
    month, settled = who
    (left, before), (right, after) = told(one, month, settled), told(other, month, settled)
    if left is None or right is None:
        return
    rows = differences(left, right, (before, after))
    assert sum((row.exact for row in rows), Fraction(0)) == right.score - left.score
    assert sum(row.shown for row in rows) == after - before
    bars = [row for row in rows if row.cause != ROUNDING]
    assert all(abs(row.shown - 100 * row.exact) <= 1 for row in bars)
    if one is other:
        assert rows == []


def test_a_bar_is_called_as_the_first_text_calls_it():
    found = labels([program.stage("month") for program in (ROUNDED, TOOLKIT)])
    causes = {one.name for program in (ROUNDED, TOOLKIT) for one in program.stage("month").causes}
    assert found.keys() == causes | {START, ROUNDING}
    assert found["extra"] == "Làm vượt, nhận thay, đột xuất"
