"""Reads of competency assessments: what is required, what was assessed, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.positions.enums import Occasion
from congvu.apps.positions.models import Assessment
from congvu.apps.positions.queries.editions import RequirementRow, requirements_of
from congvu.apps.positions.queries.postings import HeldPosting


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """A required competency with the levels given to it; None where nobody has yet."""

    required: RequirementRow
    self_level: int | None = None
    self_evidence: str = ""
    self_at: datetime | None = None
    head_level: int | None = None
    head_note: str = ""
    head_at: datetime | None = None

    @property
    def level(self) -> int | None:
        """The level that counts: the head's; the person's own stands in until there is one."""
        return self.self_level if self.head_level is None else self.head_level

    @property
    def gap(self) -> int:
        """How many levels are missing to the lowest required; 0 where none, or not assessed."""
        return max(0, self.required.low - self.level) if self.level is not None else 0


def assessed(
    posting: HeldPosting, *, year: int, on: date, occasion: str = Occasion.YEARLY
) -> list[AssessedRow]:
    """Return every competency that a posting's position requires, with its assessment."""
    found = {
        one.competency_id: one
        for one in Assessment.objects.filter(posting=posting.id, year=year, occasion=occasion)
    }
    return [
        _row(one, found.get(one.competency_id))
        for one in requirements_of(posting.position_id, on=on)
    ]


def latest_round(posting_ids: list[int], *, year: int) -> dict[int, tuple[int, int]]:
    """Return, by posting, how many competencies were self-assessed and head-assessed in a year."""
    told: dict[int, tuple[int, int]] = {}
    rows = Assessment.objects.filter(posting__in=posting_ids, year=year)
    for posting, own, head in rows.values_list("posting_id", "self_level", "head_level"):
        mine, theirs = told.get(posting, (0, 0))
        told[posting] = (mine + (own is not None), theirs + (head is not None))
    return told


def _row(required: RequirementRow, found: Assessment | None) -> AssessedRow:
    if found is None:
        return AssessedRow(required)
    return AssessedRow(
        required,
        found.self_level,
        found.self_evidence,
        found.self_at,
        found.head_level,
        found.head_note,
        found.head_at,
    )
