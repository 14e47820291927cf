"""From a right password to an open session: the second factor, the device, the way on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from config import clock
from config.sessions import moment
from congvu.apps.accounts.actions import note_sign_in, remember_device
from congvu.apps.accounts.queries import factors_of, user_of
from congvu.apps.accounts.sessions import FACTOR, LABEL, PROVED, SEEN, STARTED
from congvu.web.signin import devices

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

PENDING = "pending"
_PATIENCE_SECONDS = 10 * 60


@dataclass(frozen=True)
class Pending:
    """Whose password was right a moment ago, by what it was shown, and where the reader goes."""

    user: "User"
    how: str
    next: str


def first_factor_shown(
    request: HttpRequest, user: "User", *, how: str, to: str, fresh: bool = True
) -> HttpResponse:
    """Open the session, or ask for the second factor if the account has one.

    `fresh`: the factor was shown just now, not remembered by a provider.
    """
    if not factors_of(user.pk).any:
        return enter(request, user, how=how, factor="", to=to, fresh=fresh)
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "at": moment(), "how": how, "next": to}
    return redirect("sign_in_factor")


def pending(request: HttpRequest) -> Pending | None:
    """Return who still has to show a second factor in this browser, if it was not long ago."""
    kept = request.session.get(PENDING)
    if not kept or moment() - kept["at"] > _PATIENCE_SECONDS:
        return None
    user = user_of(kept["user"])
    return Pending(user, kept["how"], kept["next"]) if user else None


def enter(
    request: HttpRequest, user: "User", *, how: str, factor: str, to: str, fresh: bool = True
) -> HttpResponse:
    """Open a session under a new key and know this browser from now on."""
    request.session.pop(PENDING, None)
    login(request, user)
    now = moment()
    request.session.update({STARTED: now, SEEN: now, LABEL: devices.label(request), FACTOR: factor})
    if fresh:
        prove(request)
    note_sign_in(user, how=f"{how}+{factor}" if factor else how)
    token = devices.token_of(request) or devices.new_token()
    remember_device(user, token, label=devices.label(request), at=clock.instant())
    response = HttpResponseRedirect(to)
    devices.give(response, token)
    return response


def prove(request: HttpRequest) -> None:
    """Note that the reader has just shown who she is."""
    request.session[PROVED] = moment()


def wanted(request: HttpRequest) -> str:
    """Where to go after this page: an address of this host only, never elsewhere."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(asked, hosts, require_https=request.is_secure())
    return asked if safe else "/"
