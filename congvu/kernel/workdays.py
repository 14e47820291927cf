"""Working days of Vietnam: Monday to Friday without public holidays, with the days swapped."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=64)
def _working_ordinals(year: int) -> tuple[int, ...]:
    calendar = country_holidays("VN", years=year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=count) for count in range(366))
    return tuple(
        day.toordinal() for day in days if day.year == year and calendar.is_working_day(day)
    )


def is_working_day(day: date) -> bool:
    """Return whether offices work on `day` (a Saturday swapped for a holiday counts)."""
    return _up_to(day) > _up_to(day, less=1)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and with `end`; 0 if end ≤ start."""
    if end <= start:
        return 0
    whole_years = sum(len(_working_ordinals(year)) for year in range(start.year, end.year))
    return whole_years + _up_to(end) - _up_to(start)


def add_working_days(start: date, count: int) -> date:
    """Return the day on which the `count`-th working day after `start` falls."""
    day, left = start, count
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def _up_to(day: date, *, less: int = 0) -> int:
    return bisect_right(_working_ordinals(day.year), day.toordinal() - less)
