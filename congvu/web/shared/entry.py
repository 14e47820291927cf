"""Coming in: the first page of each reader, and whom the demo lets in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from congvu.access.policy import (
    KEEP_GRANTS,
    POLICIES,
    READ_HEALTH,
    READ_OWN,
    READ_PROVINCE,
    READ_ROOM,
    REPORT_OWN,
)
from congvu.apps.accounts.queries import demo_logins
from congvu.web.reminders.counting import gathered, remember

FIRST_PAGES = (
    (READ_PROVINCE, "province"),
    (READ_ROOM, "room"),
    (REPORT_OWN, "today"),
    (READ_OWN, "month"),
    (READ_HEALTH, "health"),
    (KEEP_GRANTS, "grants"),
)
DEMO_SEES = {
    "an.nguyen": ("Công chức", "Ghi việc hôm nay; tháng của mình: điểm, nguyên nhân, từng việc"),
    "duc.hoang": (
        "Công chức, giữa một tuần bận",
        "Ghi +1, chép việc hôm qua; việc bị trả lại",
    ),
    "pho.phong": ("Phó trưởng phòng, đang được ủy quyền", "Giao việc, duyệt thay trưởng phòng"),
    "truong.phong": ("Trưởng phòng", "Mọi người trong phòng, ai cần xem trước"),
    "chu.tich": ("Chủ tịch phường", "Các phòng, ban thuộc phường"),
    "van.phong": ("Văn phòng cơ quan", "Lập danh mục sản phẩm, bản mô tả công việc; nạp tệp"),
    "van.phong.2": ("Văn phòng cơ quan, người thứ hai", "Áp dụng tệp mà người thứ nhất đã nạp"),
    "to.chuc": ("Bộ phận tổ chức của phường", "Đơn vị, nhân sự, vắng mặt, kỷ luật; đối chiếu"),
    "noi.vu": ("Sở Nội vụ", "Toàn tỉnh, mở được từng đơn vị và từng người; ban hành danh mục"),
    "tham.dinh": (
        "Sở Nội vụ, thẩm định",
        "Soát bản đề xuất: trùng, gộp, điểm sai, chênh giữa các phòng",
    ),
    "bi.thu": ("Lãnh đạo tỉnh", "Toàn tỉnh: phân bố điểm, đơn vị cần nhìn"),
    "thanh.tra": ("Thanh tra", "Toàn tỉnh và mọi phiếu, chỉ đọc"),
    "quan.tri": ("Quản trị quyền", "Ai giữ quyền gì, cấp và thu quyền; không thấy điểm của ai"),
    "van.hanh": ("Vận hành", "Sức khoẻ hệ thống, không thấy điểm của ai"),
}


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


def shown_logins() -> list[DemoLogin]:
    """The sign-ins that the demo publishes; none outside it."""
    if not settings.DEMO:
        return []
    known = set(demo_logins())
    return [DemoLogin(name, *told) for name, told in DEMO_SEES.items() if name in known]
