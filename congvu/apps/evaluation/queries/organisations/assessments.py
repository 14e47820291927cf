"""Reads of organisations' assessments, and the points that count in them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.enums import AssessmentState
from congvu.apps.evaluation.models import OrganisationAssessment
from congvu.apps.evaluation.queries.organisations.criteria import CriteriaRow
from congvu.apps.work.queries import Figures


class NoAssessment(LookupError):
    """An organisation's year that was not begun."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One organisation's year as it stands; see the model. `unit` by code."""

    id: int
    unit_id: int
    unit: str
    year: int
    criteria_id: int
    state: str
    own_points: Mapping[str, int]
    own_notes: Mapping[str, str]
    figures: Mapping[str, Any]
    figures_note: str
    proposed_level: str
    sent_at: datetime | None
    sent_by: str | None
    return_reason: str
    given_points: Mapping[str, int]
    given_reasons: Mapping[str, str]
    unfixed: bool
    unfixed_note: str
    concluded: bool
    concluded_note: str
    complaint: bool
    complaint_note: str
    verification: str
    force_majeure: bool
    force_majeure_note: str
    chosen_level: str
    chosen_reason: str
    rank: int
    reviewed_at: datetime | None
    reviewed_by: str | None

    @property
    def points(self) -> dict[str, int]:
        """The points that count, by criterion: the authority's where she set others."""
        return {**self.own_points, **self.given_points}

    @property
    def counted(self) -> Figures:
        """The year's tasks as the system counted them when it was last saved."""
        return Figures(**self.figures.get("counted", {}))

    @property
    def given(self) -> Figures:
        """The year's tasks as they are assessed: as counted, unless the head told others."""
        return Figures(**(self.figures.get("given") or self.figures.get("counted", {})))

    @property
    def is_open(self) -> bool:
        """Whether the head may still change it."""
        return self.state == AssessmentState.DRAFT

    @property
    def sent(self) -> bool:
        """Whether it is with the authority, or was."""
        return self.state != AssessmentState.DRAFT

    @property
    def seen(self) -> str:
        """How it stands, for a form to carry: changed since means somebody else was quicker."""
        stamps = [one.isoformat() if one else "" for one in (self.sent_at, self.reviewed_at)]
        return "|".join([self.state, *stamps])


_COLUMNS = (
    "pk", "unit_id", "unit__code", "year", "criteria_id", "state", "own_points", "own_notes",
    "figures", "figures_note", "proposed_level", "sent_at", "sent_by__full_name", "return_reason",
    "given_points", "given_reasons", "unfixed", "unfixed_note", "concluded", "concluded_note",
    "complaint", "complaint_note", "verification", "force_majeure", "force_majeure_note",
    "chosen_level", "chosen_reason", "rank", "reviewed_at", "reviewed_by__full_name",
)  # fmt: skip


def assessment(unit: str, year: int) -> AssessmentRow | None:
    """Return the assessment of an organisation's year by code, None where none was begun."""
    found = _rows(OrganisationAssessment.objects.filter(unit__code=unit, year=year))
    return next(iter(found), None)


def assessments_of(year: int, units: Collection[int]) -> dict[str, AssessmentRow]:
    """Return the assessments of a year, by code of the unit; one query."""
    found = OrganisationAssessment.objects.filter(year=year, unit__in=units)
    return {one.unit: one for one in _rows(found)}


def sums(row: AssessmentRow, criteria: CriteriaRow) -> dict[str, int] | None:
    """Return the points of each part in hundredths; None while a criterion has none."""
    points = row.points
    if any(line.code not in points for line in criteria.lines):
        return None
    parts = dict.fromkeys((line.part for line in criteria.lines), 0)
    for line in criteria.lines:
        parts[line.part] += points[line.code]
    return parts


def _rows(found: QuerySet[OrganisationAssessment]) -> list[AssessmentRow]:
    return [AssessmentRow(*row) for row in found.values_list(*_COLUMNS)]
