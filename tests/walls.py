"""The clock on the wall, as sign-in reads it, in the hand of a test."""

from datetime import datetime, timedelta


class Wall:
    """A moment that goes on only when it is told to."""

    def __init__(self, begins: datetime) -> None:
        self.now = begins

    def goes_on(self, **by: int) -> None:
        """Let minutes, hours or seconds pass."""
        self.now += timedelta(**by)
