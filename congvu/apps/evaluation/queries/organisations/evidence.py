"""What stands beside each criterion of an organisation's year: ratios of tasks, figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.apps.evaluation.enums import Evidence
from congvu.apps.evaluation.queries.organisations.criteria import CriteriaRow, CriterionRow
from congvu.apps.evaluation.queries.organisations.indicators import IndicatorRow, indicators_of
from congvu.apps.evaluation.queries.organisations.rules import last_day
from congvu.apps.org.queries import UnitRow
from congvu.apps.work.queries import Figures, year_figures


@dataclass(frozen=True)
class Measured:
    """The evidence of one organisation's year: tasks as they are counted, and figures by name."""

    figures: Figures
    indicators: Mapping[str, IndicatorRow]

    def ratio(self, line: CriterionRow, given: Figures | None = None) -> Fraction | None:
        """Return the ratio that measures a criterion, None where a head scores it or none is there.

        `given` are the year's tasks as the head told them, where they differ from the counted.
        """
        if line.measure == Evidence.TASKS:
            return (given or self.figures).share(line.source)
        found = self.indicators.get(line.source)
        return found.ratio if found and line.measure == Evidence.INDICATOR else None

    def points(self, criteria: CriteriaRow, given: Figures | None = None) -> dict[str, int]:
        """Return the points of the criteria that a ratio measures, by code, in hundredths."""
        found = {line.code: line.measured(self.ratio(line, given)) for line in criteria.lines}
        return {code: points for code, points in found.items() if points is not None}


def evidence_of(unit: UnitRow, year: int, today: date) -> Measured:
    """Return what the records hold of an organisation's year as of a day; two queries."""
    figures = year_figures(unit.path, year, as_of=min(today, last_day(year)))
    rows = indicators_of(year, [unit.id]).get(unit.code, [])
    return Measured(figures, {one.name: one for one in rows})
