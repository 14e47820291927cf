"""Quyền: who holds what where, for the administrators who give, confirm and end it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import KEEP_GRANTS, may_keep_grants
from congvu.access.rights import PROVINCE
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions
from congvu.apps.org import queries as org
from congvu.apps.org.queries import GrantFilter, GrantListed, Standing
from congvu.apps.org.roles import FOUR_EYES, ROLES
from congvu.web.grants.found import unit_of
from congvu.web.grants.grant_form import WHO, Form, Read, blank, read, refuse
from congvu.web.grants.grants_file import grants_file
from congvu.web.grants.grants_page import grant_page, grants_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import MOST_ROWS, wants_list_file
from congvu.web.shared.paging import ROWS_PER_PAGE, pages_of

REFUSED = 422
MOST_TYPED = 500
TEXT, ROLE, UNIT, STANDING, PAGE = "tim", "vai-tro", "don-vi", "tinh-trang", "trang"


@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """Show the grants within reach, narrowed as asked, a page at a time."""
    today, paths = clock.today(), request.rights.reach(KEEP_GRANTS).paths
    asked, fault = _asked(request)
    number = request.GET.get(PAGE, "")
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
    total = org.count_grants(asked, paths=paths, on=today)
    if wants_list_file(request):
        every = org.listed_grants(asked, paths=paths, on=today, first=0, most=MOST_ROWS)
        return grants_file(every, today)
    pages = pages_of(total, wanted, ROWS_PER_PAGE, lambda to: _href(request, to))
    page = grants_page(
        asked,
        org.listed_grants(asked, paths=paths, on=today, first=pages.first, most=ROWS_PER_PAGE),
        pages,
        typed_unit=request.GET.get(UNIT, ""),
        unit_fault=fault,
        waiting=org.count_grants(GrantFilter(standing=Standing.WAITING), paths=paths, on=today),
        today=today,
    )
    return show(request, "grants/grants.html", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: HttpRequest) -> HttpResponse:
    """Show the form that gives a role; give it."""
    today = clock.today()
    if request.method != "POST":
        return _form(request, blank(today=today, who=request.GET.get(WHO, "")))
    form, meant = read(request.POST, today=today)
    if meant is None:
        return _form(request, form)
    if not may_keep_grants(request.rights, unit_path=meant.unit.path if meant.unit else None):
        raise PermissionDenied
    try:
        _give(request, meant)
    except Refused as refused:
        return _form(request, refuse(form, str(refused)))
    return redirect("grants")


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Show one grant and its history; confirm it or end it."""
    row = _within(request, grant_id)
    if request.method != "POST":
        return _shown(request, row)
    act, reason = request.POST.get("viec", ""), _reason(request)
    acting = request.rights.acting(request.user, KEEP_GRANTS, _path(row))
    now = clock.now()
    try:
        if act == "xac-nhan":
            actions.confirm_grant(row.id, by=acting, at=now)
            messages.success(request, f"Đã xác nhận quyền của {row.name}; có hiệu lực ngay.")
        elif act == "thu":
            actions.end_grant(row.id, on=now.date(), by=acting, at=now, reason=reason)
            messages.success(request, f"Đã thu quyền của {row.name}; hết hiệu lực ngay.")
        else:
            raise Http404
    except Refused as refused:
        return _shown(request, row, typed=reason, problem=str(refused))
    return redirect("grant", row.id)


def _asked(request: HttpRequest) -> tuple[GrantFilter, str]:
    """What the list is narrowed to, and what is wrong with the unit that was typed."""
    asked = request.GET
    role, standing = asked.get(ROLE, ""), asked.get(STANDING, "")
    unit, fault = asked.get(UNIT, "").strip(), ""
    if unit:
        try:
            unit = unit_of(unit, on=clock.today()).code
        except Refused as refused:
            unit, fault = "", str(refused)
    return GrantFilter(
        asked.get(TEXT, "").replace("\x00", "")[:MOST_TYPED].strip(),
        role if role in ROLES else "",
        unit,
        Standing(standing) if standing in list(Standing) else Standing.IN_FORCE,
    ), fault


def _href(request: HttpRequest, page: int) -> str:
    query: QueryDict = request.GET.copy()
    query[PAGE] = str(page)
    return f"?{urlencode(query)}"


def _give(request: HttpRequest, meant: Read) -> None:
    path = meant.unit.path if meant.unit else PROVINCE
    acting = request.rights.acting(request.user, KEEP_GRANTS, path)
    actions.grant_roles([meant.row], by=acting, at=clock.now())
    waits = meant.row.role in FOUR_EYES
    then = "một người quản trị khác xác nhận thì có hiệu lực" if waits else "có hiệu lực ngay"
    if not waits and meant.row.valid_from > clock.today():
        then = f"có hiệu lực từ {meant.row.valid_from:%d/%m/%Y}"
    label = ROLES[meant.row.role].label
    messages.success(request, f"Đã cấp quyền {label} cho {meant.name}; {then}.")


def _form(request: HttpRequest, form: Form) -> HttpResponse:
    status = REFUSED if form.is_wrong else 200
    return show(request, "grants/new.html", status, form=form, up=_up())


def _within(request: HttpRequest, grant_id: int) -> GrantListed:
    row = org.grant(grant_id)
    if row is None or not may_keep_grants(request.rights, unit_path=row.unit_path):
        raise Http404
    return row


def _path(row: GrantListed) -> str:
    return row.unit_path or PROVINCE


def _reason(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "").replace("\x00", "").strip()[:MOST_TYPED]


def _shown(
    request: HttpRequest, row: GrantListed, typed: str = "", problem: str = ""
) -> HttpResponse:
    page = grant_page(row, user=request.user.pk, today=clock.today(), typed=typed, problem=problem)
    status = REFUSED if problem else 200
    return show(request, "grants/grant.html", status, page=page, up=_up())


def _up() -> Link:
    return Link("Quyền", reverse("grants"), here=False)
