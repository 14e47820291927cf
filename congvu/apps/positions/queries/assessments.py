"""Reads of competency assessments: what is required, what was assessed, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.positions.enums import Occasion
from congvu.apps.positions.models import Assessment
from congvu.apps.positions.queries.postings import HeldPosting
from congvu.apps.positions.queries.requirements import RequirementRow, required_by


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


def occasion_of(posting: HeldPosting, *, year: int) -> Occasion:
    """Return when a posting is assessed in a year: once on taking it up, otherwise yearly."""
    return Occasion.POSTING if posting.since.year == year else Occasion.YEARLY


def assessed(posting: HeldPosting, *, year: int, on: date) -> list[AssessedRow]:
    """Return every competency that a posting's position requires, with its assessment."""
    return assessed_by([posting], year=year, on=on)[posting.id]


def assessed_by(
    postings: Sequence[HeldPosting], *, year: int, on: date
) -> dict[int, list[AssessedRow]]:
    """Return, by posting (id), what each one's position requires, with the assessments."""
    ids = {one.position_id for one in postings if one.position_id is not None}
    required = required_by(ids, on=on)
    found = {
        (one.posting_id, one.occasion, one.competency_id): one
        for one in Assessment.objects.filter(posting__in=[p.id for p in postings], year=year)
    }
    return {
        posting.id: [
            _row(one, found.get((posting.id, occasion_of(posting, year=year), one.competency_id)))
            for one in required.get(posting.position_id or 0, ())
        ]
        for posting in postings
    }


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
