"""The forms by which a unit changes, and the plan of who goes where before it is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.org.enums import SuccessionKind, UnitKind
from congvu.apps.org.queries import UnitFile
from congvu.apps.positions.queries import StaffRow
from congvu.kernel.dates import format_day
from congvu.web.people.forms import CHOICE, DAY, UNIT, Field, Form, chosen

RENAME, MOVE, CODE, MAKE, MERGE = "doi-ten", "chuyen", "ma", "lap", "sap-xep"
INTO_ANOTHER, APART, DISSOLVE = "sap-nhap", "tach", "giai-the"
WAYS = (
    (INTO_ANOTHER, "Sáp nhập vào đơn vị khác"),
    (APART, "Tách một phần sang đơn vị khác"),
    (DISSOLVE, "Giải thể"),
)
TO, LEADS = "den-", "chuc-"
NOWHERE = "-"
_TITLES = {INTO_ANOTHER: "Sáp nhập", APART: "Tách", DISSOLVE: "Giải thể"}
LEADS_SHOWN = (("none", "không giữ chức vụ"), ("head", "đứng đầu"), ("deputy", "cấp phó"))
_INTO_HINT = "Mã hoặc tên; đơn vị mới thì lập trước. Để trống khi giải thể."
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
            MERGE, "Sáp nhập, tách, giải thể", "Xem kế hoạch",
            (
                Field("cach", "Việc", CHOICE, needed=True, options=WAYS),
                Field("vao", "Vào đơn vị", UNIT, _INTO_HINT),
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
    way = asked.get("cach", "")
    stays = unit.code if way == APART else into or NOWHERE
    last = (unit.code, "Ở lại") if way == APART else (NOWHERE, "Thôi giữ vị trí này")
    return PlanPage(
        title=f"{_TITLES[way]}: {unit.name}",
        told=_told(unit, way, day, into_name, decision),
        going=tuple(_going(one, stays, typed) for one in staff),
        targets=(*targets, last),
        leads=LEADS_SHOWN,
        kept=tuple((name, asked.get(name, "")) for name in ("cach", "vao", "ngay", "quyet-dinh")),
        refused=refused,
    )


def _told(unit: UnitFile, way: str, day: date, into_name: str, decision: str) -> str:
    if way == APART:
        return f"Một phần {unit.name} thành {into_name} từ {format_day(day)} theo {decision}."
    ends = f"{unit.name} kết thúc hoạt động từ {format_day(day)} theo {decision}"
    return f"{ends}; kế tiếp là {into_name}." if into_name else f"{ends}; không có đơn vị kế tiếp."


def succession_of(way: str) -> str:
    """The kind of succession that a way of ending a unit makes."""
    return SuccessionKind.SPLIT.value if way == APART else SuccessionKind.MERGED.value


def _going(one: StaffRow, stays: str, typed: Mapping[str, str]) -> Going:
    to_field, leads_field = f"{TO}{one.posting_id}", f"{LEADS}{one.posting_id}"
    primary = "" if one.is_primary else " (kiêm nhiệm)"
    return Going(
        one.posting_id, one.full_name, f"{one.title}{primary}", one.unit_name,
        typed.get(to_field, stays), typed.get(leads_field, "none"), to_field, leads_field,
    )  # fmt: skip
