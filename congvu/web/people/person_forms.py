"""The forms of a person's file, each for one thing that happens to her."""

from datetime import date

from congvu.apps.org.enums import AbsenceKind, DisciplineForm
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import PersonFile, PostingFile
from congvu.kernel.dates import format_day
from congvu.web.people.forms import CHOICE, DAY, TICK, UNIT, Field, Form, chosen

TRANSFER, BESIDE, AWAY, DISCIPLINE, NAME = "dieu-dong", "kiem-nhiem", "nghi", "ky-luat", "ho-ten"
FIELD = "phu-trach"
END_POST, END_AWAY, UNDO_AWAY, END_FIELD = "thoi", "het-nghi", "bo-nghi", "thoi-phu-trach"
_DECISION = Field("quyet-dinh", "Số quyết định", hint="Như 45/QĐ-UBND.", needed=True)


def forms_of(person: PersonFile, primary: PostingFile | None, today: date) -> dict[str, Form]:
    """The forms as they open for a person who holds (or does not hold) a primary post.

    Only a deputy is assigned what she looks after.
    """
    deputy = primary is not None and primary.leads == Leads.DEPUTY
    return {
        TRANSFER: _post_form(
            TRANSFER,
            "Điều động, bổ nhiệm, đổi vị trí" if primary else "Nhận vị trí",
            "Vị trí chính đang giữ kết thúc cùng ngày." if primary else "",
            primary,
            today,
        ),
        BESIDE: _post_form(
            BESIDE, "Thêm vị trí kiêm nhiệm", "Vị trí chính vẫn giữ.", None, today
        ),
        **({FIELD: _field_form(today)} if deputy else {}),
        AWAY: Form(
            AWAY, "Ghi nghỉ, vắng mặt", "Ghi kỳ nghỉ",
            (
                Field("loai", "Lý do", CHOICE, needed=True, options=chosen(AbsenceKind.choices)),
                Field("tu", "Ngày đầu", DAY, needed=True, value=format_day(today)),
                Field("den", "Ngày cuối", DAY, "Để trống khi chưa biết."),
                Field("quyet-dinh", "Số quyết định"),
                Field("ghi-chu", "Ghi chú"),
            ),
            "Vắng mọi ngày làm việc của tháng thì tháng đó không chấm điểm.",
        ),
        DISCIPLINE: Form(
            DISCIPLINE, "Ghi kỷ luật", "Ghi kỷ luật",
            (
                Field("hinh-thuc", "Hình thức", CHOICE, needed=True,
                      options=chosen(DisciplineForm.choices)),
                _DECISION,
                Field("ngay-ky", "Ngày quyết định", DAY, needed=True),
                Field("vi-pham", "Ngày vi phạm", DAY, "Kỷ luật tính cho đơn vị lúc vi phạm."),
                Field("nam", "Năm được tính", hint="Để trống là năm của quyết định."),
                Field("don-vi", "Đơn vị được tính", UNIT, "Để trống là đơn vị lúc vi phạm."),
                Field("khong-tinh", "Lý do không tính",
                      hint="Khi cùng hành vi đã tính ở năm khác."),
                Field("cong-vu", "Liên quan hoạt động công vụ", TICK, value="1"),
            ),
            "Mỗi hành vi chỉ tính ở một năm và một đơn vị (Điều 11 khoản 3).",
        ),
        NAME: Form(
            NAME, "Sửa họ tên, tên gọi", "Sửa",
            (
                Field("ho-ten", "Họ và tên", needed=True, value=person.full_name),
                Field("ten-goi", "Tên gọi", value=person.given,
                      hint="Chữ để xếp thứ tự, như Y Moan Êban: Moan."),
                Field("ly-do", "Lý do", needed=True),
            ),
        ),
    }  # fmt: skip


def _field_form(today: date) -> Form:
    return Form(
        FIELD, "Phân công phụ trách", "Phân công",
        (
            Field("don-vi", "Đơn vị phụ trách", UNIT, "Mã hoặc tên."),
            Field("nguoi", "Hoặc mã một người", hint="Khi phụ trách từng người."),
            Field("ngay", "Từ ngày", DAY, needed=True, value=format_day(today)),
            _DECISION,
        ),
        "Cấp phó xem, nghiệm thu và nhận xét trong phạm vi được phân công (Điều 10, Điều 15 "
        "khoản 4).",
    )  # fmt: skip


def _post_form(key: str, title: str, lead: str, now: PostingFile | None, today: date) -> Form:
    return Form(
        key, title, "Ghi vị trí",
        (
            Field("phong", "Đơn vị", UNIT, "Mã hoặc tên.", needed=True,
                  value=now.unit if now else ""),
            Field("chuc-vu", "Chức vụ, vị trí", needed=True, value=now.title if now else ""),
            Field("lanh-dao", "Giữ chức vụ lãnh đạo", CHOICE, options=chosen(Leads.choices),
                  value="none"),
            Field("linh-vuc", "Lĩnh vực phụ trách", hint="Của cấp phó."),
            Field("ngay", "Từ ngày", DAY, needed=True, value=format_day(today)),
            _DECISION,
        ),
        lead,
    )  # fmt: skip
