"""Months, the quarters, half-years and years made of whole months, and where a year is cut off."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self, TypeAlias

SpanKind = Literal["quarter", "half", "year"]

_KEY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_QUARTER = re.compile(r"(?P<year>[0-9]{4})-Q(?P<number>[1-4])")
_LONG = re.compile(r"(?P<year>[0-9]{4})-(?P<kind>[QH])(?P<number>[1-4])")
_ROMAN = ("I", "II", "III", "IV")
_DECEMBER, _DAY = 12, timedelta(days=1)


class NotAPeriod(ValueError):
    """A text or a pair of numbers that names no period; the message is for the user."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month; ordered by time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise NotAPeriod(f"Không có tháng {self.month}/{self.year}.")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that holds `day`."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read "2026-11"; raise NotAPeriod otherwise."""
        found = _KEY.fullmatch(key.strip())
        if found is None:
            raise NotAPeriod(f"“{key[:40]}” không phải là tháng; hãy viết như 2026-11.")
        return cls(int(found["year"]), int(found["month"]))

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def key(self) -> str:
        """The month as "2026-11"."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def label(self) -> str:
        """The month as a reader says it: "tháng 11/2026"."""
        return f"tháng {self.month}/{self.year}"

    @property
    def months(self) -> "tuple[Month, ...]":
        """The month itself: what a quarter has three of."""
        return (self,)

    @property
    def quarter(self) -> "Span":
        """The quarter that holds this month."""
        return quarter(self.year, (self.month + 2) // 3)

    @property
    def half(self) -> "Span":
        """The half-year that holds this month."""
        return half(self.year, (self.month + 5) // 6)

    def plus(self, months: int) -> "Month":
        """Return the month `months` later (earlier when negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def next(self) -> "Month":
        """Return the following month."""
        return self.plus(1)

    def previous(self) -> "Month":
        """Return the month before."""
        return self.plus(-1)


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter, half-year or year: a run of whole months with a key and a label."""

    kind: SpanKind
    key: str
    label: str
    months: tuple[Month, ...]

    @property
    def first_day(self) -> date:
        """The first day of the first month."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return self.months[-1].last_day

    def next(self) -> "Span":
        """Return the span of the same kind that follows."""
        return _SPANS[self.kind](self.months[-1].next())

    def previous(self) -> "Span":
        """Return the span of the same kind before."""
        return _SPANS[self.kind](self.months[0].previous())


Tracked: TypeAlias = Month | Span
"""What results are kept by: a month, or a quarter where the province chose so (Đ14.1, Đ17)."""


def tracked(key: str) -> Tracked:
    """Read "2026-11" or "2026-Q4"; raise NotAPeriod otherwise."""
    found = _QUARTER.fullmatch(key.strip())
    return quarter(int(found["year"]), int(found["number"])) if found else Month.parse(key)


def long_span(key: str) -> Span:
    """Read "2026-Q4" or "2026-H2"; raise NotAPeriod otherwise."""
    found = _LONG.fullmatch(key.strip())
    if found is None:
        raise NotAPeriod(f"“{key[:40]}” không phải là quý hay sáu tháng; hãy viết như 2026-Q4.")
    made = quarter if found["kind"] == "Q" else half
    return made(int(found["year"]), int(found["number"]))


def days_of(span: Tracked, cut_off: Callable[[int], date]) -> tuple[date, date]:
    """Return the first and the last day that count in a tracked span.

    `cut_off` gives the last day of a year's work, in December: what comes after it is of the
    following year (Đ19.2), so its first span begins on the day after.
    """
    first, last = span.months[0], span.months[-1]
    starts = cut_off(first.year - 1) + _DAY if first.month == 1 else first.first_day
    return starts, cut_off(last.year) if last.month == _DECEMBER else last.last_day


def quarter(year: int, number: int) -> Span:
    """Return quarter 1–4 of a year."""
    if number not in (1, 2, 3, 4):
        raise NotAPeriod(f"Không có quý {number}; quý từ 1 đến 4.")
    label = f"quý {_ROMAN[number - 1]}/{year}"
    return Span("quarter", f"{year:04d}-Q{number}", label, _run(year, 3 * number - 2, 3))


def half(year: int, number: int) -> Span:
    """Return half-year 1 or 2 of a year."""
    if number not in (1, 2):
        raise NotAPeriod(f"Không có nửa năm thứ {number}; chỉ có 1 và 2.")
    label = f"6 tháng {('đầu', 'cuối')[number - 1]} năm {year}"
    return Span("half", f"{year:04d}-H{number}", label, _run(year, 6 * number - 5, 6))


def whole_year(year: int) -> Span:
    """Return the twelve months of a year."""
    return Span("year", f"{year:04d}", f"năm {year}", _run(year, 1, 12))


_SPANS: Mapping[SpanKind, Callable[[Month], Span]] = {
    "quarter": lambda month: month.quarter,
    "half": lambda month: month.half,
    "year": lambda month: whole_year(month.year),
}


def _run(year: int, first: int, count: int) -> tuple[Month, ...]:
    return tuple(Month(year, month) for month in range(first, first + count))
