"""From postings and absences: how long somebody worked in a year, whether she is rated, why not.

A month counts by the share of its working days (exact, never rounded): whoever worked nine of
twenty-one days of a month worked 9/21 of it. Unpaid leave is no time in service (Đ11.2); study,
secondment and other absences with a reason are. Sick and maternity leave take nothing away from
the right to be rated by the time really worked (Đ11.2, Đ19.3).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.kernel.periods import Month, whole_year

PROTECTED = frozenset({"sick", "maternity"})
UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both included; `last` is None where no end is known."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Away:
    """A run of days somebody was away, and the kind of absence."""

    kind: str
    days: Days


@dataclass(frozen=True, slots=True)
class Least:
    """The least months of service to be rated: in general, and after unpaid leave (Đ11)."""

    months: int
    months_with_unpaid: int


@dataclass(frozen=True, slots=True)
class Service:
    """A year of somebody's work, in months as exact shares of working days.

    `served` is the time in service, without unpaid leave; `worked` the time really at work;
    `protected` whether she was on sick or maternity leave; `reason` and `clause` are empty where
    she is rated.
    """

    year: int
    served: Fraction
    worked: Fraction
    protected: bool
    reason: str
    clause: str

    @property
    def is_rated(self) -> bool:
        """Whether she is rated for the year."""
        return not self.reason

    @property
    def whole_months(self) -> int:
        """The full months in service, which the year's rule asks for."""
        return int(self.served)


def service_in(
    year: int,
    postings: Sequence[Days],
    absences: Sequence[Away],
    *,
    working_days: Sequence[date],
    least: Least,
) -> Service:
    """Return a year of service, and why it is not rated (Đ11.1, Đ11.2, Đ19.3), if it is not.

    `working_days` are those of the year, in order.
    """
    served, worked, protected, unpaid = Fraction(0), Fraction(0), False, False
    for month in whole_year(year).months:
        days = _within(working_days, month.first_day, month.last_day)
        held = [day for day in days if _any(postings, day)]
        kinds = [_kind(absences, day) for day in held]
        protected = protected or any(kind in PROTECTED for kind in kinds)
        unpaid = unpaid or UNPAID in kinds
        if days:
            served += Fraction(sum(kind != UNPAID for kind in kinds), len(days))
            worked += Fraction(kinds.count(""), len(days))
    reason, clause = _why_not(served, worked, protected=protected, unpaid=unpaid, least=least)
    return Service(year, served, worked, protected, reason, clause)


def absent_all(
    month: Month,
    postings: Sequence[Days],
    absences: Sequence[Away],
    working_days: Sequence[date],
) -> str:
    """Return the kind of absence (of most days) of somebody away on every working day of a month.

    Only days on which she held a post count; empty where she worked on one of them.
    """
    days = _within(working_days, month.first_day, month.last_day)
    kinds = [_kind(absences, day) for day in days if _any(postings, day)]
    if not kinds or "" in kinds:
        return ""
    return max(sorted(set(kinds)), key=kinds.count)


def _why_not(
    served: Fraction, worked: Fraction, *, protected: bool, unpaid: bool, least: Least
) -> tuple[str, str]:
    if not served and not unpaid:
        return "không công tác trong năm", "Đ11.1"
    if protected:
        return ("", "") if worked else ("không có thời gian làm việc thực tế trong năm", "Đ11.2")
    if unpaid and served < least.months_with_unpaid:
        months = f"{least.months_with_unpaid:02d} tháng"
        return f"nghỉ không hưởng lương, làm việc trong năm chưa đủ {months}", "Đ11.2"
    if served < least.months:
        return f"công tác trong năm chưa đủ {least.months:02d} tháng", "Đ11.1"
    return "", ""


def _within(days: Sequence[date], first: date, last: date) -> Sequence[date]:
    return days[bisect_left(days, first) : bisect_right(days, last)]


def _any(runs: Iterable[Days], day: date) -> bool:
    return any(run.holds(day) for run in runs)


def _kind(absences: Iterable[Away], day: date) -> str:
    return next((one.kind for one in absences if one.days.holds(day)), "")
