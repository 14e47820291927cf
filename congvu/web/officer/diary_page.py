"""From the lines of some days to the log as it is read: day by day, with the hours of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.work.queries import EntryRow
from congvu.kernel.periods import Month
from congvu.web.officer.today_page import done_of, told
from congvu.web.officer.today_view import Done
from congvu.web.shared.frame import WEEKDAYS
from congvu.web.shared.numbers import capital
from congvu.web.shared.paging import Pages, pages_of

ROWS_PER_PAGE = 50
WEEK, MONTH = "tuan", "thang"
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """The days that are shown, and the address's words for their kind."""

    kind: str
    first: date
    last: date

    def href(self, day: date, kind: str = "", page: int = 1) -> str:
        """The address of the days of a kind around one day."""
        pairs = {"xem": kind or self.kind, "ngay": str(day)}
        if page > 1:
            pairs["trang"] = str(page)
        return f"{reverse('diary')}?{urlencode(pairs)}"

    @property
    def label(self) -> str:
        """The days in words."""
        if self.kind == MONTH:
            return capital(Month.of(self.first).label)
        return f"Tuần {self.first:%d/%m} – {self.last:%d/%m/%Y}"


@dataclass(frozen=True)
class DayLog:
    """One day of the log."""

    label: str
    told: str
    rows: tuple[Done, ...]


@dataclass(frozen=True)
class DiaryPage:
    """The whole page."""

    label: str
    told: str
    days: tuple[DayLog, ...]
    previous: str
    next: str
    other: str
    other_label: str
    pages: Pages


def span_of(kind: str, day: date) -> Span:
    """The week (Monday to Sunday) or the month around a day."""
    if kind == MONTH:
        month = Month.of(day)
        return Span(MONTH, month.first_day, month.last_day)
    monday = day - timedelta(days=day.weekday())
    return Span(WEEK, monday, monday + _WEEK - timedelta(days=1))


def diary_page(lines: Sequence[EntryRow], span: Span, *, today: date, page: int) -> DiaryPage:
    """The page of some days' lines (the latest first)."""
    pages = pages_of(
        len(lines), page, ROWS_PER_PAGE, lambda number: span.href(span.first, page=number)
    )
    shown = lines[pages.first : pages.last]
    kind, label = (WEEK, "Xem theo tuần") if span.kind == MONTH else (MONTH, "Xem theo tháng")
    after = span.last + timedelta(days=1)
    return DiaryPage(
        label=span.label,
        told=told(lines),
        days=tuple(_day(day, list(found), lines) for day, found in _by_day(shown)),
        previous=span.href(span.first - timedelta(days=1)),
        next=span.href(after) if after <= today else "",
        other=span.href(min(max(span.first, today), span.last), kind),
        other_label=label,
        pages=pages,
    )


def _by_day(lines: Sequence[EntryRow]) -> groupby:
    return groupby(lines, key=lambda line: line.day)


def _day(day: date, shown: Sequence[EntryRow], every: Sequence[EntryRow]) -> DayLog:
    whole = [line for line in every if line.day == day]
    label = f"{capital(WEEKDAYS[day.weekday()])}, {day:%d/%m}"
    return DayLog(label, told(whole), tuple(done_of(line) for line in shown))
