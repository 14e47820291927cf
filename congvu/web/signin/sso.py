"""Đăng nhập một lần: to the province's provider and back to the account it names."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.sessions import FRESH_SECONDS, moment
from congvu.apps.accounts.actions import bind_sso
from congvu.apps.accounts.queries import user_named, user_of
from congvu.apps.org.queries import account_of
from congvu.web.shared.frame import show
from congvu.web.signin import provider
from congvu.web.signin.entering import enter, first_factor_shown, wanted
from congvu.web.signin.provider import NotBelieved, NotReached

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

log = logging.getLogger(__name__)
_NEXT, _AGAIN = "sso_next", "sso_again"
DOWN = "{label} không trả lời. Thử lại sau ít phút; nếu gấp, báo người vận hành."
REFUSED = (
    "Kết quả {label} gửi về không hợp lệ hoặc đã dùng rồi, nên không ai được cho vào. "
    "Bấm đăng nhập lại từ đầu; nếu vẫn vậy, báo người vận hành."
)
UNKNOWN = (
    "{label} đã xác nhận là “{who}”, nhưng ở đây chưa có tài khoản nào mang tên đó. "
    "Tài khoản không tự tạo: báo văn phòng cơ quan hoặc người vận hành mở tài khoản."
)
NO_CLAIM = (
    "{label} không gửi thông tin “{claim}” mà hệ thống cần để biết là ai. Báo người vận hành."
)
OTHER = (
    "Tài khoản “{who}” ở đây đã gắn với một người khác trên {label}. "
    "Báo người vận hành để gắn lại nếu tài khoản vừa chuyển chủ."
)


@never_cache
@require_GET
def sso_start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider; only the session learns of it."""
    _refuse_without_provider()
    again = "lai" in request.GET
    request.session.update({_NEXT: wanted(request), _AGAIN: again})
    try:
        back = request.build_absolute_uri(reverse("sso_return"))
        return provider.begin(request, back, again=again)
    except NotReached as wrong:
        return _stopped(request, DOWN, wrong, status=503)


@never_cache
@require_http_methods(["GET", "POST"])
def sso_return(request: HttpRequest) -> HttpResponse:
    """Take what the provider sent: a look only shows the form that opens the session."""
    _refuse_without_provider()
    if request.method == "GET":
        if request.GET.get("error"):
            return _stopped(request, REFUSED, NotBelieved(request.GET["error"]))
        code, state = request.GET.get("code", ""), request.GET.get("state", "")
        return show(request, "signin/sso_return.html", code=code, state=state, label=_label())
    try:
        claims = provider.finish(request)
    except NotReached as wrong:
        return _stopped(request, DOWN, wrong, status=503)
    except NotBelieved as wrong:
        return _stopped(request, REFUSED, wrong)
    return _enter(request, claims)


@never_cache
@require_GET
def sso_left(request: HttpRequest) -> HttpResponse:
    """Say that the session here is over, and offer to end the one at the provider."""
    _refuse_without_provider()
    there = provider.leaving(request.build_absolute_uri(reverse("sign_in")))
    return show(request, "signin/sso_left.html", there=there, label=_label())


def _enter(request: HttpRequest, claims: Mapping[str, Any]) -> HttpResponse:
    who = claims.get(settings.SSO_CLAIM)
    if not isinstance(who, str) or not who.strip():
        return _stopped(request, NO_CLAIM)
    user = _account(who)
    if user is None:
        return _stopped(request, UNKNOWN, who=who)
    if not bind_sso(user, issuer=claims["iss"], subject=str(claims["sub"]), at=clock.instant()):
        return _stopped(request, OTHER, who=who)
    to = request.session.pop(_NEXT, "/")
    request.session["sso"] = True
    fresh = _asked_just_now(claims, again=request.session.pop(_AGAIN, False))
    if settings.SSO_SECOND_FACTOR:
        return enter(request, user, how="sso", factor="sso", to=to, fresh=fresh)
    return first_factor_shown(request, user, how="sso", to=to, fresh=fresh)


def _asked_just_now(claims: Mapping[str, Any], *, again: bool) -> bool:
    """Whether the provider asked the person herself a moment ago, not only her browser.

    Asked to ask again, it must say when it did (OpenID Connect 3.1.2.1); one that says nothing is
    taken at its word.
    """
    when = claims.get("auth_time")
    return again if when is None else moment() - int(when) < FRESH_SECONDS


def _account(who: str) -> "User | None":
    """The open account that the claim names; none is ever made here."""
    if settings.SSO_MATCH == "username":
        found = user_named(who)
        return user_of(found.pk) if found else None
    account = account_of(who.strip())
    return user_of(account) if account else None


def _stopped(
    request: HttpRequest,
    said: str,
    why: Exception | None = None,
    *,
    who: str = "",
    status: int = 403,
) -> HttpResponse:
    if why is not None:
        log.warning("single sign-on: %s: %s", type(why).__name__, why)
    words = said.format(label=_label(), who=who, claim=settings.SSO_CLAIM)
    return show(request, "signin/sso_stopped.html", status, said=words, label=_label())


def _label() -> str:
    return settings.SSO_LABEL[:1].upper() + settings.SSO_LABEL[1:]


def _refuse_without_provider() -> None:
    if not settings.SSO_ISSUER:
        raise Http404
