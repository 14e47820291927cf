"""How long many people worked in a year, from their postings and absences (Đ11, Đ19.3)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from congvu.engine.attendance import Away, Days, Least, Service, service_in
from congvu.kernel.dates import DAY
from congvu.kernel.periods import whole_year
from congvu.kernel.workdays import is_working_day


def services_from(
    held: Mapping[int, Sequence[Days]],
    away: Mapping[int, Sequence[Away]],
    *,
    people: Iterable[int],
    year: int,
    least: Least,
) -> dict[int, Service]:
    """Return each person's year of service; asks nothing of the database.

    Most people worked the same days: each run of postings and absences is counted once.
    """
    known: dict[tuple[tuple[Days, ...], tuple[Away, ...]], Service] = {}
    found = {}
    for person in people:
        runs = tuple(_within(one, year) for one in held.get(person, ()))
        absences = tuple(away.get(person, ()))
        if (runs, absences) not in known:
            known[runs, absences] = service_in(
                year, runs, absences, working_days=working_days_of(year), least=least
            )
        found[person] = known[runs, absences]
    return found


@cache
def working_days_of(year: int) -> tuple[date, ...]:
    """Return the working days of a calendar year, in order."""
    span = whole_year(year)
    whole = (span.last_day - span.first_day).days + 1
    days = (span.first_day + DAY * count for count in range(whole))
    return tuple(day for day in days if is_working_day(day))


def _within(days: Days, year: int) -> Days:
    """The part of a posting in the year, so that who came years ago counts as all others do."""
    span = whole_year(year)
    last = span.last_day if days.last is None else min(days.last, span.last_day)
    return Days(max(days.first, span.first_day), last)
