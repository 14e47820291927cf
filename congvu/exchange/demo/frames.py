"""The demo's six months: their working days, and how far the fixed clock lets one see."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache

from congvu.kernel.periods import Month
from congvu.kernel.workdays import is_working_day

CLOCK = datetime(2026, 11, 23, 14, 32, tzinfo=timezone(timedelta(hours=7)))
MONTHS = tuple(Month(2026, number) for number in range(6, 12))
CLOSED = MONTHS[:-1]
OPEN = MONTHS[-1]


@dataclass(frozen=True, slots=True)
class Frame:
    """One month: working days in order, and `cut`, the last day whose results are known."""

    month: Month
    days: tuple[date, ...]
    cut: date
    is_open: bool

    def at(self, index: int) -> date:
        """The working day at an index, kept inside the month."""
        return self.days[min(max(index, 0), len(self.days) - 1)]

    def index(self, day: date) -> int:
        """The index of a day, or of the first working day after it."""
        return bisect_left(self.days, day)

    def on_or_after(self, day: date) -> date | None:
        """The first working day from `day` on, None when the month is over."""
        at = bisect_left(self.days, day)
        return self.days[at] if at < len(self.days) else None

    def known(self) -> int:
        """How many working days have come by the cut."""
        return bisect_right(self.days, self.cut)


@cache
def frame(month: Month) -> Frame:
    """The frame of one of the demo's months."""
    first, last = month.first_day, month.last_day
    span = (first + timedelta(days=count) for count in range((last - first).days + 1))
    days = tuple(day for day in span if is_working_day(day))
    return Frame(month, days, min(last, CLOCK.date()), month == OPEN)


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of the demo's own clock, in Viet Nam's time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CLOCK.tzinfo)
