"""A day and an hour as they are typed, read as one moment in Vietnam's time."""

import re
from datetime import datetime, time

from congvu.kernel.dates import VIETNAM, NotADay, format_day, parse_day

_HOUR = re.compile(r"([0-9]{1,2})\s*(?::|h|giờ)\s*([0-9]{1,2})?", re.IGNORECASE)
_LAST_HOUR, _LAST_MINUTE = 23, 59


def moment_typed(day: str, hour: str) -> datetime:
    """Read "25/11/2026" and "14:30" (14h30, 14 giờ); raises NotADay in words for anything else."""
    found = _HOUR.fullmatch(hour.strip())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (_LAST_HOUR + 1, 0)
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        raise NotADay(f"“{hour.strip()[:20]}” không phải là giờ; hãy viết như 14:30.")
    return datetime.combine(parse_day(day), time(hours, minutes), VIETNAM)


def day_and_hour(at: datetime) -> tuple[str, str]:
    """A moment as the two fields show it."""
    here = at.astimezone(VIETNAM)
    return format_day(here.date()), f"{here:%H:%M}"
