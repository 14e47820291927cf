"""A round's people rated by the rule of their year, live: every step, and every group's places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.evaluation.queries.sources import NOTIFIED_PLACES
from congvu.apps.evaluation.queries.tracked import TrackedScore
from congvu.apps.evaluation.queries.years.cases import Rateable, case_of
from congvu.apps.evaluation.queries.years.facts import YearFacts, facts_of
from congvu.apps.evaluation.queries.years.ratings import RatingRow, RoundRow, ratings_of
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.caps import Capped, Places, Rating, rate_with_places
from congvu.engine.cases import Case
from congvu.engine.language.program import Program, Stage
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules

YEAR = "year"


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A level that the rule came to on its way: the line's name, words and clause."""

    name: str
    label: str
    clause: str
    level: str


@dataclass(frozen=True)
class RatedRow:
    """One person rated: the inputs, the mean, the level after each line, and the final one.

    `exact` is the year's mean in points, None where the rule has none or she is not ranked;
    `reason` and `clause` say why she is not. `capped_in` names the scope that had no place left.
    """

    row: RatingRow
    facts: YearFacts
    case: Case
    rating: Rating

    @property
    def months(self) -> tuple[TrackedScore, ...]:
        """The months and quarters that enter the mean."""
        return tuple(one for one in self.facts.months if one.score_hundredths is not None)

    @property
    def missing(self) -> tuple[TrackedScore, ...]:
        """The months and quarters that do not, each with its reason."""
        return tuple(one for one in self.facts.months if one.score_hundredths is None)

    @property
    def is_ranked(self) -> bool:
        """Whether she gets a level."""
        return self.rating.outcome.scored

    @property
    def exact(self) -> Fraction | None:
        """The mean, unrounded."""
        return self.rating.outcome.exact

    @property
    def score_hundredths(self) -> int | None:
        """The mean as it is told."""
        return hundredths_of(self.rating.outcome)

    @property
    def reason(self) -> str:
        """Why she is not ranked; the attendance's own words where it has some."""
        if self.is_ranked:
            return ""
        told = self.rating.outcome.reason or ""
        served = self.facts.service
        return served.reason if served and served.reason and self.months else told

    @property
    def clause(self) -> str:
        """The clause of that reason."""
        return self.rating.outcome.clause

    @property
    def steps(self) -> tuple[LevelStep, ...]:
        """The levels on the way, in the rule's order; empty where she is not ranked."""
        return steps_of(self.rating.outcome)

    @property
    def by_score(self) -> str:
        """The level of the score alone, or of the criteria where there is none; "" unranked."""
        return self.steps[0].level if self.is_ranked else ""

    @property
    def before_move(self) -> str:
        """The level that whoever decides may set lower; "" where she is not ranked."""
        if not self.is_ranked:
            return ""
        names = [one.name for one in self.steps]
        at = names.index(AFTER_ORGANISATION) if AFTER_ORGANISATION in names else -1
        return self.steps[at].level

    @property
    def before_cap(self) -> str:
        """The level before the cap."""
        return self.rating.before_cap or ""

    @property
    def level(self) -> str:
        """The final level; "" where she is not ranked."""
        return self.rating.level or ""

    @property
    def capped_in(self) -> str:
        """The scope in which a place was missing, "" where none was."""
        return self.rating.capped_in or ""


AFTER_ORGANISATION = "after_organisation"
"""The rule's line after which a level may be set lower by whoever decides."""


@dataclass(frozen=True)
class RatedRound:
    """A round rated as of now: its people in the order of units and names, and the places."""

    period: PeriodRow
    round: RoundRow
    rules: Rules
    rows: tuple[RatedRow, ...]
    places: tuple[Places, ...]

    @property
    def program(self) -> Program:
        """The compiled rule text."""
        return program_for(self.rules)

    @property
    def stage(self) -> Stage:
        """The year's stage of it."""
        return self.program.stage(YEAR)

    def of(self, person: str) -> RatedRow | None:
        """One person's row, by code."""
        return next((one for one in self.rows if one.row.person == person), None)


def hundredths_of(outcome: Outcome) -> int | None:
    """Return the year's result in hundredths of a point, None where there is none."""
    if outcome.notified is None:
        return None
    per_unit: int = 10 ** (NOTIFIED_PLACES - outcome.stage.result_places)
    return outcome.notified * per_unit


def steps_of(outcome: Outcome) -> tuple[LevelStep, ...]:
    """Return the levels on the way to an outcome, in the rule's order; empty if not ranked."""
    if not outcome.scored:
        return ()
    return tuple(
        LevelStep(one.name, one.label, one.clause, str(outcome.step(one.name)))
        for one in outcome.stage.steps
        if one.kind == "level"
    )


def rated(period: PeriodRow, found: RoundRow, rules: Rules | None = None) -> RatedRound:
    """Rate everybody of a round by what is on record now; four queries, five without `rules`.

    Raises RuleAsksTooMuch where the rule reads what nothing holds.
    """
    rules = rules or rules_for(period)
    ratings = ratings_of(found.id)
    facts = facts_of(period, rules, ratings)
    return rated_from(period, found, rules, ratings, facts)


def rated_from(
    period: PeriodRow,
    found: RoundRow,
    rules: Rules,
    ratings: Sequence[RatingRow],
    facts: Mapping[int, YearFacts],
) -> RatedRound:
    """Rate people from what was read already; asks nothing of the database."""
    program = program_for(rules)
    stage = program.stage(YEAR)
    cases = {
        row.person: case_of(stage, Rateable(found, row, facts[row.person_id])) for row in ratings
    }
    capped: Capped = rate_with_places(program, YEAR, cases.values())
    rows = tuple(
        RatedRow(row, facts[row.person_id], cases[row.person], capped.ratings[row.person])
        for row in ratings
    )
    return RatedRound(period, found, rules, rows, capped.places)
