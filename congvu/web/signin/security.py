"""Bảo mật tài khoản: one's own second factors, codes, password and open sessions."""

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.access.guard import owes_factor
from congvu.apps.accounts import doors
from congvu.apps.accounts.actions import (
    Slowed,
    attempt,
    end_other_sessions,
    end_session,
    forget_devices,
    make_recovery_codes,
    remove_passkey,
    remove_totp,
    set_password,
)
from congvu.apps.accounts.queries import devices_known, factors_of, sessions_of
from congvu.web.shared.frame import show
from congvu.web.signin import wording
from congvu.web.signin.entering import prove


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show what protects the account, and where it is open now."""
    user = request.user
    return show(
        request,
        "signin/security.html",
        factors=factors_of(user.pk),
        owes=owes_factor(request),
        sessions=sessions_of(user.pk, at=clock.instant(), here=request.session.session_key or ""),
        devices=devices_known(user.pk),
        password=user.has_usable_password(),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def security_password(request: HttpRequest) -> HttpResponse:
    """Change the password by showing the old one; the other sessions end."""
    if request.method == "GET":
        return _password_form(request)
    old, new = request.POST.get("mat-khau", ""), request.POST.get("mat-khau-moi", "")
    door = doors.step_up_door(request.user.pk)
    try:
        user = attempt(
            door,
            lambda: authenticate(request, username=request.user.username, password=old),
            at=clock.instant(),
        )
    except Slowed as slow:
        return _password_form(request, [wording.slowed(slow, known_device=True)], status=429)
    if user is None:
        return _password_form(request, [wording.MISTYPED], status=422)
    if problems := _faults(request, old, new):
        return _password_form(request, problems, status=422)
    set_password(user, password=new, by=user, keep=request.session.session_key or "")
    update_session_auth_hash(request, user)
    prove(request)
    messages.success(request, "Đã đổi mật khẩu. Các phiên khác của tài khoản đã đóng.")
    return redirect("security")


@never_cache
@require_POST
def security_codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes and show them this once; those before open nothing any more."""
    return codes_made(request)


@require_POST
def security_remove(request: HttpRequest) -> HttpResponse:
    """Take a factor away: the app (`app`) or a passkey by its number."""
    which, at = request.POST.get("yeu-to", ""), clock.instant()
    if which == "app":
        remove_totp(request.user, by=request.user, at=at)
    elif which.isdecimal():
        remove_passkey(request.user, int(which), by=request.user, at=at)
    messages.success(request, "Đã gỡ.")
    return redirect("security")


@require_POST
def security_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, or all the others; or make every browser unknown again."""
    which, user, at = request.POST.get("phien", ""), request.user, clock.instant()
    here = request.session.session_key or ""
    if which == "khac":
        count = end_other_sessions(user, keep=here, by=user, at=at)
        messages.success(request, f"Đã đóng {count} phiên khác.")
    elif which == "may":
        count = forget_devices(user, by=user, at=at)
        messages.success(request, f"Đã quên {count} máy; lần đăng nhập sau chúng là máy lạ.")
    else:
        end_session(user, which, by=user, at=at)
        messages.success(request, "Đã đóng phiên.")
    return redirect("security")


def codes_made(request: HttpRequest, said: str = "") -> HttpResponse:
    """The page of fresh recovery codes, which no other page can show again."""
    codes = make_recovery_codes(request.user, by=request.user, at=clock.instant())
    return show(request, "signin/codes.html", codes=codes, said=said)


def _faults(request: HttpRequest, old: str, new: str) -> list[str]:
    if new != request.POST.get("mat-khau-lai", ""):
        return ["Hai lần gõ mật khẩu mới chưa giống nhau. Gõ lại cả hai."]
    if new == old:
        return ["Mật khẩu mới phải khác mật khẩu đang dùng."]
    try:
        validate_password(new, request.user)
    except ValidationError as refused:
        return list(refused.messages)
    return []


def _password_form(
    request: HttpRequest, problems: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    return show(request, "signin/password.html", status, problems=problems or [])
