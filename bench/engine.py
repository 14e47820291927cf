"""The engine on a province's year: `python -m bench.engine`.

Prints, from one run over one file: reading the columns, the plain Decimal loop, the generated SQL
from Parquet to levels and caps, and one person's month. Every way must give the same levels.
"""
# ruff: noqa: S608 - the texts hold file paths of this package and nothing from outside

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb

from bench import decimal_loop, province
from congvu.engine.backends.dialects import DUCKDB
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.explain import explain
from congvu.engine.language.program import Program
from congvu.engine.scoring import Case, program_for, score
from congvu.law.registry import rules_on

ROUNDS = 7
LEVELS = ("failed", "met", "good", "excellent")
COLUMNS = ("coefficient", "assigned", "completed", "failed", "delays", "origin", "person", "month")


@dataclass(frozen=True)
class Taken:
    """Median seconds by the clock, and of processor time of all threads."""

    wall: float
    cpu: float


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> Taken:
    """Medians of some rounds, after one that is not counted when there are several."""
    walls, cpus = [], []
    if rounds > 1:
        work()
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Taken(statistics.median(walls), statistics.median(cpus))


def month_sources(paths: dict[str, Path]) -> Sources:
    """The files as sources of the month stage; heads of rooms settle before heads of agencies."""
    managed = f"""
        SELECT leader, person, month AS period,
               CASE WHEN leader % {province.AGENCY} = 1 THEN 2 ELSE 1 END AS stratum
        FROM read_parquet('{paths["managed"]}'), range(1, {province.MONTHS + 1}) m(month)"""
    people, rows = (
        f"SELECT * EXCLUDE month, month AS period FROM read_parquet('{paths[name]}')"
        for name in ("people_months", "tasks")
    )
    return Sources(people, rows, managed, 2)


def year_people(path: Path) -> str:
    """Everybody with all that the year's stage asks of a person."""
    return f"""
        SELECT person, 2026 AS period, 12 AS worked_months, FALSE AS protected_leave,
               FALSE AS concluded, automatic_failed AS disciplined, FALSE AS leads, FALSE AS waste,
               FALSE AS heads, 3 AS organisation, 3 AS moved, FALSE AS raised, person AS rank,
               peer_group, agency
        FROM read_parquet('{path}')"""


def year_sql(program: Program, paths: dict[str, Path]) -> str:
    """From the files to levels and caps, as one statement."""
    month = stage_query(program.stage("month"), DUCKDB, month_sources(paths), outputs=["score"])
    people = year_people(paths["people"])
    scores = f"SELECT person, 2026 AS period, score FROM ({month}) m WHERE reason IS NULL"
    return stage_query(program.stage("year"), DUCKDB, Sources(people, scores), outputs=["by_score"])


def reading_sql(paths: dict[str, Path]) -> str:
    """Every column of the tasks read once."""
    sums = ", ".join(f"sum({column})" for column in COLUMNS)
    return f"SELECT {sums} FROM read_parquet('{paths['tasks']}')"


def one_person() -> Case:
    """A month of twenty tasks with every kind of cause."""
    rows = [
        {
            "id": f"t{n:02}", "label": "Việc", "coefficient": 10 + n, "assigned": 300,
            "completed": 300 - 100 * (n % 4 == 0), "failed": n % 3 == 0, "delays": n % 5,
            "origin": ("planned", "planned", "planned", "taken_over", "unplanned")[n % 5],
        }
        for n in range(province.TASKS)
    ]  # fmt: skip
    inputs = {"general": 2750, "leads": True, "organising": "full", "unity": "low"}
    return Case("p", inputs, rows)


def percentiles(work: Callable[[], object], times: int = 2000) -> tuple[Fraction, Fraction]:
    """Median and 99th percentile in microseconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter_ns()
        work()
        taken.append(time.perf_counter_ns() - begun)
    taken.sort()
    return Fraction(taken[times // 2], 1000), Fraction(taken[times * 99 // 100], 1000)


def say(label: str, taken: Taken, beside: str = "") -> None:
    """One line of the report."""
    figures = f"{taken.wall:>8.3f} s  (processor {taken.cpu:>7.3f} s)"
    print(f"{label:<56}{figures}  {beside}".rstrip(), flush=True)


def province_year(program: Program) -> bool:
    """Print the bulk figures; return whether both ways agree on every level."""
    paths = province.files()
    query = year_sql(program, paths)
    with duckdb.connect() as connection:
        read = timed(lambda: connection.execute(reading_sql(paths)).fetchall())
        rated = f"CREATE OR REPLACE TEMP TABLE rated AS {query}"
        run = timed(lambda: connection.execute(rated))
        found = connection.execute("SELECT person, final_level FROM rated").fetchall()
    levels: dict[int, int] = dict(found)
    plain: dict[int, tuple[Decimal, str]] = {}
    loop = timed(lambda: plain.update(decimal_loop.year_of(paths)), rounds=1)
    rows = province.PEOPLE * province.MONTHS * province.TASKS
    print(f"{rows:,} task rows, {len(levels):,} people rated".replace(",", "."))
    say("reading the columns (the limit)", read)
    say("plain Decimal loop, same file and stages", loop, "1×")
    ratios = f"{loop.wall / run.wall:.1f}× the loop, {run.wall / read.wall:.1f}× the limit"
    say("rule text → SQL on DuckDB, Parquet to levels and caps", run, ratios)
    wrong = [p for p, (_, level) in plain.items() if LEVELS[levels[p]] != level]
    print(f"levels that differ from the loop's: {len(wrong)}", flush=True)
    return not wrong


def one_month(program: Program) -> None:
    """Print one person's figures."""
    case = one_person()
    for label, work in (
        ("score", lambda: score(program, "month", case)),
        ("score, every step", lambda: score(program, "month", case).steps),
        ("bars with counterfactuals", lambda: explain(program, "month", case)),
    ):
        middle, high = percentiles(work)
        figures = f"p50 {int(middle):>6} µs   p99 {int(high):>6} µs"
        print(f"one person's month, 20 tasks: {label:<28}{figures}", flush=True)


if __name__ == "__main__":
    program = program_for(rules_on(date(2026, 11, 30)))
    one_month(program)
    sys.exit(0 if province_year(program) else 1)
