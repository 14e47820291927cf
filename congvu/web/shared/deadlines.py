"""When something is due, as a reader says it: the day, and how far away it is."""

from datetime import date


def due(label: str, day: date, today: date) -> str:
    """A deadline in words: "Hạn tự chấm 25/11, còn 2 ngày"."""
    return f"{label} {day:%d/%m}, {_away((day - today).days)}"


def _away(days: int) -> str:
    if days == 0:
        return "là hôm nay"
    return f"còn {days} ngày" if days > 0 else f"đã qua {-days} ngày"


def short(day: date | None) -> str:
    """A day inside the year shown: "15/11"; a dash where there is none."""
    return f"{day:%d/%m}" if day else "–"
