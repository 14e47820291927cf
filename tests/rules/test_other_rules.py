"""Other provinces' rules run through the same language: it is not one decree in disguise."""

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from congvu.engine.backends.dialects import DUCKDB
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.explain import explain
from congvu.engine.language.compiler import compile_rule
from congvu.engine.rehearsal import rehearse
from congvu.engine.scoring import Case, score

HERE = Path(__file__).parent
VALUES = {
    "points": Fraction(100),
    "places": Fraction(2),
    "rows": Fraction(500),
    "standard_most": Fraction(100),
    "bonus_most": Fraction(7),
    "hard": Fraction(6, 5),
    "very_hard": Fraction(3, 2),
    "progress_weight": Fraction(3, 10),
    "outcome_weight": Fraction(7, 10),
}


def program(name: str):
    source = f"{name}.rule"
    return compile_rule((HERE / source).read_text(encoding="utf-8"), VALUES, source=source)


@pytest.mark.parametrize("name", ["dak_lak_lanh_dao_quy", "hcmc_trong_so"])
def test_the_rule_survives_a_rehearsal(name):
    rehearse(program(name))


def test_a_leaders_quarter_is_the_mean_of_four_parts():
    parts = {"part_a": 9000, "part_b": 8525, "part_c": 7000, "part_d": 10000}
    outcome = score(program("dak_lak_lanh_dao_quy"), "quarter", Case("a", parts))
    assert outcome.exact == Fraction(34525, 400)
    assert outcome.notified == 8631


def test_the_parts_of_a_leaders_quarter_are_its_bars():
    parts = {"part_a": 9000, "part_b": 10000, "part_c": 7000, "part_d": 10000}
    told = explain(program("dak_lak_lanh_dao_quy"), "quarter", Case("a", parts))
    assert [(bar.cause, bar.shown) for bar in told.bars] == [("a", -250), ("c", -750)]
    assert told.notified == 9000


def _weighted_case():
    rows = [
        {"id": "1", "standard": 100, "progress": 100, "outcome": 90, "difficulty": "hard"},
        {"id": "2", "standard": 50, "progress": 50, "outcome": 100, "difficulty": "plain"},
    ]
    return Case("a", {"bonus": 350}, rows)


def test_weighted_points_by_hand():
    planned = Fraction(10) * Fraction(6, 5) + 5
    earned = Fraction(10) * Fraction(6, 5) * (Fraction(3, 10) + Fraction(7, 10) * Fraction(9, 10))
    earned += Fraction(5) * (Fraction(3, 10) * Fraction(1, 2) + Fraction(7, 10))
    wanted = earned / planned * 93 + Fraction(7, 2)
    assert score(program("hcmc_trong_so"), "month", _weighted_case()).exact == wanted


def test_weighted_points_are_the_same_in_sql():
    compiled = program("hcmc_trong_so")
    case = _weighted_case()
    rows = " UNION ALL ".join(
        f"SELECT 1 AS person, 1 AS period, {row['standard']} AS standard, "
        f"{row['progress']} AS progress, {row['outcome']} AS outcome, "
        f"{['plain', 'hard', 'very_hard'].index(row['difficulty'])} AS difficulty"
        for row in case.rows
    )
    people = "SELECT 1 AS person, 1 AS period, 350 AS bonus"
    query = stage_query(compiled.stage("month"), DUCKDB, Sources(people, rows), ["score"])
    found = duckdb.sql(query).fetchall()[0]
    assert found[-1] == score(compiled, "month", case).notified
