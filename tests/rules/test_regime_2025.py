"""The regime of 2020–2025: four levels by criteria, no points, the cap counted on everybody.

The full text is not held; the conditions are those of the summaries named beside each parameter.
"""

from datetime import date

import duckdb
import pytest

from congvu.engine.backends.dialects import DUCKDB
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.caps import rate
from congvu.engine.scoring import Case, program_for, score
from congvu.law.registry import rules_on

PROGRAM = program_for(rules_on(date(2025, 12, 31)))
GOOD = {
    "conduct": True, "exemplary": True, "done": 10000, "exceeding": 5000, "short": 0,
    "leads": False, "units_met": 0, "units_good": 0, "automatic": False, "rank": 0,
    "peer_group": "chuyên môn", "agency": "sở",
}  # fmt: skip
LEADER = GOOD | {"leads": True, "units_met": 10000, "units_good": 7000}

LEVELS = [
    (GOOD, "excellent"),
    (GOOD | {"exceeding": 4999}, "good"),
    (GOOD | {"exemplary": False}, "good"),
    (GOOD | {"done": 9999}, "met"),
    (GOOD | {"done": 9000, "short": 2000}, "met"),
    (GOOD | {"done": 9000, "short": 2001}, "unmet"),
    (GOOD | {"conduct": False}, "unmet"),
    (GOOD | {"automatic": True}, "unmet"),
    (LEADER, "excellent"),
    (LEADER | {"units_met": 9999}, "good"),
    (LEADER | {"units_good": 6999}, "good"),
    (LEADER | {"exceeding": 4999}, "good"),
]


@pytest.mark.parametrize(("inputs", "level"), LEVELS)
def test_a_level_is_a_set_of_conditions(inputs, level):
    outcome = score(PROGRAM, "year", Case("KH01", inputs))
    assert outcome.steps["level"] == level
    assert (outcome.notified, outcome.exact) == (None, None)


def office(excellent: int, others: int) -> list[Case]:
    """An agency: people who meet the conditions of the best level, and people who failed."""
    people = [(n, GOOD | {"rank": n}) for n in range(excellent)]
    people += [(n, GOOD | {"conduct": False}) for n in range(excellent, excellent + others)]
    return [Case(f"KH{n:03}", inputs | {"person": f"KH{n:03}"}) for n, inputs in people]


@pytest.mark.parametrize(("excellent", "others", "kept"), [(5, 20, 5), (5, 19, 4), (1, 3, 0)])
def test_the_cap_counts_everybody_in_the_agency(excellent, others, kept):
    levels = [one.level for one in rate(PROGRAM, "year", office(excellent, others)).values()]
    assert levels.count("excellent") == kept
    assert levels.count("good") == excellent - kept


def test_the_written_order_says_who_keeps_a_place():
    rated = rate(PROGRAM, "year", office(6, 9))
    assert [p for p, one in rated.items() if one.level == "excellent"] == [
        "KH000",
        "KH001",
        "KH002",
    ]
    assert rated["KH003"].capped_in == "peer_group"


def test_a_file_of_the_old_regime_gives_the_same_levels():
    people = office(6, 9)
    names = [name for name in GOOD if name not in ("peer_group", "agency")]
    rows = ", ".join(
        str((case.person, *(case.inputs[name] for name in names), "g", "a")) for case in people
    )
    source = (
        f"SELECT person, 2025 AS period, {', '.join(names)}, peer_group, agency FROM "
        f"(VALUES {rows}) v(person, {', '.join(names)}, peer_group, agency)"
    )
    nothing = "SELECT NULL AS person, NULL AS period WHERE FALSE"
    query = stage_query(PROGRAM.stage("year"), DUCKDB, Sources(source, nothing), ["level"])
    words = [name for name, _ in PROGRAM.levels]
    found = {row[0]: words[row[-1]] for row in duckdb.sql(query).fetchall()}
    assert found == {p: one.level for p, one in rate(PROGRAM, "year", people).items()}
