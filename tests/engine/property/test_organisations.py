"""Organisations: the running text against the judge, worked by hand and made up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from congvu.engine.caps import places, rate
from congvu.engine.measures import Formula, FormulaFault, formula_of
from congvu.engine.oracle import Level
from congvu.engine.oracle.organisations import OrganisationYear, rate_organisations
from congvu.engine.rehearsal import rehearse
from congvu.engine.scoring import Case, program_for, score
from congvu.law.registry import Overlay, rules_on

LEVELS = ("unmet", "met", "good", "excellent")
CLEAN = OrganisationYear("A", 2800, 6400, 10, 10, 10, 3, 0)
"""92 points, ten tasks of ten in time and with quality, three of them exceeding."""


def program(cap_base="literal", most="good"):
    chosen = {"cap_base": cap_base, "org_force_majeure_most": most}
    overlay = Overlay(parameters=chosen, decision="phép thử")
    return program_for(rules_on(date(2026, 12, 31), "organisation", overlay))


def case(one: OrganisationYear) -> Case:
    inputs = {
        "general": one.general_hundredths, "results": one.results_hundredths,
        "decided": one.chosen is not None, "organisation": one.code,
        "chosen": None if one.chosen is None else LEVELS[one.chosen],
    }  # fmt: skip
    same = ("tasks", "done", "in_time", "exceeding", "late", "below_unmet", "unfixed", "concluded",
            "force_majeure", "raised", "rank", "authority")  # fmt: skip
    return Case(one.code, inputs | {name: getattr(one, name) for name in same})


def found(every, cap_base="literal", most="good"):
    rated = rate(program(cap_base, most), "year", [case(one) for one in every])
    return {name: (one.level, one.capped_in is not None) for name, one in rated.items()}


def judged(every, cap_base="literal", most="good"):
    ratings = rate_organisations(
        every, cap_base=cap_base, force_majeure_most=Level(LEVELS.index(most))
    )
    return {
        name: (None if one.level is None else LEVELS[one.level], one.over_cap)
        for name, one in ratings.items()
    }


# Worked by hand from Điều 8: what is changed in a clean year of 92 points → the level before a cap.
BY_HAND = {
    "Đ8.1: ≥ 90, all in time, 30 % exceeding": ({}, "excellent"),
    "Đ8.1: 90 exactly": ({"results_hundredths": 6200}, "excellent"),
    "89.99 is good": ({"results_hundredths": 6199}, "good"),
    "Đ8.1a: 29 % exceeding takes the next level that holds": (
        {"tasks": 100, "done": 100, "in_time": 100, "exceeding": 29}, "good",
    ),
    "Đ8.1b: a unit below at the lowest level": ({"below_unmet": True}, "good"),
    "Đ8.1c: shortcomings not fixed": ({"unfixed": True}, "good"),
    "Đ8.2: one late of ten at 92 points falls past good to met": (
        {"in_time": 9, "late": 1}, "met",
    ),
    "Đ8.3: 20 % late exactly": ({"in_time": 8, "late": 2}, "met"),
    "over 20 % late fits no level": ({"in_time": 7, "late": 3}, None),
    "one of ten not done fits no level": ({"done": 9, "in_time": 9, "late": 1}, None),
    "the authority chose met": (
        {"done": 9, "in_time": 9, "late": 1, "chosen": Level.MET}, "met",
    ),
    "the authority may not choose above met there": (
        {"done": 9, "in_time": 9, "late": 1, "chosen": Level.EXCELLENT}, "met",
    ),
    "Đ8.4: 49.99": ({"general_hundredths": 0, "results_hundredths": 4999}, "unmet"),
    "Đ8.3: 50": ({"general_hundredths": 0, "results_hundredths": 5000}, "met"),
    "Đ8.4a: concluded wrongdoing at 92": ({"concluded": True}, "unmet"),
    "Đ8.4b: 6 of 10 done": ({"done": 6, "in_time": 6, "late": 4}, "unmet"),
    "7 of 10 done is no longer Đ8.4b": ({"done": 7, "in_time": 7, "late": 3}, None),
    "force majeure leaves it to the authority": (
        {"done": 6, "in_time": 6, "late": 4, "force_majeure": True}, None,
    ),
    "force majeure: good, at 92 points": (
        {"done": 6, "in_time": 6, "late": 4, "force_majeure": True, "chosen": Level.GOOD}, "good",
    ),
    "force majeure: never excellent": (
        {"done": 6, "in_time": 6, "force_majeure": True, "chosen": Level.EXCELLENT}, "good",
    ),
    "force majeure: good only with 70 points": (
        {"results_hundredths": 4000, "done": 6, "in_time": 6, "force_majeure": True,
         "chosen": Level.GOOD}, "met",
    ),
    "force majeure does not lift 49 points": (
        {"results_hundredths": 2100, "done": 6, "force_majeure": True, "chosen": Level.GOOD},
        "unmet",
    ),
    "no task at all": ({"tasks": 0, "done": 0, "in_time": 0, "exceeding": 0}, None),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_a_case_worked_by_hand(name):
    changes, level = BY_HAND[name]
    peers = [replace(CLEAN, code=f"B{n}", results_hundredths=5000) for n in range(5)]
    every = [replace(CLEAN, **changes), *peers]
    assert found(every)["A"] == judged(every)["A"] == (level, False)


def excellent(number, **changes):
    return [replace(CLEAN, code=f"{n:02}", **changes) for n in range(number)]


@pytest.mark.parametrize(
    ("number", "raised", "base", "most"),
    [(11, False, "literal", 1), (12, False, "literal", 2), (10, True, "literal", 2),
     (10, False, "good_or_better", 2), (8, True, "good_or_better", 2), (5, False, "literal", 0)],
)  # fmt: skip
def test_the_cap_by_hand(number, raised, base, most):
    every = excellent(number, raised=raised)
    kept = [name for name, (level, _) in found(every, base).items() if level == "excellent"]
    assert kept == [f"{n:02}" for n in range(most)]
    assert found(every, base) == judged(every, base)
    one = score(program(base), "year", case(every[0]))
    assert places(program(base), "year", one, number) == most


def test_a_level_that_stands_keeps_its_place_before_better_ones():
    every = excellent(12)
    every[11] = replace(every[11], results_hundredths=6200)
    cases = [case(one) for one in every]
    rated = rate(program(), "year", cases, {"11": "excellent", "03": "good"})
    assert [name for name, one in rated.items() if one.level == "excellent"] == ["00", "11"]
    assert rated["03"].level == "good"


counts = st.integers(0, 12)


@st.composite
def years(draw):
    tasks = draw(st.integers(0, 10))
    done = min(tasks, draw(st.sampled_from([tasks, tasks, *range(11)])))
    in_time = min(done, draw(st.sampled_from([done, done, *range(11)])))
    rare = draw(st.integers(0, 5))
    return OrganisationYear(
        "", draw(st.integers(0, 3000) | st.just(3000)),
        draw(st.integers(0, 7000) | st.sampled_from([1999, 2000, 3999, 4000, 6000])),
        tasks, done, in_time, min(in_time, draw(counts)), min(tasks, draw(counts)),
        below_unmet=rare == 1, unfixed=rare == 2, concluded=rare == 3, force_majeure=rare > 3,
        chosen=draw(st.none() | st.sampled_from(Level)), rank=draw(st.integers(0, 2)),
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(years(), min_size=1, max_size=25), st.booleans(),
    st.sampled_from(["literal", "good_or_better"]), st.sampled_from(["good", "met"]),
)  # fmt: skip
@example([CLEAN] * 13, True, "literal", "met")
def test_text_and_judge_agree(made, raised, base, most):
    every = [
        replace(one, code=f"{n:02}", authority="S" if n % 3 else "T", raised=raised and n % 3 > 0)
        for n, one in enumerate(made)
    ]
    assert found(every, base, most) == judged(every, base, most)


def test_the_text_survives_a_rehearsal_within_64_bits():
    rehearse(program())
    assert program().stage("year").wide == []


MEASURED = [
    ({"full_at": 10_000}, Fraction(2, 3), 583),
    ({"full_at": 9500}, Fraction(95, 100), 875),
    ({"full_at": 9500}, Fraction(94, 100), 866),
    ({"bands": [[9500, 10_000], [8000, 7000]]}, Fraction(95, 100), 875),
    ({"bands": [[9500, 10_000], [8000, 7000]]}, Fraction(949, 1000), 613),
    ({"bands": [[9500, 10_000], [8000, 7000]]}, Fraction(1, 2), 0),
    ({}, Fraction(5, 4), 875),
]


@pytest.mark.parametrize(("kept", "ratio", "points"), MEASURED)
def test_a_ratio_is_worth_its_points(kept, ratio, points):
    formula = formula_of(kept)
    assert formula.points(875, ratio) == points
    assert formula_of(formula.stored()) == formula


@pytest.mark.parametrize(
    "kept",
    [{"full_at": 0}, {"full_at": 10_001}, {"bands": [[8000, 7000], [9500, 10_000]]},
     {"bands": [[9500, 12_000]]}],
)  # fmt: skip
def test_a_formula_that_cannot_be_is_refused(kept):
    with pytest.raises(FormulaFault):
        formula_of(kept)


def test_bands_read_from_the_highest_down():
    assert Formula(bands=((5000, 10_000),)).points(100, Fraction(1, 2)) == 100
