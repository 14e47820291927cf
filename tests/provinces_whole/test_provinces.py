"""The generated provinces reach what could go wrong; else their agreement would say little."""

from collections import Counter
from dataclasses import fields, replace
from fractions import Fraction

import pytest

from congvu.engine import oracle
from congvu.engine.oracle import Level, Settings
from tests.engine.property.examples import generated
from tests.engine.property.provinces import province, year_of_people

OTHERWISE = {
    "clamp": "results",
    "floor_share": Fraction(1, 10),
    "extra_only_forms_base": False,
    "nobody_scored": "low",
    "cap_base": "good_or_better",
}


def settled(made, settings):
    return [oracle.settle(month.values(), made.managed, settings) for month in made.months]


@pytest.fixture(scope="module")
def provinces() -> list:
    return generated(province(), 300)


@pytest.fixture(scope="module")
def years() -> list:
    return generated(year_of_people(), 300)


def test_provinces_hold_ties_thresholds_idle_people_and_leaders_of_both_kinds(provinces):
    seen: Counter[object] = Counter()
    for found in (one for made in provinces for one in settled(made, Settings())):
        for name, one in found.items():
            seen["not scored"] += one.score is None
            seen["d low"] += not one.managed_met
            if one.score is not None:
                seen[one.score.exact] += 1
                seen["tie"] += one.score.exact * 100 % 1 == Fraction(1, 2)
                seen["leader"] += one.score.d is not None and name in found
    assert all(seen[what] >= 10 for what in ("not scored", "d low", "tie", "leader", 50, 70, 90))


def test_years_hold_every_level_and_people_over_the_cap(years):
    ratings = [one for people in years for one in oracle.rate(people, Settings()).values()]
    levels = Counter(one.level for one in ratings)
    assert all(levels[level] >= 10 for level in (None, *Level))
    assert sum(one.over_cap for one in ratings) >= 10


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_each_setting_changes_what_comes_out(name, provinces, years):
    """So that a backend which ignored it would be found."""
    default, other = Settings(), replace(Settings(), **{name: OTHERWISE[name]})
    if name == "cap_base":
        assert any(oracle.rate(one, default) != oracle.rate(one, other) for one in years)
    else:
        assert any(settled(one, default) != settled(one, other) for one in provinces)
