"""How much waits, beside the link on every page, at no cost to it.

The number is counted on the first page after signing in and on the page of reminders itself, and
kept in the session that every page has read anyway; one of another day is not shown.
"""

from django.http import HttpRequest

from config import clock
from congvu.access.policy import ACCEPT_WORK
from congvu.access.rights import Rights
from congvu.engine.reminding import tally
from congvu.exchange.reminders.gathering import Own, Reach, reminders_of

_KEY = "nhac_viec"


def gathered(request: HttpRequest) -> Own:
    """What waits for whoever asks."""
    rights: Rights = request.rights
    reach = rights.reach(ACCEPT_WORK)
    held = {one.unit for one in rights.held if one.gives(ACCEPT_WORK)}
    return reminders_of(
        user_id=request.user.pk,
        person_id=rights.person,
        reach=Reach(reach.paths, reach.people, held),
        today=clock.today(),
    )


def remember(request: HttpRequest, own: Own) -> None:
    """Keep how much waits for the reader today; the session is written only when that changed."""
    today = clock.today()
    counted = [today.isoformat(), tally(own.facts, today).urgent]
    if request.session.get(_KEY) != counted:
        request.session[_KEY] = counted


def remembered(request: HttpRequest) -> int:
    """Return how much waited when it was last counted today; 0 where it was not."""
    day, number = request.session.get(_KEY) or ("", 0)
    return number if day == clock.today().isoformat() else 0
