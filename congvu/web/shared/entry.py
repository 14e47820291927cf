"""Coming in and going out: the first page, sign-in, sign-out."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.access.policy import POLICIES, READ_HEALTH, READ_OWN, READ_PROVINCE, READ_ROOM
from congvu.apps.accounts.actions import note_refused_sign_in, note_sign_in
from congvu.apps.accounts.queries import demo_logins
from congvu.exchange.demo.story import PASSWORD as DEMO_PASSWORD
from congvu.web.reminders.counting import gathered, remember
from congvu.web.shared.frame import show

FIRST_PAGES = (
    (READ_PROVINCE, "province"),
    (READ_ROOM, "room"),
    (READ_OWN, "month"),
    (READ_HEALTH, "health"),
)
DEMO_SEES = {
    "an.nguyen": ("Công chức", "Tháng của mình: điểm, nguyên nhân từng điểm mất, từng việc"),
    "truong.phong": ("Trưởng phòng", "Mọi người trong phòng, ai cần xem trước"),
    "chu.tich": ("Chủ tịch phường", "Các phòng, ban thuộc phường"),
    "van.phong": ("Văn phòng cơ quan", "Lập danh mục sản phẩm, bản mô tả công việc; nạp tệp"),
    "van.phong.2": ("Văn phòng cơ quan, người thứ hai", "Áp dụng tệp mà người thứ nhất đã nạp"),
    "noi.vu": ("Sở Nội vụ", "Toàn tỉnh, mở được từng đơn vị và từng người; ban hành danh mục"),
    "tham.dinh": (
        "Sở Nội vụ, thẩm định",
        "Soát bản đề xuất: trùng, gộp, điểm sai, chênh giữa các phòng",
    ),
    "bi.thu": ("Lãnh đạo tỉnh", "Toàn tỉnh: phân bố điểm, đơn vị cần nhìn"),
    "thanh.tra": ("Thanh tra", "Toàn tỉnh và mọi phiếu, chỉ đọc"),
    "van.hanh": ("Vận hành", "Sức khoẻ hệ thống, không thấy điểm của ai"),
}
WRONG = (
    "Tên đăng nhập hoặc mật khẩu không đúng. "
    "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại mật khẩu."
)
BLANK = "Gõ cả tên đăng nhập và mật khẩu."


@dataclass(frozen=True)
class DemoLogin:
    """A sign-in of the demo, and what its owner sees."""

    username: str
    label: str
    sees: str


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Send the reader to the page that answers the reader's first question.

    Here, once after signing in, what waits is counted for the frame of the pages to come.
    """
    if POLICIES["reminders"].admits(request.rights):
        remember(request, gathered(request))
    for permission, name in FIRST_PAGES:
        if request.rights.may(permission):
            return redirect(name)
    return redirect("rules")


@never_cache
@sensitive_post_parameters("mat-khau")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in; a wrong try keeps the name that was typed."""
    if request.method == "GET":
        return _form(request)
    typed, password = request.POST.get("ten", ""), request.POST.get("mat-khau", "")
    if not typed.strip() or not password:
        return _form(request, typed, BLANK)
    user = authenticate(request, username=typed, password=password)
    if user is None:
        note_refused_sign_in(username=typed)
        return _form(request, typed, WRONG)
    login(request, user)
    note_sign_in(user)
    return HttpResponseRedirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign_in")


def _form(request: HttpRequest, typed: str = "", problem: str = "") -> HttpResponse:
    status = 422 if problem else 200
    return show(
        request,
        "shared/sign_in.html",
        status,
        typed=typed,
        problem=problem,
        next=_next(request),
        demo=_demo_logins(),
        demo_password=DEMO_PASSWORD,
    )


def _next(request: HttpRequest) -> str:
    """Where to go after sign-in: an address of this host only, never elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure())
    return wanted if safe else "/"


def _demo_logins() -> list[DemoLogin]:
    if not settings.DEMO:
        return []
    known = set(demo_logins())
    return [DemoLogin(name, *told) for name, told in DEMO_SEES.items() if name in known]
