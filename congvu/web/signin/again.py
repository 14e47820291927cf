"""When a session is over or its proof is old: sign in or prove again, and lose nothing."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.sessions import SEEN, Ended, left, moment
from congvu.access import guard
from congvu.access.policy import POLICIES
from congvu.apps.accounts import doors
from congvu.apps.accounts.actions import Slowed, attempt
from congvu.apps.accounts.queries import factors_of
from congvu.web.shared.frame import show
from congvu.web.signin import keys, wording
from congvu.web.signin.entering import prove, wanted
from congvu.web.signin.kept import KEPT, keep, kept_for, typed
from congvu.web.signin.views import form, shown_factor

CLOSED_BY_TWIN = (
    "Phiên làm việc đã đóng. Đăng nhập rồi xem việc vừa gửi đã được ghi chưa; "
    "nếu vừa đổi mật khẩu thì dùng mật khẩu mới."
)


def stranger(request: HttpRequest) -> HttpResponseBase:
    """Answer who is not signed in: a look leads to sign-in, a form is kept and said to be kept.

    A form answers 401 in place, so that no script takes a redirect for a receipt.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return guard.to_sign_in(request)
    ended = request.ended
    found = keep(request, ended.user) if ended else typed(request)
    return form(
        request,
        problem=_over(ended, secret=POLICIES[request.resolver_match.url_name].secret),
        status=401,
        next=reverse("resume") if ended and found.fields else "/",
        unsent=found,
        kept=bool(ended and found.fields),
    )


def unproven(request: HttpRequest) -> HttpResponseBase:
    """Answer whose proof is old; a form is kept meanwhile."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return guard.to_step_up(request)
    found = keep(request, str(request.user.pk))
    back = reverse("resume") if found.fields else reverse("security")
    return _form(request, to=back, status=401)


@never_cache
@sensitive_post_parameters("mat-khau", "ma", keys.FIELD)
@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Ask for the password or a factor again; then go on to where the reader was going."""
    if request.method == "GET":
        return _form(request, to=wanted(request))
    try:
        shown = attempt(doors.step_up_door(request.user.pk), lambda: _shown(request),
                        at=clock.instant())  # fmt: skip
    except Slowed as slow:
        said = wording.slowed(slow, known_device=True)
        return _form(request, said, to=wanted(request), status=429)
    if shown is None:
        return _form(request, _wrong(request), to=wanted(request), status=422)
    prove(request)
    return HttpResponseRedirect(wanted(request))


@never_cache
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Show what was typed and not received, to send again or to let go (POST)."""
    if request.method == "POST":
        request.session.pop(KEPT, None)
        return redirect("home")
    return show(request, "signin/resume.html", kept=kept_for(request))


@require_POST
def keep_alive(request: HttpRequest) -> HttpResponse:
    """Count the reader as present, because she pressed a button that says so."""
    request.session[SEEN] = moment()
    return HttpResponse(str(left(request.session, moment())), content_type="text/plain")


def _over(ended: Ended | None, *, secret: bool) -> str:
    """Why the form was not received; or, where its twin may have closed the session, what to do."""
    if secret and not (ended and ended.idle):
        return CLOSED_BY_TWIN
    if ended is None:
        return "Phiên làm việc đã đóng nên biểu mẫu vừa gửi chưa được nhận."
    if ended.idle:
        minutes = settings.SESSION_IDLE // 60
        return f"Phiên làm việc đã đóng sau {minutes} phút không dùng; biểu mẫu chưa được nhận."
    return "Phiên làm việc đã hết thời hạn hoặc bị đóng; biểu mẫu chưa được nhận."


def _shown(request: HttpRequest) -> object:
    """The proof in the form: a password if one was typed, else a factor; None for neither."""
    password = request.POST.get("mat-khau", "")
    if password:
        user = authenticate(request, username=request.user.username, password=password)
        return user if user == request.user else None
    return shown_factor(request, request.user)


def _wrong(request: HttpRequest) -> str:
    if request.POST.get("mat-khau"):
        return wording.MISTYPED
    return wording.WRONG_KEY if keys.FIELD in request.POST else wording.WRONG_CODE


def _form(request: HttpRequest, problem: str = "", *, to: str, status: int = 200) -> HttpResponse:
    return show(
        request,
        "signin/step_up.html",
        status,
        problem=problem,
        next=to,
        factors=factors_of(request.user.pk),
        password=request.user.has_usable_password(),
        sso=settings.SSO_LABEL if settings.SSO_ISSUER else "",
    )
