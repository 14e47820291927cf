# ruff: noqa: S608 - the texts hold this module's own numbers and nothing from outside
"""A province's year to measure on: 40,000 people × 12 months × 20 tasks, as Parquet.

DuckDB writes the files itself from hashed row numbers, so they are the same on every machine with
the locked version. All values are the engine's scaled integers; people are numbers.

A room has 20 people and an agency ten rooms. The first of a room leads it; the second of an agency
leads the agency. The raised figures (completed, delays …) spread scores over all four levels.
"""

from pathlib import Path

import duckdb

PEOPLE, MONTHS, TASKS = 40_000, 12, 20
ROOM, AGENCY = 20, 200
FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"
VERSION = 2  # of the generator; another number writes the files anew


def dice(*, sides: int, salt: int, keys: str) -> str:
    """SQL for a number in 0..sides-1, hashed from the keys."""
    return f"(hash({keys}, {salt}) % {sides})::INTEGER"


def tasks_sql() -> str:
    """One row a task, in the order person, month, task."""
    key = "person, month, task"
    of_person = dice(sides=100, salt=1, keys="person")
    of_month = dice(sides=30, salt=2, keys="person, month")
    luck = dice(sides=100, salt=3, keys=key)
    return f"""
        WITH grid AS (
            SELECT person::INTEGER AS person, month::TINYINT AS month, task::TINYINT AS task
            FROM range({PEOPLE}) p(person), range(1, {MONTHS + 1}) m(month), range({TASKS}) t(task)
        ), thrown AS (
            SELECT *, {of_person} + {of_month} AS skill,
                   {luck} AS luck, 5 + {dice(sides=56, salt=4, keys=key)} AS k,
                   100 * (1 + {dice(sides=8, salt=5, keys=key)}) AS g FROM grid
        )
        SELECT person, month, task, k::SMALLINT AS coefficient, g AS assigned,
               CASE WHEN luck * 2 < skill + 40 THEN g ELSE g * (skill + 20) // 150 END AS completed,
               (CASE WHEN luck > 70 AND skill < 90 THEN luck % 3 ELSE 0 END)::SMALLINT AS failed,
               (CASE WHEN luck % 10 > 1 + skill // 16 THEN 1 + luck % 4 ELSE 0 END)::SMALLINT
                   AS delays,
               (CASE WHEN luck < 94 THEN 0 WHEN luck < 97 THEN 1 ELSE 2 END)::TINYINT AS origin
        FROM thrown ORDER BY person, month, task"""


def people_months_sql() -> str:
    """One row a person and month: general points, leading, đ and e (0 full, 1 low)."""
    keys = "person, month"
    leads = f"(person % {ROOM} = 0 OR person % {AGENCY} = 1)"
    return f"""
        SELECT person::INTEGER AS person, month::TINYINT AS month,
               (2200 + 10 * {dice(sides=81, salt=6, keys=keys)})::SMALLINT AS general,
               {leads} AS leads,
               ({leads} AND {dice(sides=20, salt=7, keys=keys)} = 0)::TINYINT AS organising,
               ({leads} AND {dice(sides=30, salt=8, keys=keys)} = 0)::TINYINT AS unity
        FROM range({PEOPLE}) p(person), range(1, {MONTHS + 1}) m(month) ORDER BY person, month"""


def managed_sql() -> str:
    """Who manages whom: heads of rooms their room, heads of agencies everybody else in them."""
    return f"""
        SELECT leader::INTEGER AS leader, person::INTEGER AS person FROM (
            SELECT person - person % {ROOM} AS leader, person FROM range({PEOPLE}) p(person)
            UNION ALL
            SELECT person - person % {AGENCY} + 1, person FROM range({PEOPLE}) p(person)
        ) WHERE leader <> person AND NOT (leader % {AGENCY} = 0 AND person % {AGENCY} = 1)
        ORDER BY leader, person"""


def people_sql() -> str:
    """One row a person: the using agency, the peer group, and the year's facts about her."""
    return f"""
        SELECT person::INTEGER AS person, (person // {AGENCY})::INTEGER AS agency,
               CASE WHEN person % {ROOM} = 0 OR person % {AGENCY} = 1 THEN 0
                    ELSE 1 + person % 3 END::TINYINT AS peer_group,
               {dice(sides=400, salt=9, keys="person")} = 0 AS automatic_failed
        FROM range({PEOPLE}) p(person) ORDER BY person"""


def files() -> dict[str, Path]:
    """Paths of the four files, written on first use."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = {
        "tasks": tasks_sql(),
        "people_months": people_months_sql(),
        "managed": managed_sql(),
        "people": people_sql(),
    }
    paths = {name: FOLDER / f"{name}-{VERSION}.parquet" for name in texts}
    for name, path in paths.items():
        if not path.exists():
            part = path.with_suffix(".part")
            duckdb.sql(f"COPY ({texts[name]}) TO '{part}' (FORMAT parquet, COMPRESSION zstd)")
            part.rename(path)
    return paths
