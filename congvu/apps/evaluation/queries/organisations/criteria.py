"""Reads of the dated sets of criteria, by kind of unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.apps.evaluation.enums import Evidence
from congvu.apps.evaluation.models import CriteriaSet, OrganisationCriterion
from congvu.engine.measures import Formula, formula_of


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One line of a set; `source` names the ratio that measures it, "" for a head's points."""

    code: str
    label: str
    words: str
    clause: str
    part: str
    most_hundredths: int
    measure: str
    source: str
    formula: Formula

    def measured(self, ratio: Fraction | None) -> int | None:
        """Return the points that a ratio gives; None where a head has to score it."""
        if self.measure == Evidence.HEAD or ratio is None:
            return None
        return self.formula.points(self.most_hundredths, ratio)


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """A set with its lines, in order."""

    id: int
    unit_kind: str
    valid_from: date
    decision: str
    note: str
    lines: tuple[CriterionRow, ...]


def criteria_sets() -> list[CriteriaRow]:
    """Return every set, by kind of unit, the latest of each first; two queries."""
    return _rows(CriteriaSet.objects.all())


def criteria_among(sets: Iterable[CriteriaRow], day: date) -> dict[str, CriteriaRow]:
    """Return by kind of unit which of these sets is in force on a day."""
    begun = [one for one in sets if one.valid_from <= day]
    return {one.unit_kind: one for one in sorted(begun, key=lambda one: one.valid_from)}


def criteria_of(pk: int) -> CriteriaRow:
    """Return one set by id."""
    return _rows(CriteriaSet.objects.filter(pk=pk))[0]


def _rows(found: Iterable[CriteriaSet]) -> list[CriteriaRow]:
    sets = sorted(found, key=lambda one: (one.unit_kind, -one.valid_from.toordinal()))
    lines: dict[int, list[CriterionRow]] = {one.pk: [] for one in sets}
    rows = OrganisationCriterion.objects.filter(criteria__in=list(lines)).order_by("number", "pk")
    for row in rows.values_list(
        "criteria_id", "code", "label", "words", "clause", "part", "most_hundredths", "measure",
        "source", "formula",
    ):  # fmt: skip
        lines[row[0]].append(CriterionRow(*row[1:-1], formula_of(row[-1])))
    return [
        CriteriaRow(
            one.pk, one.unit_kind, one.valid_from, one.decision, one.note, tuple(lines[one.pk])
        )
        for one in sets
    ]
