"""Setting up a second factor: an app that shows codes, or a passkey."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.apps.accounts import totp
from congvu.apps.accounts.actions import register_passkey, set_up_totp
from congvu.apps.accounts.passkeys import NotThatKey
from congvu.apps.accounts.queries import factors_of
from congvu.apps.accounts.sealing import seal, unseal
from congvu.apps.accounts.sessions import FACTOR
from congvu.apps.audit.refusals import Refused
from congvu.web.shared.frame import show
from congvu.web.signin import keys
from congvu.web.signin.devices import label
from congvu.web.signin.security import codes_made

_BEGUN = "totp_setup"
NOT_MADE = (
    "Trình duyệt chưa tạo được khóa. Thử lại, cho phép khi máy hỏi vân tay, khuôn mặt hoặc mã PIN; "
    "hoặc dùng ứng dụng mã xác thực."
)


@never_cache
@sensitive_post_parameters("ma")
@require_http_methods(["GET", "POST"])
def security_totp(request: HttpRequest) -> HttpResponse:
    """Show the QR code of a new secret, and keep it once a code of it comes back."""
    if request.method == "GET":
        return _totp_form(request)
    sealed = request.session.get(_BEGUN)
    if sealed is None:
        return redirect("security_totp")
    try:
        set_up_totp(request.user, secret=unseal(sealed), code=request.POST.get("ma", ""),
                    by=request.user, at=clock.instant())  # fmt: skip
    except Refused as refused:
        return _totp_form(request, str(refused), status=422)
    del request.session[_BEGUN]
    return _done(request, "totp", "Từ nay đăng nhập hỏi thêm mã 6 số trên ứng dụng.")


@never_cache
@sensitive_post_parameters(keys.FIELD)
@require_POST
def security_passkeys(request: HttpRequest) -> HttpResponse:
    """Give the browser what it needs to make a passkey; then keep the one it made."""
    if keys.FIELD not in request.POST:
        return JsonResponse(keys.ask_to_register(request, request.user))
    name = request.POST.get("ten-khoa", "").strip()[:80] or label(request)
    try:
        made = keys.registered(request)
        register_passkey(request.user, made, label=name, by=request.user, at=clock.instant())
    except (NotThatKey, Refused) as refused:
        said = str(refused) if isinstance(refused, Refused) else NOT_MADE
        return show(request, "signin/refused.html", 422, said=said)
    return _done(request, "passkey", f"Đã lập khóa truy cập “{name}”.")


def _done(request: HttpRequest, factor: str, said: str) -> HttpResponse:
    """The session counts as shown by the new factor; the first factor brings recovery codes."""
    request.session[FACTOR] = factor
    if not factors_of(request.user.pk).codes_left:
        return codes_made(request, said)
    messages.success(request, said)
    return redirect("security")


def _totp_form(request: HttpRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    """The QR code and the same secret in letters; it is the same until it is kept."""
    secret = _secret(request)
    address = totp.address(secret, account=request.user.username, issuer="Công vụ")
    return show(
        request,
        "signin/totp.html",
        status,
        problem=problem,
        qr=_picture(address),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        address=address,
    )


def _secret(request: HttpRequest) -> str:
    if _BEGUN not in request.session:
        request.session[_BEGUN] = seal(totp.new_secret())
    return unseal(request.session[_BEGUN])


def _picture(address: str) -> SafeString:
    svg = segno.make(address, error="l").svg_inline(scale=5, border=2, title="Mã QR")
    return mark_safe(svg)  # noqa: S308 - segno draws it from an address that we made
