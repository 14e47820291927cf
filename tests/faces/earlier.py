"""The year 2025 in the town, rated by conditions: forms of An and Bình in the ward's round."""

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import Rating, RatingRound
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world

RATED = {"an": ("P1", "none"), "binh": ("P1", "head")}
YEAR = 2025


def opened() -> PeriodRow:
    """Open 2025. The town's postings begin in 2026, hence the forms by hand."""
    period, _ = actions.begin_year(YEAR, by=None, at=world.AT)
    ward = Unit.objects.get(code="P")
    held = RatingRound.objects.create(period_id=period.id, unit=ward)
    for person, (unit, leads) in RATED.items():
        Rating.objects.create(
            period_id=period.id,
            round=held,
            person=Person.objects.get(code=person),
            unit=Unit.objects.get(code=unit),
            agency=ward,
            leads=leads,
        )
    return period


def told(period: PeriodRow, person: str = "an", **more: int | bool) -> None:
    """What somebody tells of herself, each with a note."""
    row = {"conduct": True, "exemplary": True, "done": 10_000, "exceeding": 0, "short": 0} | more
    notes = dict.fromkeys(row, "Báo cáo cuối năm")
    actions.tell_criteria(period, person, row, notes, by=None, at=world.AT)
