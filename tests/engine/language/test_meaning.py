"""What the words of the language mean, each on the smallest rule that shows it."""

from fractions import Fraction

import duckdb
import pytest

from congvu.engine.backends.dialects import DUCKDB, POSTGRESQL, SPARK
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.caps import rate
from congvu.engine.explain import explain
from congvu.engine.language.compiler import compile_rule
from congvu.engine.scoring import Case, score, score_all

HEAD = """rule small "Nhỏ"
from 2026-01-01
subjects civil_servant
cites nd335_2025
levels low "Thấp", mid "Vừa", top "Cao" @ Đ20
stage month "Tháng"
    rows task at_most p.rows
    input task.n integer 0..p.ten @ Đ1
    input task.kind one_of(plan, extra) @ Đ1
    input x decimal(2) 0..p.ten @ Đ1
    input ok yes_no @ Đ1
    input grade level @ Đ1
"""
VALUES = {
    "rows": Fraction(50), "ten": Fraction(10), "two": Fraction(2), "three": Fraction(3),
    "half": Fraction(1, 2), "big": Fraction(10**9), "on": True, "off": False, "mode": "each",
    "floor_level": "mid",
}  # fmt: skip
ROWS = [{"id": "1", "n": 3, "kind": "plan"}, {"id": "2", "n": 5, "kind": "extra"}]
CASE = Case("an", {"x": 250, "ok": True, "grade": "mid"}, ROWS)


def program(lines: str):
    return compile_rule(
        HEAD + lines, VALUES, source="small.rule", choices={"mode": ("each", "all")}
    )


def steps(lines: str, case: Case = CASE):
    return score(program(lines + "\n    result done = round(x, p.two) @ Đ1\n"), "month", case).steps


MEANINGS = {
    "a total": ("v = total(task.n) @ Đ1", Fraction(8)),
    "a total of some": ("v = total(task.n where task.kind == extra) @ Đ1", Fraction(5)),
    "an option may stand on the left": (
        "v = total(task.n where extra == task.kind) @ Đ1",
        Fraction(5),
    ),
    "a count": ("v = count(task) @ Đ1", Fraction(2)),
    "a count of some": ("v = count(task where task.n > p.two) @ Đ1", Fraction(2)),
    "a count of what holds": ("v = count(task.kind == plan) @ Đ1", Fraction(1)),
    "a total of nothing": ("v = total(0 * task.n) @ Đ1", Fraction(0)),
    "min and max": ("v = max(0, min(x, p.two, p.ten)) @ Đ1", Fraction(2)),
    "a mean of values": ("v = mean(x, p.two) @ Đ1", Fraction(9, 4)),
    "a difference": ("v = p.ten - x @ Đ1", Fraction(15, 2)),
    "a quotient of constants": ("v = x / p.two / p.half @ Đ1", Fraction(5, 2)),
    "a truth": ("v = ok and x > p.two or p.off @ Đ1", True),
    "a denial": ("v = not (ok and p.on) @ Đ1", False),
    "a chosen truth": ("v = x > 0 if ok else p.off @ Đ1", True),
    "a chosen level": ("v = top if x > p.ten else grade @ Đ1", "mid"),
    "the worse level": ("v = worst(top, grade) @ Đ1", "mid"),
    "the better level": ("v = best(low, grade, p.floor_level) @ Đ1", "mid"),
    "levels have an order": ("v = grade >= mid and grade < top @ Đ1", True),
    "a parameter that is a word": ("v = 1 if p.mode == each else 0 @ Đ1", Fraction(1)),
    "a parameter that is the other word": ("v = 1 if p.mode == all else 0 @ Đ1", Fraction(0)),
    "rounding is half up": ("v = round(x / p.ten / p.two, 1) @ Đ1", Fraction(1, 10)),
    "rounding a constant": ("v = round(p.half, 0) @ Đ1", Fraction(1)),
    "an expression as divisor": ("v = p.ten / (1 + x) @ Đ1", Fraction(100, 35)),
    "a ratio as divisor": ("v = x / (1 / (1 + x)) @ Đ1", Fraction(250 * 350, 10000)),
    "max decided by ranges": ("v = max(p.big, x) @ Đ1", Fraction(10**9)),
    "a comparison that ranges decide": (
        "v = 1 if x < p.big and x != p.big else 0 @ Đ1",
        Fraction(1),
    ),
    "a comparison decided by ranges": ("v = 1 if x <= p.ten else 0 @ Đ1", Fraction(1)),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_word_means(name):
    line, wanted = MEANINGS[name]
    assert steps(f"    {line}")["v"] == wanted


def test_a_line_indented_by_eight_continues_the_one_above():
    assert steps("    v = x\n        + x  # thêm một lần\n        @ Đ1")["v"] == 5


def test_a_requirement_ends_what_is_known():
    made = program(
        '    n = total(task.n) @ Đ1\n    require n > 0 and ok else not_scored "chưa có" @ Đ11.1\n'
        "    part = x / n @ Đ1\n    result done = round(part, p.two) @ Đ1\n"
    )
    missed = score(made, "month", Case("an", {"x": 1, "ok": False, "grade": "low"}, ROWS))
    assert (missed.scored, missed.reason, missed.clause) == (False, "chưa có", "Đ11.1")
    assert missed.notified is None
    assert missed.exact is None
    assert "part" not in missed.steps
    assert score(made, "month", CASE).exact == Fraction(250, 800)


WIDE = (
    "    v = total(task.n * p.big) * p.big * x @ Đ1\n"
    "    result done = round(min(1, v / (1 + v)), p.two) @ Đ1\n"
)


def test_a_line_past_64_bits_is_named_and_stays_exact():
    made = program(WIDE)
    assert made.stage("month").wide == ["done"]
    assert score(made, "month", CASE).steps["v"] == 8 * 10**18 * Fraction(5, 2)
    people = "SELECT 1 AS person, 1 AS period, 250 AS x, TRUE AS ok, 1 AS grade"
    rows = "SELECT 1 AS person, 1 AS period, 3 AS n, 0 AS kind UNION ALL SELECT 1, 1, 5, 1"
    query = stage_query(made.stage("month"), DUCKDB, Sources(people, rows))
    found = duckdb.sql(query)
    row = dict(zip(found.columns, found.fetchall()[0], strict=True))
    assert row["v"] == score(made, "month", CASE).values["v"]
    assert row["done"] == 100


@pytest.mark.parametrize("dialect", [POSTGRESQL, SPARK])
def test_other_dialects_spell_wide_numbers_their_way(dialect):
    query = stage_query(program(WIDE).stage("month"), dialect, Sources("SELECT 1", "SELECT 2"))
    assert f"AS {dialect.wide})" in query


CHAIN = (
    "    d = 1 if every_managed(done >= p.two{none}) else p.half @ Đ15.3a\n"
    "    result done = round(x * d, p.two) @ Đ1\n"
    "    grade_now = top if done >= p.ten else mid if done >= p.two else low @ Đ20\n"
)


def test_every_managed_reads_the_results_of_those_below():
    cases = [
        Case("head", {"x": 400, "ok": True, "grade": "low"}),
        Case("near", {"x": 200, "ok": True, "grade": "low"}),
        Case("far", {"x": 199, "ok": True, "grade": "low"}),
    ]
    managed = {"head": ["near", "far", "gone"], "near": ["gone"]}
    found = score_all(program(CHAIN.format(none="")), "month", cases, managed)
    assert {p: o.notified for p, o in found.items()} == {"head": 200, "near": 200, "far": 199}
    assert (found["head"].settled, found["head"].managed_scored) == (False, 2)


def test_a_rule_says_what_every_managed_means_of_nobody():
    case = [Case("head", {"x": 400, "ok": True, "grade": "low"})]
    full = score_all(program(CHAIN.format(none=", p.on")), "month", case, {"head": []})
    low = score_all(program(CHAIN.format(none=", p.off")), "month", case, {"head": []})
    assert (full["head"].notified, low["head"].notified) == (400, 200)


def test_everybody_alone_is_scored_without_managed_pairs_in_sql_too():
    people = "SELECT 1 AS person, 1 AS period, 400 AS x, TRUE AS ok, 1 AS grade"
    rows = "SELECT 1 AS person, 1 AS period, 3 AS n, 0 AS kind WHERE FALSE"
    for none, wanted in ((", p.on", 400), (", p.off", 200)):
        stage = program(CHAIN.format(none=none)).stage("month")
        found = duckdb.sql(stage_query(stage, DUCKDB, Sources(people, rows), ["done", "d"]))
        row = dict(zip(found.columns, found.fetchall()[0], strict=True))
        assert row["done"] == wanted


def test_score_all_without_a_chain_settles_everybody():
    made = program("    result done = round(x, p.two) @ Đ1\n")
    found = score_all(made, "month", [CASE], {"an": ["bình"]})
    assert found["an"].notified == 250


@pytest.mark.parametrize("divisor", ["p.three * x", "x"])
def test_a_required_multiple_lets_the_thing_divide(divisor):
    made = program(
        f'    require {divisor} > 0 and x + mean(x, x) > 0 else not_scored "không" @ Đ1\n'
        "    share = min(1, 1 / x) @ Đ1\n    again = round(share, p.two) @ Đ1\n"
        "    result done = again @ Đ1\n"
    )
    assert score(made, "month", CASE).notified == 40


def test_a_level_may_be_a_cause():
    made = program(
        "    exact = p.ten if grade == top else x @ Đ1\n"
        "    result done = round(exact, p.two) @ Đ1\n"
        '    start grade = top\n    cause grade "Mức" sets grade @ Đ20\n'
    )
    told = explain(made, "month", CASE)
    assert [(bar.cause, bar.shown) for bar in told.bars] == [("grade", -750)]


def test_a_stage_without_caps_rates_by_its_level():
    made = program("    result done = round(x, p.two) @ Đ1\n    level = grade @ Đ20\n")
    assert rate(made, "month", [CASE])["an"].level == "mid"
