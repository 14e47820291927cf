"""Passkeys in the browser: a challenge on demand, and the answer that comes back in a form."""

import json
from typing import TYPE_CHECKING

from django.http import HttpRequest

from config import clock
from config.sessions import moment
from congvu.apps.accounts import passkeys
from congvu.apps.accounts.actions import use_passkey
from congvu.apps.accounts.passkeys import NotThatKey, Registered, Site, State
from congvu.apps.accounts.queries import passkeys_of

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

FIELD = "khoa"
_CHALLENGE = "passkey"
_PATIENCE_SECONDS = 5 * 60


def site(request: HttpRequest) -> Site:
    """The site as the browser sees it; the host has passed ALLOWED_HOSTS."""
    host = request.get_host()
    return Site(host.rpartition(":")[0] or host, f"{request.scheme}://{host}")


def ask_to_use(request: HttpRequest, user: "User | None") -> State:
    """Return the options for a key of `user`, or of anybody, and remember the challenge."""
    kept = passkeys_of(user.pk) if user else None
    options, state = passkeys.begin_use(site(request), kept)
    _remember(request, state)
    return options["publicKey"]


def ask_to_register(request: HttpRequest, user: "User") -> State:
    """Return the options for a new key of `user`, and remember the challenge."""
    options, state = passkeys.begin_registration(site(request), user, passkeys_of(user.pk))
    _remember(request, state)
    return options["publicKey"]


def used(request: HttpRequest, user: "User | None") -> "User | None":
    """Return whose key answered the remembered challenge (of `user` if given), or None."""
    state, answer = _challenge(request), _answer(request)
    if state is None or answer is None:
        return None
    return use_passkey(site(request), state, answer, at=clock.instant(), user=user)


def registered(request: HttpRequest) -> Registered:
    """Return the key the browser made for the remembered challenge; raises NotThatKey."""
    state, answer = _challenge(request), _answer(request)
    if state is None or answer is None:
        raise NotThatKey("no challenge")
    return passkeys.finish_registration(site(request), state, answer)


def _remember(request: HttpRequest, state: State) -> None:
    request.session[_CHALLENGE] = {"state": state, "at": moment()}


def _challenge(request: HttpRequest) -> State | None:
    """The remembered challenge, which no second answer can use."""
    kept = request.session.pop(_CHALLENGE, None)
    return kept["state"] if kept and moment() - kept["at"] <= _PATIENCE_SECONDS else None


def _answer(request: HttpRequest) -> State | None:
    try:
        read = json.loads(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
