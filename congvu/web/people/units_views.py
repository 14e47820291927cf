"""Đơn vị: the list of a day, and one unit through time."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import (
    KEEP_PEOPLE,
    KEEP_UNITS,
    READ_ROOM,
    may_keep_units,
    may_list_people,
    may_read_organisation,
    may_read_person,
)
from congvu.access.rights import Rights
from congvu.apps.org.queries import (
    UnitFile,
    find_units,
    managing_unit,
    past_states,
    predecessors_of,
    successors_of,
    unit_file,
    units_on,
)
from congvu.apps.positions.queries import StaffRow, heads_of, leaders_of
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.people.list_files import found_file, units_file
from congvu.web.people.unit_page import unit_page
from congvu.web.people.units_page import address, found_page, tops, units_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file

SEARCH, DAY, PAGE = "tim", "ngay", "trang"
MOST_FOUND = 50
MISTAKEN = 422


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the bodies of the day asked for, or those whose name holds the words."""
    today, problem = clock.today(), ""
    typed = request.GET.get(DAY, "").strip()[:20]
    search = request.GET.get(SEARCH, "").strip()[:200]
    if search:
        hits = find_units(search, on=today, most=MOST_FOUND)
        if wants_list_file(request):
            return found_file(hits)
        page = found_page(hits, search=search, day=typed)
    else:
        day = today
        try:
            day = parse_day(typed) if typed else today
        except NotADay as fault:
            problem = str(fault)
        listed = units_on(day)
        if wants_list_file(request) and not problem:
            return units_file(listed, heads_of([one.code for one in listed], on=day), day)
        heads = heads_of([one.code for one in tops(listed)], on=day)
        page = units_page(
            listed, heads, day=day, typed=typed, problem=problem, number=page_number(request),
            href=lambda to: f"?{urlencode({DAY: typed, PAGE: to} if typed else {PAGE: to})}",
        )  # fmt: skip
    rights = request.rights
    return show(
        request,
        "people/units.html",
        MISTAKEN if problem else 200,
        page=page,
        lists_people=rights.may(READ_ROOM) or rights.may(KEEP_PEOPLE),
        loads=rights.may(KEEP_PEOPLE) or rights.may(KEEP_UNITS),
    )


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit: existing or ended, everybody who signs in may know of it."""
    here, today = known_unit(code), clock.today()
    near = [one for one in units_on(today, under=[here.path]) if one.parent == here.code]
    rights = request.rights
    page = unit_page(
        here,
        today=today,
        managing=managing_unit(here),
        leaders=leaders_of(here.code, on=today),
        below=near,
        heads=heads_of([one.code for one in near], on=today),
        past=past_states(here.id),
        before=predecessors_of(here.id),
        after=successors_of(here.id),
        person_href=lambda one: _person_href(rights, one),
        people_href=_people_href(rights, here),
        change_href=_change_href(rights, here),
    )
    up = Link(here.parent_name, address(here.parent), here=False) if here.parent else None
    sums = reverse("unit_summary", args=(here.code,))
    may_read = may_read_organisation(rights, unit_path=here.path)
    return show(
        request,
        "people/unit.html",
        page=page,
        summary_href=sums if may_read else "",
        up=up or _all_units(),
    )


def known_unit(code: str) -> UnitFile:
    """The unit of this code; Http404 for one that never was."""
    found = unit_file(code)
    if found is None:
        raise Http404
    return found


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first where none is, or where it is no number."""
    number = request.GET.get(PAGE, "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1


def _all_units() -> Link:
    return Link("Mọi đơn vị", reverse("units"), here=False)


def _person_href(rights: Rights, one: StaffRow) -> str:
    readable = may_read_person(rights, person=one.person_id, unit_paths=(one.unit_path,))
    return reverse("person", args=(one.person,)) if readable else ""


def _people_href(rights: Rights, here: UnitFile) -> str:
    if not may_list_people(rights, unit_path=here.path):
        return ""
    return f"{reverse('people')}?{urlencode({'don-vi': here.code})}"


def _change_href(rights: Rights, here: UnitFile) -> str:
    if here.valid_until is not None or not may_keep_units(rights, unit_path=here.path):
        return ""
    return reverse("unit_change", args=(here.code,))
