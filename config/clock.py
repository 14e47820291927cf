"""The product's only clock: faces ask it, floors below are told the time.

The demo fixes it (CONGVU_FIXED_CLOCK) so that its pages, tests and screenshots agree for ever.
"""

import os
from datetime import date, datetime

from django.conf import settings

from congvu.kernel.dates import VIETNAM


def now() -> datetime:
    """Return the present moment in Vietnam's time zone, or the demo's fixed one."""
    fixed = _fixed()
    return fixed.astimezone(VIETNAM) if fixed else datetime.now(VIETNAM)


def instant() -> datetime:
    """Return the moment on the wall, also in the demo: codes of phones, waits and sessions run on.

    A clock that stands still would let a stolen session live for ever.
    """
    return datetime.now(VIETNAM)


def today() -> date:
    """Return the present day in Vietnam."""
    return now().date()


def is_fixed() -> bool:
    """Say whether the clock stands still, so that every page can show it."""
    return _fixed() is not None


def _fixed() -> datetime | None:
    """Ask the settings, unless this is a command that works on files alone and has none."""
    has_settings = settings.configured or "DJANGO_SETTINGS_MODULE" in os.environ
    return settings.FIXED_CLOCK if has_settings else None
