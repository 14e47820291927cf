"""How a decided level came about: the levels on the way, read off what the decision stored."""

from congvu.apps.evaluation.queries.years.rated import YEAR, LevelStep, steps_of
from congvu.apps.evaluation.queries.years.results import YearResultRow
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules

CAP, CAP_LABEL = "cap", "Mức sau trần xuất sắc"


def steps_to(row: YearResultRow, rules: Rules) -> tuple[LevelStep, ...]:
    """Return the levels on the way to a result, the cap's the last; empty if not ranked.

    Of rules that changed since the decision only the result itself is told, and no way to it.
    """
    if not row.level or row.rules_fingerprint != rules.fingerprint:
        return ()
    program = program_for(rules)
    stage = program.stage(YEAR)
    kept = Outcome(program, stage, row.person, row.totals, None, settled=True, managed_scored=0)
    found = steps_of(kept)
    if not stage.caps:
        return found
    return (*found, LevelStep(CAP, CAP_LABEL, stage.caps[-1].clause, row.level))
