"""Pages for what went wrong: what happened, what to do, and nothing of the machine behind."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from congvu.web.shared.frame import show
from congvu.web.signin.kept import is_own_form, keep


@dataclass(frozen=True)
class Trouble:
    """What happened, what the reader can do, and a reference for whoever looks into it."""

    title: str
    what: str
    then: str
    reference: str = ""


FORBIDDEN = Trouble(
    "Không mở được trang này",
    "Vai trò của ông/bà không bao gồm trang này.",
    "Nếu công việc cần đến, đề nghị người quản trị của cơ quan cấp quyền; quyền có hiệu lực ngay.",
)
MISSING = Trouble(
    "Không tìm thấy",
    "Không có trang, người hoặc đơn vị nào ở địa chỉ này trong phạm vi ông/bà được xem.",
    "Kiểm tra lại địa chỉ, hoặc đi từ trang đầu.",
)
BROKEN = Trouble(
    "Hệ thống gặp lỗi",
    "Trang này chưa hiện được. Số liệu đã lưu vẫn nguyên vẹn.",
    "Thử lại sau ít phút. Nếu vẫn lỗi, gửi mã tra cứu dưới đây cho người vận hành.",
)
EXPIRED = Trouble(
    "Trang đã mở quá lâu",
    "Biểu mẫu này không còn hiệu lực nên chưa có gì được gửi đi.",
    "Quay lại trang trước, tải lại rồi gửi lại; những gì đã gõ vẫn còn trong trình duyệt.",
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but the role does not open the page."""
    return show(request, "shared/error.html", status=403, error=FORBIDDEN)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: unknown, or out of reach, which must look the same."""
    return show(request, "shared/error.html", status=404, error=MISSING)


def broken(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database, which may be what broke."""
    reference = str(getattr(request, "request_id", ""))
    error = Trouble(BROKEN.title, BROKEN.what, BROKEN.then, reference)
    request.rights = None
    return show(request, "shared/error.html", status=500, error=error)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 on a form that came from elsewhere, or is older than the last sign-in in this browser.

    Our own old form is shown back to its writer, to be sent again with a new token.
    """
    if is_own_form(request) and (found := keep(request, str(request.user.pk))).fields:
        return show(request, "signin/resume.html", status=403, kept=found)
    return show(request, "shared/error.html", status=403, error=EXPIRED)
