"""Nhân sự: the people of a unit, and the form by which somebody new is entered."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import (
    KEEP_PEOPLE,
    READ_ROOM,
    may_keep_people,
    may_list_people,
    may_read_person,
)
from congvu.access.rights import PROVINCE, Rights
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.actions import NewPerson
from congvu.apps.org.enums import PersonKind, UnitKind
from congvu.apps.org.queries import UnitRow, UnknownUnit, units
from congvu.apps.org.queries import unit as unit_row
from congvu.apps.positions.actions import NewPosting, engage
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import StaffRow, staff_under
from congvu.kernel.dates import format_day
from congvu.web.people.forms import CHOICE, DAY, UNIT, Field, Form, chosen, filled, read
from congvu.web.people.list_files import people_file
from congvu.web.people.named import near, units_to_name
from congvu.web.people.people_page import people_page
from congvu.web.people.units_views import MISTAKEN, page_number
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file

WHERE = "don-vi"
ADD = "them"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show the people of the unit asked for, else of the reader's own."""
    rights, today, asked = request.rights, clock.today(), request.GET
    here = _asked(rights, asked.get(WHERE, ""))
    if here is None or here.kind == UnitKind.PROVINCE:
        return _ask(request, today)
    search, kind = asked.get("tim", "").strip()[:200], asked.get("loai", "")
    staff = staff_under(
        here.path, on=today, search=search, kind=kind, away=asked.get("vang") == "1"
    )
    if wants_list_file(request):
        return people_file(here, staff)
    page = people_page(
        here,
        staff,
        units=_neighbours(rights, here, today),
        search=search,
        kind=kind,
        away=asked.get("vang") == "1",
        number=page_number(request),
        href=lambda to: f"?{urlencode(asked.dict() | {WHERE: here.code, 'trang': to})}",
        person_href=lambda one: _href(rights, one),
        add_href=_add_href(rights, here),
    )
    return show(request, "people/people.html", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Show the form for somebody new; enter her with her first post."""
    named = units_to_name(request.rights, KEEP_PEOPLE, clock.today())
    form = _form(request.GET.get(WHERE, ""))
    if request.method != "POST":
        return _adding(request, form, named)
    form, told = read(form, request.POST, named)
    if form.problems:
        return _adding(request, form, named)
    row = NewPerson(told["ma"], told["ho-ten"], told["loai"], given=told["ten-goi"])
    post = NewPosting(
        told["ma"], told["phong"], told["chuc-vu"], told["ngay"], leads=told["lanh-dao"],
        field=told["linh-vuc"],
    )  # fmt: skip
    try:
        engage(row, post, reason=told["quyet-dinh"], by=request.user, at=clock.now())
    except Refused as refused:
        return _adding(request, replace(form, refused=str(refused)), named)
    messages.success(request, f"Đã ghi {told['ho-ten']}.")
    return redirect("person", told["ma"])


def _form(unit: str) -> Form:
    form = Form(
        ADD, "Người mới", "Ghi người này",
        (
            Field("ho-ten", "Họ và tên", needed=True),
            Field("ma", "Mã công chức", hint="Không trùng mã nào đã có.", needed=True),
            Field("loai", "Loại", CHOICE, needed=True, options=chosen(PersonKind.choices)),
            Field("phong", "Đơn vị", UNIT, "Mã hoặc tên.", needed=True),
            Field("chuc-vu", "Chức vụ, vị trí", needed=True),
            Field("lanh-dao", "Giữ chức vụ lãnh đạo", CHOICE, options=chosen(Leads.choices)),
            Field("linh-vuc", "Lĩnh vực phụ trách", hint="Của cấp phó."),
            Field("ngay", "Từ ngày", DAY, needed=True),
            Field("quyet-dinh", "Số quyết định", needed=True),
            Field("ten-goi", "Tên gọi", hint="Khi không phải chữ cuối, như Y Moan Êban: Moan."),
        ),
    )  # fmt: skip
    values = {"phong": unit, "ngay": format_day(clock.today()), "lanh-dao": "none"}
    return filled(form, loai="civil_servant", **values)


def _adding(request: HttpRequest, form: Form, named: list) -> HttpResponse:
    where = next((one for one in form.fields if one.name == "phong"), None)
    here = next((one for one in named if where and one.code == where.value), None)
    agency = (here.agency or here.name) if here else (named[0].name if named else "")
    return show(
        request,
        "people/change.html",
        MISTAKEN if form.wrong else 200,
        title="Thêm người",
        standing="Ghi người mới cùng vị trí đầu tiên ở cơ quan.",
        forms=[form],
        open=True,
        wrong=form.wrong,
        named=near(named, agency),
        up=Link("Nhân sự", reverse("people"), here=False),
    )


def _asked(rights: Rights, code: str) -> UnitRow | None:
    """The unit asked for, else the first that the reader holds; Http404 out of reach."""
    paths = rights.reach(READ_ROOM).paths | rights.reach(KEEP_PEOPLE).paths
    if not code:
        own = sorted(paths - {PROVINCE})
        found = units(on=clock.today(), under=own[0]) if own else []
        return found[0] if found else None
    try:
        here = unit_row(code)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if not may_list_people(rights, unit_path=here.path):
        raise Http404
    return here


def _ask(request: HttpRequest, today: date) -> HttpResponse:
    """Let a reader of the whole province choose an agency: thousands are no list."""
    agencies = [
        one
        for one in units(on=today)
        if one.agency == one.code
        and one.kind != UnitKind.PROVINCE
        and may_list_people(request.rights, unit_path=one.path)
    ]
    return show(request, "people/ask.html", units=agencies)


def _neighbours(rights: Rights, here: UnitRow, today: date) -> list[UnitRow]:
    """The units of the same agency that the reader may list."""
    top = unit_row(here.agency) if here.agency and here.agency != here.code else here
    return [
        one
        for one in units(on=today, under=top.path)
        if may_list_people(rights, unit_path=one.path)
    ]


def _href(rights: Rights, one: StaffRow) -> str:
    readable = may_read_person(rights, person=one.person_id, unit_paths=(one.unit_path,))
    return reverse("person", args=(one.person,)) if readable else ""


def _add_href(rights: Rights, here: UnitRow) -> str:
    if not may_keep_people(rights, unit_path=here.path):
        return ""
    return f"{reverse('person_add')}?{urlencode({WHERE: here.code})}"
