"""Lists under way in the demo: one a ward office drafts, one the province revises.

Both start from the real commune list. What is wrong in them is planted, so that the appraiser's
page has every kind of finding to show; the reader is told so in docs/guides/demo.md.
"""

from collections.abc import Callable, Mapping
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue import queries as catalogue
from congvu.apps.toolkit import actions as toolkit
from congvu.apps.toolkit import queries as proposals
from congvu.apps.toolkit.actions import RowEdit
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind, Row
from congvu.exchange.demo import office_file
from congvu.exchange.demo.frames import moment
from congvu.exchange.demo.products import COMMUNE_VERSION
from congvu.exchange.demo.story import WARD
from congvu.exchange.lists.proposing import plan_upload

WARD_SERIES = "DM-NHA-TRANG"
WARD_FAMILIES = ("VP.", "KTDC.", "HCC.")
NOVEMBER_3, NOVEMBER_10 = moment(date(2026, 11, 3), 9, 10), moment(date(2026, 11, 10), 15, 5)
NOVEMBER_17, NOVEMBER_19 = moment(date(2026, 11, 17), 10, 30), moment(date(2026, 11, 19), 8, 45)
Mend = Callable[[Row], Row]


def everything(users: Mapping[str, Actor]) -> None:
    """Draft both: the ward's list stays with its office, the province's waits for the appraiser."""
    _ward_list(users["van.phong"], users["van.phong.2"])
    _revision(users["noi.vu"], users["tham.dinh"])


def _ward_list(office: Actor, colleague: Actor) -> None:
    """The ward's own products, with slips of a first draft, a comment, and a file that waits."""
    base = catalogue.document_of(COMMUNE_VERSION)
    own = [row for row in base.rows("products") if row["code"].startswith(WARD_FAMILIES)]
    draft = _with_rows(base, [_slipped(row) for row in own])
    named = document(
        ListKind.CATALOGUE, WARD_SERIES, "Danh mục riêng của phường Nha Trang", draft.settings,
        draft.sheets,
    )  # fmt: skip
    proposal = toolkit.start(
        named, unit=WARD, origin="Chọn từ danh mục cấp xã (mẫu tham khảo)", by=office,
        at=NOVEMBER_3,
    )  # fmt: skip
    first = proposals.draft_rows(proposal, "products", search="VP.12")[1][0]
    toolkit.comment(
        proposal, "Đã gồm đơn gửi qua cổng dịch vụ công chưa? Nếu có thì tách riêng.",
        row_id=first.id, by=colleague, at=NOVEMBER_10,
    )  # fmt: skip
    with office_file.written() as path:
        plan = plan_upload(proposals.proposal(proposal), path, office_file.NAME)
    toolkit.plan_import(proposal, plan, by=office, at=NOVEMBER_17)


def _revision(clerk: Actor, appraiser: Actor) -> None:
    """A revision of the list common to all communes, submitted: some points up, some slips."""
    base = catalogue.document_of(COMMUNE_VERSION)
    proposal = toolkit.start(
        base, based_on=COMMUNE_VERSION, origin="Sửa đổi sau năm tháng áp dụng", by=clerk,
        at=NOVEMBER_10,
    )  # fmt: skip
    rows = proposals.draft_rows(proposal, "products")[1]
    edits = [
        RowEdit("products", dict(_REVISED[row.values["code"]](row.values)), row.id)
        for row in rows
        if row.values["code"] in _REVISED
    ]
    edits += [RowEdit("products", row) for row in _NEW_WORK]
    toolkit.change_rows(
        proposal, edits, label="Sửa đổi, bổ sung theo ý kiến các xã", by=clerk, at=NOVEMBER_17
    )
    toolkit.submit(proposal, by=clerk, at=NOVEMBER_19)
    toolkit.comment(
        proposal, "Đề nghị kèm số lượt thực hiện trong năm của các dòng tăng điểm.", by=appraiser,
        at=NOVEMBER_19,
    )  # fmt: skip


def _with_rows(base: Document, rows: list[Row]) -> Document:
    return document(base.kind, base.code, base.name, base.settings, {"products": rows})


def _slipped(row: Row) -> Row:
    mend = _SLIPS.get(row["code"])
    return mend(row) if mend else row


def _set(**texts: str) -> Mend:
    return lambda row: {**row, **texts}


# Slips as offices make them: a coefficient ten times too high, points of another group, two
# products in one line, an output that nobody can count, the same work under two codes.
_SLIPS: Mapping[str, Mend] = {
    "VP.04": _set(coefficient="20"),
    "VP.08": _set(points="60"),
    "VP.14": _set(
        name="Quản lý tài sản; mua sắm thiết bị; lập báo cáo kiểm kê",
        output="Sổ tài sản, hợp đồng mua sắm và báo cáo kiểm kê",
    ),
    "VP.20": _set(output="Kết quả công việc"),
    "KTDC.03": _set(
        name="Kiểm tra hiện trạng sử dụng đất của UBND phường",
        output="Biên bản kiểm tra hiện trạng",
    ),
}
_NEW_WORK: tuple[Row, ...] = (
    {
        "code": "HCC.40", "group": "C", "section": "Trung tâm Phục vụ hành chính công",
        "name": "Hướng dẫn nộp hồ sơ trực tuyến tại nhà người cao tuổi", "output": "Lượt hướng dẫn",
        "unit": "lượt", "complexity": "N1", "points": "10", "coefficient": "2", "hours": "1,5",
    },
    {
        "code": "KTDC.40", "group": "C", "section": "Phòng Kinh tế",
        "name": "Số hóa hồ sơ địa chính giấy", "output": "Hồ sơ số hóa", "unit": "hồ sơ",
        "complexity": "N1", "points": "5", "coefficient": "1", "hours": "0,75",
    },
)  # fmt: skip


def _raised(points: str, coefficient: str) -> Mend:
    return _set(points=points, coefficient=coefficient)


_REVISED: Mapping[str, Mend] = {
    "KTDC.04": _raised("45", "9"),
    "KTDC.22": _raised("90", "18"),
    "HCC.04": _raised("5", "1"),
    "HCC.15": _raised("5", "1"),
    "VP.34": _raised("45", "9"),
    "DC.16": _raised("5", "1"),
    "DC.27": _raised("10", "2"),
    "DC.12": _raised("60", "12"),  # the group stays N2: out of its band
    "QL.04": _raised("80", "15"),  # 80 ÷ 5 is 16
    "VP.11": _set(
        name="Theo dõi tiếp công dân của lãnh đạo UBND xã", output="Lịch/sổ/phiếu chuyển"
    ),
    "VP.29": _set(
        name="Bảo vệ bí mật nhà nước; rà soát tài liệu mật; lập báo cáo năm",
        output="Sổ quản lý tài liệu mật, biên bản rà soát và báo cáo năm",
    ),
    "VHTT.02": _set(output="Theo yêu cầu"),
}
