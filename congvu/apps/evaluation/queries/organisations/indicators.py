"""Reads of the figures about units that other offices measured."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.apps.evaluation.models import Indicator
from congvu.engine.measures import WHOLE


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A figure: a share in ten-thousandths, who measured it, as of which day."""

    unit: str
    unit_name: str
    name: str
    value: int
    source: str
    as_of: date

    @property
    def ratio(self) -> Fraction:
        """The share itself."""
        return Fraction(self.value, WHOLE)


def indicators_of(year: int, units: Collection[int] | None = None) -> dict[str, list[IndicatorRow]]:
    """Return the figures that count of a year, by code of the unit; one query.

    Of each figure the latest day counts, and of one day what came last.
    """
    found = Indicator.objects.filter(year=year)
    if units is not None:
        found = found.filter(unit__in=units)
    rows = (
        found.order_by("unit__path", "name", "-as_of", "-pk")
        .distinct("unit__path", "name")
        .values_list("unit__code", "unit__name", "name", "value", "source", "as_of")
    )
    by_unit: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        one = IndicatorRow(*row)
        by_unit.setdefault(one.unit, []).append(one)
    return by_unit
