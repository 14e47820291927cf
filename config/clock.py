"""The product's only clock: faces ask it, floors below are told the time.

The demo fixes it (CONGVU_FIXED_CLOCK) so that its pages, tests and screenshots agree for ever.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment in Vietnam's time zone, or the demo's fixed one."""
    moment = settings.FIXED_CLOCK or timezone.now()
    return timezone.localtime(moment)


def today() -> date:
    """Return the present day in Vietnam."""
    return now().date()


def is_fixed() -> bool:
    """Say whether the clock stands still, so that every page can show it."""
    return settings.FIXED_CLOCK is not None
