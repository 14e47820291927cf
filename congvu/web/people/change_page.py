"""The forms by which a unit changes, and the plan of who goes where before it is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.org.enums import SuccessionKind, UnitKind
from congvu.apps.org.queries import UnitFile
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import StaffRow
from congvu.kernel.dates import format_day
from congvu.web.people.forms import CHOICE, DAY, UNIT, Field, Form, chosen

RENAME, MOVE, CODE, MAKE, MERGE = "doi-ten", "chuyen", "ma", "lap", "sap-xep"
INTO_ANOTHER, DISSOLVE = "sap-nhap", "giai-the"
WAYS = ((INTO_ANOTHER, "Sáp nhập vào đơn vị khác"), (DISSOLVE, "Giải thể"))
HEADING = Leads.HEAD.value
TO, LEADS = "den-", "chuc-"
NOWHERE = "-"
LEADS_SHOWN = (("none", "không giữ chức vụ"), ("head", "đứng đầu"), ("deputy", "cấp phó"))
_ON = Field("ngay", "Từ ngày", DAY, "Ngày quyết định có hiệu lực.", needed=True)
_BY = Field("quyet-dinh", "Số quyết định", hint="Như 45/QĐ-UBND.", needed=True)


@dataclass(frozen=True)
class Going:
    """One posting of the plan: who, from where, where to, leading what."""

    posting_id: int
    name: str
    post: str
    unit: str
    to: str
    leads: str
    to_field: str
    leads_field: str


@dataclass(frozen=True)
class PlanPage:
    """Who goes where if the unit ends; `targets` are the units to choose from."""

    title: str
    told: str
    going: tuple[Going, ...]
    targets: tuple[tuple[str, str], ...]
    leads: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    refused: str


def forms_of(unit: UnitFile) -> dict[str, Form]:
    """The forms of a unit's page of changes, as they open."""
    kinds = (("", "Chọn loại"), *chosen(UnitKind.choices))
    return {
        RENAME: Form(
            RENAME, "Đổi tên", "Đổi tên",
            (Field("ten", "Tên mới", needed=True, value=unit.name), _ON, _BY),
            "Tên cũ vẫn đọc được theo ngày và tìm được.",
        ),
        MOVE: Form(
            MOVE, "Chuyển sang trực thuộc đơn vị khác", "Chuyển",
            (Field("cap-tren", "Cấp trên mới", UNIT, "Mã hoặc tên.", needed=True), _ON, _BY),
            "Mọi đơn vị bên trong đi theo; người vẫn ở đơn vị của mình.",
        ),
        MERGE: Form(
            MERGE, "Sáp nhập, giải thể", "Xem kế hoạch",
            (
                Field("cach", "Việc", CHOICE, needed=True, options=WAYS),
                Field("vao", "Vào đơn vị", UNIT, "Mã hoặc tên; để trống khi giải thể."),
                _ON, _BY,
            ),
            "Xem từng người đi đâu rồi mới áp dụng; chưa áp dụng thì chưa có gì đổi.",
        ),
        MAKE: Form(
            MAKE, "Lập đơn vị trực thuộc", "Lập đơn vị",
            (
                Field("ten", "Tên", needed=True),
                Field("ma", "Mã", hint="Không trùng mã nào đã có.", needed=True),
                Field("loai", "Loại", CHOICE, needed=True, options=kinds),
                _ON, _BY,
            ),
        ),
        CODE: Form(
            CODE, "Mã định danh (QĐ 20/2020/QĐ-TTg)", "Ghi mã",
            (Field("ma", "Mã định danh", hint="Như H32.22.5.", value=unit.official_code),),
        ),
    }  # fmt: skip


def plan_page(
    unit: UnitFile,
    staff: Sequence[StaffRow],
    targets: Sequence[tuple[str, str]],
    asked: Mapping[str, str],
    *,
    day: date,
    into: str,
    into_name: str,
    decision: str,
    typed: Mapping[str, str],
    refused: str = "",
) -> PlanPage:
    """The plan as it is proposed, or as it was changed: nobody leads the next unit by himself."""
    going = tuple(_going(one, into, typed) for one in staff)
    ends = f"{unit.name} kết thúc hoạt động từ {format_day(day)} theo {decision}"
    told = f"{ends}; kế tiếp là {into_name}." if into else f"{ends}; không có đơn vị kế tiếp."
    return PlanPage(
        title=f"{'Sáp nhập' if into else 'Giải thể'}: {unit.name}",
        told=told,
        going=going,
        targets=(*targets, (NOWHERE, "Thôi giữ vị trí này")),
        leads=LEADS_SHOWN,
        kept=tuple((name, asked.get(name, "")) for name in ("cach", "vao", "ngay", "quyet-dinh")),
        refused=refused,
    )


def succession_of(way: str) -> str:
    """The kind of succession that a way of ending a unit makes."""
    return SuccessionKind.MERGED.value if way == INTO_ANOTHER else SuccessionKind.SPLIT.value


def _going(one: StaffRow, into: str, typed: Mapping[str, str]) -> Going:
    to_field, leads_field = f"{TO}{one.posting_id}", f"{LEADS}{one.posting_id}"
    primary = "" if one.is_primary else " (kiêm nhiệm)"
    return Going(
        one.posting_id, one.full_name, f"{one.title}{primary}", one.unit_name,
        typed.get(to_field, into or NOWHERE), typed.get(leads_field, "none"), to_field, leads_field,
    )  # fmt: skip
