"""A rule with rows, a chain and a cap at once gives the same in Python and in DuckDB."""

import random

import duckdb

from congvu.engine.backends.dialects import DUCKDB
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.caps import rate
from congvu.engine.chain import strata
from congvu.engine.language.program import Program
from congvu.engine.scoring import Case, score_all
from tests.engine.language.test_refusals import GOOD, compiled

PEOPLE = 120
MANAGED = {str(head): [str(head + n) for n in range(1, 10)] for head in range(0, PEOPLE, 10)}
MANAGED["0"] += [str(n) for n in range(10, 60)]


def people() -> list[Case]:
    chance = random.Random(7)
    made = []
    for n in range(PEOPLE):
        rows = [
            {
                "id": str(at), "weight": chance.randrange(101), "given": chance.randrange(11),
                "done": chance.randrange(11), "kind": "plan",
            }
            for at in range(chance.randrange(5))
        ]  # fmt: skip
        inputs = {"leads": n % 10 == 0, "general": 0, "team": f"t{n % 3}", "person": str(n)}
        made.append(Case(str(n), inputs, rows))
    return made


def sources(cases: list[Case]) -> Sources:
    layer = {leader: at for at, leaders in enumerate(strata(MANAGED), 1) for leader in leaders}
    everyone = [(c.person, c.inputs["leads"], c.inputs["team"]) for c in cases]
    tasks = [(c.person, r["weight"], r["given"], r["done"]) for c in cases for r in c.rows]
    pairs = [(leader, p, layer[leader]) for leader, below in MANAGED.items() for p in below]
    return Sources(
        f"SELECT p AS person, 1 AS period, 0 AS general, l AS leads, t AS team FROM "
        f"(VALUES {', '.join(map(str, everyone))}) v(p, l, t)",
        f"SELECT p AS person, 1 AS period, w AS weight, g AS given, d AS done, 0 AS kind FROM "
        f"(VALUES {', '.join(map(str, tasks))}) v(p, w, g, d)",
        f"SELECT l AS leader, p AS person, 1 AS period, s AS stratum FROM "
        f"(VALUES {', '.join(map(str, pairs))}) v(l, p, s)",
        max(layer.values()),
    )


def in_sql(outputs: list[str] | None, program: Program | None = None) -> dict[str, dict]:
    stage = (program or compiled(GOOD)).stage("month")
    query = stage_query(stage, DUCKDB, sources(people()), outputs)
    found = duckdb.sql(query)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return {row["person"]: row for row in rows}


def test_scores_of_a_chain_with_caps_after_it():
    outcomes = score_all(compiled(GOOD), "month", people(), MANAGED)
    rows = in_sql(["score", "level", "managed_scored"])
    assert {p: row["score"] for p, row in rows.items()} == {
        p: one.notified for p, one in outcomes.items()
    }
    assert {p: rows[p]["managed_scored"] for p in MANAGED} == {
        p: outcomes[p].managed_scored for p in MANAGED
    }
    assert any(not one.settled for one in outcomes.values())


def test_everything_stored_is_the_same_number():
    outcomes = score_all(compiled(GOOD), "month", people(), MANAGED)
    for person, row in in_sql(None).items():
        one = outcomes[person]
        wanted = {n: v for n, v in one.values.items() if n in row and one.scored}
        assert {name: row[name] for name in wanted} == wanted


def test_a_cap_keeps_as_many_in_sql_as_in_python():
    alone = [Case(c.person, c.inputs | {"leads": False}, c.rows) for c in people()]
    program = compiled(GOOD)
    wanted = {p: one.level for p, one in rate(program, "month", alone).items()}
    given = sources(alone)
    query = stage_query(program.stage("month"), DUCKDB, Sources(given.people, given.rows), [])
    words = [name for name, _ in program.levels]
    found = {row[0]: row[-1] for row in duckdb.sql(query).fetchall()}
    assert {p: None if at is None else words[at] for p, at in found.items()} == wanted
    assert {"low", "high"} <= set(wanted.values())


def test_who_asks_for_the_score_alone_of_a_rule_without_caps_gets_the_same():
    before, _, _ = GOOD.partition("    limit high")
    capless = compiled(before)
    outcomes = score_all(capless, "month", people(), MANAGED)
    found = in_sql(["score"], capless)
    assert {person: row["score"] for person, row in found.items()} == {
        person: one.notified for person, one in outcomes.items()
    }
