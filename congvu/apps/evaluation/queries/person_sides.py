"""One person's result under the two rule sets of a run, both explained from the same inputs."""

from dataclasses import dataclass

from congvu.apps.evaluation.queries.cases import case_of
from congvu.apps.evaluation.queries.comparisons import ComparedRow, ComparisonRow
from congvu.apps.evaluation.queries.month import MonthView, month_of
from congvu.apps.evaluation.queries.paralleling import scorings
from congvu.apps.evaluation.queries.sources import to_hundredths
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.engine.explain import Explanation, explain
from congvu.law.faults import LawFault
from congvu.law.registry import Rules


@dataclass(frozen=True)
class PersonSides:
    """The two explanations; None where that side has no score, or no longer gives what was kept.

    `same_rules`: the rules asked for are still the ones the run was made with.
    """

    period: PeriodRow
    view: MonthView
    rules: Rules
    before: Explanation | None
    after: Explanation | None
    same_rules: bool


def rules_asked(run: ComparisonRow, otherwise: Rules) -> Rules:
    """Return the rules that a run asked for, others where the law's texts no longer give them."""
    try:
        return run.asked.rules
    except LawFault:
        return otherwise


def person_sides(run: ComparisonRow, row: ComparedRow) -> PersonSides:
    """Return both explanations of somebody of other level; six queries at most."""
    told = period(run.period)
    view = month_of(row.person_id, told)
    rules = rules_asked(run, view.rules)
    _, after = scorings(told, rules)
    case = case_of(after, view.card, [one.row for one in view.tasks])
    found = None
    if row.score[1] is not None:
        found = explain(after.program, "month", case, settled=row.settled[1])
    left = view.explanation if view.score_hundredths == row.score[0] else None
    fits = found is not None and found.notified * to_hundredths(after) == row.score[1]
    same = rules.fingerprint == run.after_fingerprint
    return PersonSides(told, view, rules, left, found if fits and same else None, same)
