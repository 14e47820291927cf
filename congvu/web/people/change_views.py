"""A unit changes: renamed, moved, given a code, a unit made in it, merged or dissolved."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import KEEP_UNITS, may_keep_units
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewUnit
from congvu.apps.org.queries import UnitFile
from congvu.apps.positions.actions import Move, Reorganisation, reorganise
from congvu.apps.positions.queries import StaffRow, staff_under
from congvu.web.people import change_page
from congvu.web.people.change_page import CODE, MAKE, MERGE, MOVE, RENAME, forms_of, plan_page
from congvu.web.people.forms import WHICH, Answers, Form, NamedUnit, read
from congvu.web.people.named import near, units_to_name
from congvu.web.people.units_page import LABELS, address
from congvu.web.people.units_views import MISTAKEN, known_unit
from congvu.web.shared.frame import Link, show

APPLY = "ap-dung"


@require_http_methods(["GET", "HEAD", "POST"])
def unit_change(request: HttpRequest, code: str) -> HttpResponse:
    """Show what may be changed of a unit that exists; change it by a decision."""
    here = known_unit(code)
    if here.valid_until is not None or not may_keep_units(request.rights, unit_path=here.path):
        raise Http404
    forms = forms_of(here)
    named = units_to_name(request.rights, KEEP_UNITS, clock.today())
    form = forms.get(request.POST.get(WHICH, ""))
    if request.method != "POST" or form is None:
        return _shown(request, here, forms, named)
    form, answers = read(form, request.POST, named)
    if form.problems:
        return _shown(request, here, forms | {form.key: form}, named)
    if form.key == MERGE:
        return _merge(request, here, form, answers, named)
    try:
        _ACTS[form.key](request, here, answers)
    except Refused as refused:
        wrong = replace(form, refused=str(refused))
        return _shown(request, here, forms | {form.key: wrong}, named)
    messages.success(request, f"{form.title}: đã ghi.")
    return redirect("unit", here.code)


def _rename(request: HttpRequest, here: UnitFile, told: Answers) -> None:
    org.rename_unit(
        here.code, told["ten"], on=told["ngay"], decision=told["quyet-dinh"], by=request.user,
        at=clock.now(),
    )  # fmt: skip


def _move(request: HttpRequest, here: UnitFile, told: Answers) -> None:
    org.move_unit(
        here.code, told["cap-tren"], on=told["ngay"], decision=told["quyet-dinh"],
        by=request.user, at=clock.now(),
    )  # fmt: skip


def _make(request: HttpRequest, here: UnitFile, told: Answers) -> None:
    """A unit made in an agency belongs to it; one made in the province is an agency itself."""
    agency = here.agency or told["ma"]
    row = NewUnit(
        told["ma"], told["ten"], told["loai"], told["ngay"], parent=here.code, agency=agency,
        decision=told["quyet-dinh"],
    )  # fmt: skip
    org.create_units([row], by=request.user, at=clock.now())


def _code(request: HttpRequest, here: UnitFile, told: Answers) -> None:
    org.change_unit_code(here.code, told["ma"], by=request.user, at=clock.now())


_ACTS: dict[str, Callable[[HttpRequest, UnitFile, Answers], None]] = {
    RENAME: _rename, MOVE: _move, MAKE: _make, CODE: _code,
}  # fmt: skip


def _merge(
    request: HttpRequest, here: UnitFile, form: Form, told: Answers, named: list[NamedUnit]
) -> HttpResponse:
    """Show the plan; apply it where it was sent back whole."""
    into = told["vao"] if told["cach"] != change_page.DISSOLVE else ""
    if told["cach"] != change_page.DISSOLVE and into in ("", here.code):
        wrong = replace(form, refused="Vào đơn vị nào đang trống; ghi mã hoặc tên đơn vị khác.")
        return _shown(request, here, forms_of(here) | {form.key: wrong}, named)
    staff = [one for one in staff_under(here.path, on=told["ngay"]) if one.unit == here.code]
    refused = ""
    if request.POST.get(APPLY):
        try:
            reorganise(_plan(request, here, told, into), by=request.user, at=clock.now())
        except Refused as fault:
            refused = str(fault)
        else:
            messages.success(request, f"Đã sắp xếp {here.name} theo {told['quyet-dinh']}.")
            return redirect("unit", into or here.code)
    return _planned(request, here, told, into, named, staff, refused)


def _plan(request: HttpRequest, here: UnitFile, told: Answers, into: str) -> Reorganisation:
    sent = request.POST
    ids = [int(one) for one in sent.getlist("vi-tri") if one.isascii() and one.isdecimal()]
    moves, apart = [], told["cach"] == change_page.APART
    for posting in ids:
        to = sent.get(f"{change_page.TO}{posting}", change_page.NOWHERE)
        leads = sent.get(f"{change_page.LEADS}{posting}", "none")
        if apart and to == here.code:
            continue
        if to not in (change_page.NOWHERE, into, here.parent):
            raise Refused("Nơi chuyển đến không có trong kế hoạch; hãy chọn lại.")
        if leads not in dict(change_page.LEADS_SHOWN):
            raise Refused("Chức vụ ở nơi mới không có trong các lựa chọn.")
        moves.append(Move(posting, None if to == change_page.NOWHERE else to, leads))
    return Reorganisation(
        sources=(here.code,),
        into=(into,) if into else (),
        kind=change_page.succession_of(told["cach"]),
        day=told["ngay"],
        decision=told["quyet-dinh"],
        moves=tuple(moves),
        stay=apart,
    )


def _planned(
    request: HttpRequest, here: UnitFile, told: Answers, into: str, named: list[NamedUnit],
    staff: list[StaffRow], refused: str,
) -> HttpResponse:  # fmt: skip
    names = {one.code: one.label for one in named}
    targets = [(code, names[code]) for code in (into, here.parent) if code and code in names]
    page = plan_page(
        here, staff, targets, request.POST, day=told["ngay"], into=into,
        into_name=names.get(into, ""), decision=told["quyet-dinh"], typed=request.POST,
        refused=refused,
    )  # fmt: skip
    back = reverse("unit_change", args=(here.code,))
    return show(
        request, "people/plan.html", MISTAKEN if refused else 200, page=page, back=back,
        up=Link(here.name, address(here.code), here=False),
    )  # fmt: skip


def _shown(
    request: HttpRequest, here: UnitFile, forms: dict[str, Form], named: list[NamedUnit]
) -> HttpResponse:
    wrong = any(form.wrong for form in forms.values())
    return show(
        request,
        "people/change.html",
        MISTAKEN if wrong else 200,
        title=f"Thay đổi: {here.name}",
        standing=LABELS[here.kind],
        forms=list(forms.values()),
        named=near(named, here.agency_name or here.name),
        wrong=wrong,
        up=Link(here.name, address(here.code), here=False),
    )
