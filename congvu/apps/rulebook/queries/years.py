"""The year as a period of its own: its days, its deadlines, and the rule that rates in it."""

from datetime import date, timedelta

from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.enums import PeriodKind, PeriodState
from congvu.apps.rulebook.models import Period
from congvu.apps.rulebook.queries.period_rows import (
    FIELDS,
    PeriodRow,
    UnknownPeriod,
    rules_in_force,
)
from congvu.apps.rulebook.queries.tracking import december_cut_off
from congvu.kernel.periods import whole_year

_DAY = timedelta(days=1)


def year_period(year: int) -> PeriodRow:
    """Return the year that was opened for rating; raises UnknownPeriod."""
    rows = Period.objects.filter(kind=PeriodKind.YEAR, key=whole_year(year).key)
    found = rows.values_list(*FIELDS).first()
    if found is None:
        raise UnknownPeriod(f"Chưa mở xếp loại năm {year}.")
    return PeriodRow(*found)


def years_opened() -> list[PeriodRow]:
    """Return the years that were opened for rating, latest first."""
    found = Period.objects.filter(kind=PeriodKind.YEAR).order_by("-starts_on")
    return [PeriodRow(*row) for row in found.values_list(*FIELDS)]


def proposed_year(year: int) -> PeriodRow:
    """Return the period that opening a year would make, id 0: its days by the rules of its end.

    The year ends with its December; the rating is to be decided before the day that the rules set
    (Đ19.2), or by the year's end where they set none.
    """
    span = whole_year(year)
    starts, ends = december_cut_off(year - 1) + _DAY, december_cut_off(year)
    before = rules_in_force(ends, PersonKind.CIVIL_SERVANT).parameters.get("rating_before")
    decided = date.fromisoformat(f"{year:04d}-{before.value}") - _DAY if before else ends
    last = max(ends, decided)
    return PeriodRow(
        id=0,
        kind=PeriodKind.YEAR,
        key=span.key,
        starts_on=starts,
        ends_on=ends,
        state=PeriodState.OPEN,
        self_score_by=ends,
        comment_by=ends,
        decide_by=last,
        publish_on=last,
    )
