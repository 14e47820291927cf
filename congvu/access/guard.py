"""The gate before every page: no policy, no page; no sign-in, sign-in first; no right, 403.

Then, where the policy says so: a second factor for the roles that must have one, and a fresh proof
for what must not be done from a screen somebody left open. A door for other systems has a gate of
its own: no key, no entry (401), whoever is signed in.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from config import clock
from config.sessions import is_fresh, moment
from congvu.access.keys import holder_of, without_key
from congvu.access.once import LOOKING, Answers, sent_once
from congvu.access.policy import POLICIES, Policy, StepUp
from congvu.access.rights import rights_of
from congvu.apps.accounts.sessions import FACTOR

View = Callable[..., HttpResponseBase]


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and from there back to the address asked for."""
    return redirect_to_login(request.get_full_path())


def to_step_up(request: HttpRequest) -> HttpResponseBase:
    """Lead to the page that asks for the password again, and from there back."""
    return redirect_to_login(request.get_full_path(), "step_up")


def guarded(
    name: str,
    view: View,
    answers: Answers,
    *,
    stranger: View = to_sign_in,
    unproven: View = to_step_up,
) -> View:
    """Put the policy of the page `name` before its view; raises KeyError where there is none.

    A view that is let through finds the user's rights in `request.rights`. What is sent to it is
    received once; `answers` tell the twins of a sending. `stranger` answers who is not signed in,
    `unproven` who must show a password or a factor once more.
    """
    policy = POLICIES[name]
    if policy.by_key:
        raise KeyError(name)

    @wraps(view)
    def behind(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if policy.public:
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return stranger(request)
        request.rights = rights_of(request.user, today=clock.today())
        if owes_factor(request) and not policy.owing:
            return redirect("security")
        if not policy.admits(request.rights):
            raise PermissionDenied
        if _asks_again(policy, request):
            return unproven(request)
        if request.method in LOOKING:
            return view(request, *args, **kwargs)
        return sent_once(request, lambda: view(request, *args, **kwargs), answers)

    behind.policy = policy
    return behind


def keyed(name: str, view: View) -> View:
    """Put a door's key before its view; raises KeyError where the door has no policy of its own.

    A view that is let through finds the other system in `request.system`. No cookie opens a door,
    so there is no form token to ask for.
    """
    policy = POLICIES[name]
    if not policy.by_key:
        raise KeyError(name)

    @wraps(view)
    def behind(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request.system = holder_of(str(kwargs["code"]), request.headers.get("Authorization"))
        return view(request, *args, **kwargs) if request.system else without_key()

    behind.policy = policy
    behind.csrf_exempt = True
    return behind


def owes_factor(request: HttpRequest) -> bool:
    """Whether a role of the reader asks for a second factor and the session has shown none."""
    roles = {one.role for one in request.rights.held}
    return bool(roles & settings.SECOND_FACTOR_ROLES) and not request.session.get(FACTOR)


def _asks_again(policy: Policy, request: HttpRequest) -> bool:
    if policy.step_up is StepUp.NEVER:
        return False
    if policy.step_up is StepUp.ON_WRITE and request.method in LOOKING:
        return False
    return not is_fresh(request.session, moment())
