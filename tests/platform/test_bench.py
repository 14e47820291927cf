"""The benches stand outside the tests; what they import and what they feed a rule is asked here."""

from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import bench
from bench import engine
from congvu.engine.scoring import program_for
from congvu.law.registry import rules_on

NAMES = sorted(one.name for one in iter_modules(bench.__path__))


@pytest.mark.parametrize("name", NAMES)
def test_a_bench_is_importable(name):
    assert import_module(f"bench.{name}")


def test_the_years_bench_gives_all_that_the_rule_asks():
    program = program_for(rules_on(date(2026, 11, 30), "civil_servant"))
    given = set(engine.year_people(Path("people.parquet")).replace(",", " ").split())
    assert {one.name for one in program.stage("year").inputs} <= given
