"""A plan scored: everybody's outcome, and their bars when they are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from congvu.engine.explain import Explanation, explain
from congvu.engine.scoring import Case, ManagementCycle, Outcome, score, score_all
from congvu.exchange.workbook.managed import hold_circle, managed_people
from congvu.exchange.workbook.people import Person
from congvu.exchange.workbook.plan import Plan, Progress, silent
from congvu.kernel.vietnamese import fold, sort_key

STAGE = "month"


@dataclass(slots=True)
class Scored:
    """One person's result. A person who is held has a, b, c and no score."""

    person: Person
    case: Case
    outcome: Outcome
    managed: tuple[str, ...]
    rows_left_out: int

    @property
    def notified(self) -> int | None:
        """The notified score in hundredths, or nothing."""
        return None if self.person.held else self.outcome.notified

    @property
    def reason(self) -> str:
        """Why there is no score."""
        return self.person.held or self.outcome.reason or ""

    def step(self, name: str) -> Fraction | None:
        """One named line of the rule where it was reached and stands for this person."""
        value = self._line(name)
        return value if isinstance(value, Fraction) else None

    @property
    def band(self) -> str:
        """The code of the level that the score answers to; empty where there is none."""
        value = self._line("band") if self.notified is not None else None
        return value if isinstance(value, str) else ""

    def _line(self, name: str) -> Fraction | bool | str | None:
        known = any(step.name == name for step in self.outcome.stage.steps)
        return self.outcome.step(name) if known and self.outcome.scored else None

    def explanation(self) -> Explanation | None:
        """The bars of the score, or nothing where there is none."""
        if self.notified is None:
            return None
        outcome = self.outcome
        return explain(outcome.program, STAGE, self.case, settled=outcome.settled)


@dataclass(slots=True)
class Result:
    """Everybody scored, in the order of the lists: by unit, then by name."""

    plan: Plan
    people: list[Scored]


def score_plan(plan: Plan, *, progress: Progress = silent) -> Result:
    """Score everybody of a plan: a circle of managers is held and told, the others are scored."""
    managed = managed_people(plan.people, plan.problems)
    outcomes = _outcomes(plan, managed)
    progress("Chấm", len(outcomes), len(outcomes))
    scored = [
        Scored(
            person,
            plan.cases[code],
            outcomes[code],
            tuple(sorted(managed.get(code, ()))),
            plan.problems.skipped_by_person[code],
        )
        for code, person in plan.people.items()
    ]
    scored.sort(key=_order)
    return Result(plan, scored)


def _order(entry: Scored) -> tuple[str, bytes, str]:
    person = entry.person
    return (fold(person.unit), sort_key(person.name), person.code)


def _outcomes(plan: Plan, managed: Mapping[str, set[str]]) -> dict[str, Outcome]:
    while True:
        standing = [case for code, case in plan.cases.items() if not plan.people[code].held]
        names = {case.person for case in standing}
        relation = {leader: people & names for leader, people in managed.items() if leader in names}
        try:
            outcomes = score_all(plan.program, STAGE, standing, relation)
            break
        except ManagementCycle as circle:
            hold_circle(circle.people, plan.people, plan.problems)
    for code, case in plan.cases.items():
        if code not in outcomes:
            outcomes[code] = score(plan.program, STAGE, _as_held(case))
    return outcomes


def _as_held(case: Case) -> Case:
    """The case of somebody who cannot be scored, so that a, b and c can still be shown."""
    return replace(case, inputs={**case.inputs, "general": 0, "leads": False})
