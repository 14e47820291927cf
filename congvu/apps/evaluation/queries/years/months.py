"""A person's year as her form shows it: twelve months as notified, and the mean so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.evaluation.queries.sources import NOTIFIED_PLACES
from congvu.apps.evaluation.queries.tracked import TrackedScore, month_rows, tracked_scores
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.cases import Case
from congvu.engine.scoring import program_for, score
from congvu.kernel.periods import Month, whole_year
from congvu.law.registry import Rules

_NUMBERS = ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of the year and the result that stands for it, None where she has no card."""

    month: Month
    score: TrackedScore | None

    @property
    def hundredths(self) -> int | None:
        """The points that enter the mean, None where none do."""
        return self.score.score_hundredths if self.score else None


@dataclass(frozen=True, slots=True)
class YearMonths:
    """Twelve months, January first; the mean of those that entered, as it is told, or why none.

    `counts` is False where the year's rule text reads no months at all.
    """

    months: tuple[YearMonth, ...]
    mean_hundredths: int | None
    reason: str
    counts: bool

    @property
    def entered(self) -> int:
        """How many months have a result."""
        return sum(one.hundredths is not None for one in self.months)


def year_months(person_id: int, period: PeriodRow, rules: Rules | None = None) -> YearMonths:
    """Return the months of one person's year as published, with their mean; one query.

    `rules`: those of the year, where they were read already.
    """
    return months_from(
        tracked_scores([person_id], int(period.key)), period, rules or rules_for(period)
    )


def months_from(rows: Sequence[TrackedScore], period: PeriodRow, rules: Rules) -> YearMonths:
    """Return a year from one person's results of it; a tracked quarter stands at its months."""
    program = program_for(rules)
    stage = program.stage("year")
    by_month = {month: row for row in rows for month in row.span.months}
    months = tuple(
        YearMonth(month, by_month.get(month)) for month in whole_year(int(period.key)).months
    )
    if not stage.rows:
        return YearMonths(months, None, "", counts=False)
    entered = [row for row in rows if row.score_hundredths is not None]
    places = next(item.places for item in stage.fields if item.name == "score")
    unbound = {item.name: item.high for item in stage.inputs if item.kind in _NUMBERS}
    case = Case("", unbound, month_rows(entered, places=places))
    outcome = score(program, "year", case)
    notified = outcome.notified
    scale = 10 ** (NOTIFIED_PLACES - stage.result_places)
    mean = None if notified is None else notified * scale
    return YearMonths(months, mean, outcome.reason or "", counts=True)
