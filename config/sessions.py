"""How long a session lives: twelve hours at most, and not past an hour in which nobody used it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from config import clock
from congvu.apps.accounts.sessions import PROVED, SEEN, STARTED

FRESH_SECONDS = 15 * 60
"""So long a password or a factor counts as just shown."""
_NOTED_EVERY = 60  # seconds: a page read twice in a minute writes no second time


@dataclass(frozen=True)
class Ended:
    """A session that this very request found at its end: whose it was, and whether by idleness."""

    user: str
    idle: bool


class SessionLimitsMiddleware:
    """End what is over, note what is used; it stands outside the read-only transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.ended = None
        if owner := request.session.get(SESSION_KEY):
            now = moment()
            if left(request.session, now) <= 0:
                request.ended = Ended(owner, idle=_idle(request.session, now))
                request.session.flush()
            elif now - request.session.get(SEEN, 0) >= _NOTED_EVERY:
                _note(request.session, now)
            # Django ends a session whose password has changed when it first asks whose it is.
            if not request.user.is_authenticated and request.ended is None:
                request.ended = Ended(owner, idle=False)
        return self.get_response(request)


def moment() -> int:
    """Return the present moment in whole seconds since 1970, as sessions remember it."""
    return int(clock.instant().timestamp())


def left(session: dict[str, int], now: int) -> int:
    """Return how many seconds a session has left if nobody uses it any more."""
    idle = settings.SESSION_IDLE - (now - session.get(SEEN, now))
    whole = settings.SESSION_COOKIE_AGE - (now - session.get(STARTED, now))
    return min(idle, whole)


def is_fresh(session: dict[str, int], now: int) -> bool:
    """Say whether its owner showed a password or a factor within the last quarter of an hour."""
    return now - session.get(PROVED, 0) < FRESH_SECONDS


def _idle(session: dict[str, int], now: int) -> bool:
    return now - session.get(SEEN, now) >= settings.SESSION_IDLE


def _note(session: dict[str, int], now: int) -> None:
    session[SEEN] = now
    session.setdefault(STARTED, now)
