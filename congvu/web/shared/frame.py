"""What surrounds every page: province, reader, the links the reader may follow, the clock."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from config import clock
from config.sessions import left, moment
from congvu.access.policy import KEEP_PEOPLE, KEEP_UNITS, POLICIES, READ_ROOM
from congvu.access.rights import PROVINCE as WHOLE
from congvu.access.rights import Rights
from congvu.web.reminders.counting import remembered
from congvu.web.shared.numbers import count

LINKS = (
    ("today", "Hôm nay", ("today", "today_repeat", "log_work", "diary", "diary_line")),
    ("month", "Tháng của tôi", ("month", "month_of", "self_score", "self_score_of")),
    ("own_position", "Vị trí của tôi", ("own_position", "own_competencies")),
    (
        "room",
        "Phòng tôi",
        (
            *("room", "room_of", "assign", "assign_table", "unit_tasks", "unit_task"),
            *("paper_runs", "paper_run"),
        ),
    ),
    ("review", "Duyệt", ("review", "review_person", "review_task")),
    ("cards", "Phiếu", ("cards", "card_answer")),
    ("batch_shares", "Duyệt gộp", ("batch_shares", "batch_shares_of")),
    ("province", "Toàn tỉnh", ("province", "province_of")),
    (
        "calendar",
        "Lịch kỳ",
        ("calendar", "calendar_of", "calendar_open", "calendar_extend", "calendar_setting"),
    ),
    (
        "toolkit",
        "Bộ công cụ",
        (
            *("toolkit", "toolkit_inspection", "toolkit_conflicts", "imports", "import_plan"),
            *(
                "catalogues",
                "catalogue",
                "proposal",
                "appraisal",
                "impact",
                "issue",
                "outside_list",
            ),
        ),
    ),
    (
        "units",
        "Đơn vị",
        (
            *("units", "unit", "unit_summary", "unit_change", "people", "person_add", "person"),
            *("rosters", "roster"),
        ),
    ),
    (
        "intake",
        "Nhận việc",
        (
            *("intake", "intake_start", "intake_system", "intake_settings", "intake_key"),
            *("intake_rule", "intake_file", "intake_batch", "intake_records"),
        ),
    ),
    ("reminders", "Nhắc việc", ("reminders", "mail_settings")),
    ("closing", "Chốt kỳ", ("closing", "closing_of", "closing_gap", "close_run")),
    (
        "objections",
        "Kiến nghị",
        (
            *("objections", "objection_new", "objection", "objection_reply", "objection_opinion"),
            *("objection_withdraw", "objection_decide", "amendments", "amendment_new"),
            *("amendment", "amendment_check", "amendment_sign"),
            *("year_objection", "replacements", "replacement_new", "replacement"),
            *("replacement_check", "replacement_sign"),
        ),
    ),
    (
        "organisations",
        "Tổ chức",
        (
            *("organisations", "organisation", "organisations_recognise", "organisation_replace"),
            *("organisation_figures", "organisation_criteria"),
        ),
    ),
    ("own_rating", "Xếp loại của tôi", ("own_rating", "own_rating_of", "rating")),
    (
        "meetings",
        "Họp xếp loại",
        ("meetings", "meetings_of", "meeting_call", "meeting", "meeting_opinions"),
    ),
    ("reconciliations", "Đối chiếu", ("reconciliations", "reconciliation")),
    ("addresses", "Địa chỉ thư", ("addresses",)),
    (
        "years",
        "Xếp loại năm",
        (
            *("years", "year_round", "year_calibration", "year_decision", "year_person"),
            *("year_public", "province_calibration"),
        ),
    ),
    ("means", "Quý, 6 tháng", ("means", "means_of")),
    (
        "rules",
        "Quy định",
        (
            *("rules", "rulings", "ruling_new", "ruling_run", "ruling_person"),
            *("overlay", "overlay_new", "overlay_edit", "overlay_step"),
        ),
    ),
    ("health", "Sức khoẻ", ("health",)),
    ("grants", "Quyền", ("grants", "grant_new", "grant")),
)
SELDOM = {
    *("years", "objections", "own_rating", "meetings", "organisations", "own_position"),
    *("batch_shares", "addresses", "rules", "means"),
}
"""Pages opened now and then: they stand under the reader's name, to leave the daily ones room."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Link:
    """A page the reader may open."""

    label: str
    href: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """The frame of one page for one reader."""

    province: str
    signed_in: bool
    name: str
    roles: tuple[str, ...]
    links: tuple[Link, ...]
    more: tuple[Link, ...]
    notices: tuple[str, ...]
    acting: str = ""
    session_left: int = 0
    """Seconds until the session ends if nobody uses it; 0 for who is not signed in."""


def show(request: HttpRequest, template: str, status: int = 200, **context: object) -> HttpResponse:
    """Render a page inside the reader's frame."""
    return render(request, template, {"frame": _frame(request), **context}, status=status)


def _frame(request: HttpRequest) -> Frame:
    rights: Rights | None = getattr(request, "rights", None)
    return Frame(
        province=settings.PROVINCE,
        signed_in=rights is not None,
        name=request.user.display_name if rights else "",
        roles=rights.labels if rights else (),
        links=_links(request, rights, seldom=False) if rights else (),
        more=_links(request, rights, seldom=True) if rights else (),
        notices=_notices(),
        acting=_acting(rights) if rights else "",
        session_left=left(request.session, moment()) if rights else 0,
    )


def _acting(rights: Rights) -> str:
    """For whom the reader acts today, and until when: "Đang thay Lê Bình tới 30/11/2026"."""
    told = dict.fromkeys(f"{one.name} tới {one.last_day:%d/%m/%Y}" for one in rights.behalves)
    return f"Đang thay {', '.join(told)}" if told else ""


def _links(request: HttpRequest, rights: Rights, *, seldom: bool) -> tuple[Link, ...]:
    match = request.resolver_match
    here = match.url_name if match else ""
    return tuple(
        Link(_counted(request, name, label), reverse(name), here in names)
        for name, label, names in LINKS
        if (name in SELDOM) is seldom and POLICIES[name].admits(rights) and _has(name, rights)
    )


def _counted(request: HttpRequest, name: str, label: str) -> str:
    number = remembered(request) if name == "reminders" else 0
    return f"{label} ({count(number)})" if number else label


def _has(name: str, rights: Rights) -> bool:
    """Whether the page would show the reader anything of the reader's own."""
    if name in {"today", "month", "own_position", "own_rating"}:
        return rights.person is not None
    if name == "units":
        return any(rights.may(one) for one in (READ_ROOM, KEEP_PEOPLE, KEEP_UNITS))
    return name != "room" or bool(rights.reach(READ_ROOM).paths - {WHOLE})


def _notices() -> tuple[str, ...]:
    sample = ("Dữ liệu mẫu, không phải người và số liệu thật",) if settings.DEMO else ()
    if not clock.is_fixed():
        return sample
    now = clock.now()
    return (*sample, f"đồng hồ dừng ở {now:%H:%M}, {WEEKDAYS[now.weekday()]} {now:%d/%m/%Y}")
