"""Moments of the records as a reader here says them."""

from datetime import datetime

from config.clock import VIETNAM


def moment(at: datetime) -> str:
    """A moment in Vietnam's time: "14:32 23/11/2026"."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def day_of(at: datetime) -> str:
    """The day of a moment in Vietnam's time: "23/11/2026"."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}"


def clock_of(at: datetime) -> str:
    """A moment of the year shown in Vietnam's time: "14:32 23/11"."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m}"
