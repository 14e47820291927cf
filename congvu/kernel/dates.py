"""Days as people write them: dd/mm/yyyy."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


class NotADay(ValueError):
    """A text that is no calendar day; its message is for the person who typed it."""


def parse_day(text: str) -> date:
    """Read dd/mm/yyyy (5/11/2026, 05-11-2026) or yyyy-mm-dd; raise NotADay for anything else."""
    stripped = text.strip()
    found = _DAY_FIRST.fullmatch(stripped) or _YEAR_FIRST.fullmatch(stripped)
    if found is None:
        raise NotADay(f"“{stripped[:40]}” không phải là ngày; hãy viết như 05/11/2026.")
    return _day(stripped, int(found["year"]), int(found["month"]), int(found["day"]))


def _day(text: str, year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotADay(f"“{text}”: năm phải từ {EARLIEST_YEAR} đến {LATEST_YEAR}.")
    if not 1 <= month <= 12:
        raise NotADay(f"“{text}”: không có tháng {month}; hãy viết ngày/tháng/năm.")
    longest = monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise NotADay(f"“{text}”: tháng {month}/{year} có các ngày từ 1 đến {longest}.")
    return date(year, month, day)


def format_day(day: date) -> str:
    """Write a day as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def local_day(at: datetime) -> date:
    """Return the day it is in Vietnam at a moment; raises ValueError for one without time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(VIETNAM).date()
