"""The scalar functions and the bars are the judge's, digit for digit."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from congvu.engine import oracle
from congvu.engine.oracle import CAUSES, Line, Month, Rating, Settings
from congvu.engine.scoring import Case, score
from tests.engine.property import engine
from tests.engine.property.answer import of_score
from tests.engine.property.examples import several, some
from tests.engine.property.provinces import (
    SETTINGS,
    Province,
    anyone,
    months_of_a_year,
    province,
    year_of_people,
)


@some
@given(st.sampled_from(SETTINGS), province())
def test_a_province_is_scored_step_by_step_as_the_judge_does(settings: Settings, made: Province):
    for month in made.months:
        judged = oracle.settle(month.values(), made.managed, settings)
        answers = engine.settle(month.values(), made.managed, settings)
        assert answers == {name: of_score(found.score) for name, found in judged.items()}


@some
@given(st.sampled_from(SETTINGS), province(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_of_people_changes_a_digit(settings, made, random):
    month = made.months[0]
    people = list(month.values())
    random.shuffle(people)
    people = [_shuffled(one, random) for one in people]
    before = engine.settle(month.values(), made.managed, settings)
    assert engine.settle(people, made.managed, settings) == before


def _shuffled(month: Month, random) -> Month:
    lines = list(month.lines)
    random.shuffle(lines)
    return replace(month, lines=tuple(lines))


@several
@given(st.sampled_from(SETTINGS), anyone())
def test_bars_are_the_judges_and_sum_to_the_score(settings, who):
    month, managed_met = who
    judged = oracle.bars(month, settings, managed_met=managed_met)
    told = engine.explained(month, settings, managed_met=managed_met)
    if told is None:
        assert judged == []
        return
    assert told.start == 100
    assert told.start + sum(bar.effect for bar in told.bars) == told.score
    found = {(bar.cause, bar.row): (bar.effect, bar.without) for bar in told.bars}
    wanted = {(bar.cause, bar.row): (bar.effect, bar.without) for bar in judged}
    assert found == {key: wanted[key] for key in found}
    assert all(effect == 0 for key, (effect, _) in wanted.items() if key not in found)
    assert [(bar.cause, bar.row) for bar in told.bars] == [key for key in wanted if key in found]


@some
@given(st.sampled_from(SETTINGS), anyone())
def test_bars_as_shown_sum_to_the_notified_score(settings, who):
    month, managed_met = who
    told = engine.explained(month, settings, managed_met=managed_met)
    if told is None:
        return
    assert told.start_shown + sum(bar.shown for bar in told.bars) == told.notified
    assert all(abs(bar.shown - 100 * bar.effect) < 1 for bar in told.bars)


def test_a_leader_whose_people_are_all_not_scored_starts_from_full_marks():
    """Where nobody scored means the lower step, it is a bar of d and not a lower start."""
    settings = Settings(nobody_scored="low")
    month = Month("p", 3000, (Line("1", 10, 100, 100),), leads=True)
    assert engine.settle([month], {"p": ["nobody"]}, settings)["p"].d == Fraction(1, 2)
    told = engine.explained(month, settings, managed_met=False)
    assert told.start == 100
    assert [(bar.cause, bar.effect) for bar in told.bars] == [("managed", Fraction(-70, 12))]


def test_the_causes_stand_in_the_written_order():
    causes = engine.program_of(Settings()).stage("month").causes
    assert tuple(cause.name for cause in causes) == CAUSES


@some
@given(st.sampled_from(SETTINGS), year_of_people())
def test_a_year_is_rated_and_capped_as_the_judge_does(settings, people):
    judged = oracle.rate(people, settings)
    ranked = {
        name: one if one.level is not None else Rating(None, None, None)
        for name, one in judged.items()
    }
    assert engine.rate(people, settings) == ranked


@some
@given(st.sampled_from(["quarter", "half"]), months_of_a_year())
def test_a_quarter_or_half_year_is_the_mean_of_its_scored_months(stage, months):
    months = months[: {"quarter": 3, "half": 6}[stage]]
    rows = [{"id": str(n), "score": x} for n, x in enumerate(months) if x is not None]
    found = score(engine.program_of(Settings()), stage, Case("p", {}, rows))
    mean = oracle.mean_of_months(months)
    assert found.exact == mean
    assert found.notified == (None if mean is None else oracle.half_up(mean))
