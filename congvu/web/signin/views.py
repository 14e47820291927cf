"""Đăng nhập: name and password or a passkey, the second factor, and going out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.access.rights import rights_of
from congvu.apps.accounts import doors
from congvu.apps.accounts.actions import (
    Slowed,
    attempt,
    note_refused_sign_in,
    use_recovery_code,
    use_totp,
)
from congvu.apps.accounts.queries import factors_of
from congvu.exchange.demo.story import PASSWORD as DEMO_PASSWORD
from congvu.web.shared.entry import shown_logins
from congvu.web.shared.frame import show
from congvu.web.signin import devices, keys, wording
from congvu.web.signin.entering import enter, first_factor_shown, pending, wanted

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

OPERATOR = "operator"
_CODE_DIGITS = 6


@never_cache
@sensitive_post_parameters("mat-khau", keys.FIELD)
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in; a wrong try keeps the name that was typed."""
    if request.method == "GET":
        return form(request)
    if keys.FIELD in request.POST:
        return _by_passkey(request)
    typed, password = request.POST.get("ten", ""), request.POST.get("mat-khau", "")
    if not typed.strip() or not password:
        return form(request, typed, wording.BLANK)
    device = devices.known(request, typed)
    try:
        user = attempt(
            doors.sign_in_door(typed, device),
            lambda: _fitting(request, typed, password),
            at=clock.instant(),
        )
    except Slowed as slow:
        said = wording.slowed(slow, known_device=device is not None)
        return form(request, typed, said, status=429)
    if user is None:
        return form(request, typed, wording.WRONG)
    if not _may_use_password(user):
        return form(request, typed, wording.ONLY_SSO.format(label=settings.SSO_LABEL))
    return first_factor_shown(request, user, how="password", to=wanted(request))


@never_cache
@sensitive_post_parameters("ma", keys.FIELD)
@require_http_methods(["GET", "POST"])
def sign_in_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever has just shown the first."""
    waiting = pending(request)
    if waiting is None:
        return redirect("sign_in")
    if request.method == "GET":
        return _factor_form(request, waiting.user)
    device = devices.known(request, waiting.user.username)
    door = doors.factor_door(waiting.user.pk, device)
    try:
        factor = attempt(door, lambda: shown_factor(request, waiting.user), at=clock.instant())
    except Slowed as slow:
        said = wording.slowed(slow, known_device=device is not None)
        return _factor_form(request, waiting.user, said, status=429)
    if factor is None:
        wrong = wording.WRONG_KEY if keys.FIELD in request.POST else wording.WRONG_CODE
        return _factor_form(request, waiting.user, wrong, status=422)
    return enter(request, waiting.user, how=waiting.how, factor=factor, to=waiting.next)


@require_POST
def passkey_challenge(request: HttpRequest) -> JsonResponse:
    """Give the browser a challenge: for the reader's own keys, or before sign-in for any."""
    waiting = pending(request)
    user = request.user if request.user.is_authenticated else waiting and waiting.user
    return JsonResponse(keys.ask_to_use(request, user))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; what the provider of a single sign-on keeps open is offered to end too."""
    by_sso = request.session.get("sso", False)
    logout(request)
    return redirect("sso_left" if by_sso else "sign_in")


def shown_factor(request: HttpRequest, user: "User") -> str | None:
    """Which second factor of the account the form shows, or None for none of them."""
    typed = request.POST.get("ma", "")
    at = clock.instant()
    ways: tuple[tuple[str, Callable[[], object]], ...]
    if keys.FIELD in request.POST:
        ways = (("passkey", lambda: keys.used(request, user)),)
    elif len("".join(typed.split())) == _CODE_DIGITS:
        ways = (("totp", lambda: use_totp(user, typed, at=at)),)
    else:
        ways = (("recovery", lambda: use_recovery_code(user, typed, at=at)),)
    return next((name for name, way in ways if way()), None)


def form(
    request: HttpRequest, typed: str = "", problem: str = "", *, status: int = 0, **more: object
) -> HttpResponse:
    """The sign-in page, with what was typed and what was wrong with it."""
    return show(
        request,
        "signin/sign_in.html",
        status or (422 if problem else 200),
        **{
            "typed": typed,
            "problem": problem,
            "next": wanted(request),
            "sso": settings.SSO_LABEL if settings.SSO_ISSUER else "",
            "sso_first": not settings.PASSWORD_SIGN_IN,
            "demo": shown_logins(),
            "demo_password": DEMO_PASSWORD,
            **more,
        },
    )


def _fitting(request: HttpRequest, typed: str, password: str) -> "User | None":
    """The account, or None with its note in the transaction of the miss: one commit for any name.

    A second commit would wait for the disk, and tell by its time which names there are.
    """
    user = authenticate(request, username=typed, password=password)
    if user is None:
        note_refused_sign_in(username=typed)
    return user


def _by_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey is both factors: something held, opened by a finger, a face or a PIN."""
    user = keys.used(request, None)
    if user is None:
        return form(request, problem=wording.WRONG_KEY)
    if not _may_use_password(user):
        return form(request, problem=wording.ONLY_SSO.format(label=settings.SSO_LABEL))
    return enter(request, user, how="passkey", factor="passkey", to=wanted(request))


def _may_use_password(user: "User") -> bool:
    """Whether the account may come in without the single sign-on: operators always may."""
    if settings.PASSWORD_SIGN_IN:
        return True
    return any(one.role == OPERATOR for one in rights_of(user, today=clock.today()).held)


def _factor_form(
    request: HttpRequest, user: "User", problem: str = "", *, status: int = 200
) -> HttpResponse:
    return show(request, "signin/factor.html", status, problem=problem, factors=factors_of(user.pk))
