"""A line's value read again from the integers that were stored."""

from datetime import date

from congvu.engine.cases import Case
from congvu.engine.outcomes import names_of, ratio_of
from congvu.engine.scoring import program_for, score
from congvu.law.registry import rules_on

ROWS = [
    {
        "id": "1", "label": "Việc", "coefficient": 27, "assigned": 300, "completed": 200,
        "failed": 1, "delays": 2, "origin": "planned", "effect": "good",
    }
]  # fmt: skip
INPUTS = {"general": 2500, "leads": True, "organising": "full", "unity": "low"}


def test_every_share_is_told_by_the_integers_it_names_alone():
    program = program_for(rules_on(date(2026, 11, 30)))
    outcome = score(program, "month", Case("an", INPUTS, ROWS), settled=True, managed_scored=3)
    for step in map(program.stage("month").step, ("a", "b", "c", "d", "dd", "e", "share")):
        stored = {name: outcome.values[name] for name in names_of(step)}
        assert ratio_of(step, stored) == outcome.step(step.name)
