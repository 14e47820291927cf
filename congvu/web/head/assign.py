"""Giao việc: one piece of work to one person or several, shared, by months, or every month."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.access.policy import may_assign
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import OfferedProduct, offered_products
from congvu.apps.rulebook.queries import PeriodClosed, PeriodRow
from congvu.apps.work import actions
from congvu.apps.work.actions import Given
from congvu.apps.work.queries import (
    Waiting,
    giving,
    places_of,
    recurrence_place,
    recurrences_among,
    waiting_for,
)
from congvu.exchange.assigning.matching import Products
from congvu.kernel.periods import Month, NotAPeriod
from congvu.web.head.assign_form import REPEATED, Typed, Work, fresh, read, typed_of
from congvu.web.head.assign_page import assign_page, product_picks
from congvu.web.head.desk import Desk, desk_of, fields_of
from congvu.web.shared.frame import show

MISTAKEN = 422
MOST_OFFERED = 12
LONGEST_ID = 10
SEARCH = "tim"


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Show the form, or hand out what it says."""
    if request.method != "POST":
        desk = desk_of(request, request.GET)
        return _show(request, desk, fresh(request.GET.get("cach", "")))
    desk, typed = desk_of(request, fields_of(request)), typed_of(request.POST)
    if desk.period is None or request.POST.get("viec") == SEARCH:
        return _show(request, desk, typed)
    found = read(typed, desk, Products(offered_products(desk.here.path, on=desk.day)))
    if found is None:
        return _show(request, desk, typed, MISTAKEN)
    try:
        made = Work(typed, desk, *found).give(desk.by)
    except (Refused, PeriodClosed) as refused:
        typed.faults = typed.faults or {"chung": str(refused)}
        return _show(request, desk, typed, MISTAKEN)
    return given(request, desk, made, typed.key)


def given(request: HttpRequest, desk: Desk, made: Given, key: str) -> HttpResponse:
    """Say what was handed out and show it, with the way to take it back."""
    if not made.tasks:
        told = "việc lặp lại" if made.recurrences else "việc chung, các phần giao khi mở kỳ"
        messages.success(request, f"Đã ghi {len(made.recurrences) or 1} {told}.")
        back = REPEATED if made.recurrences else ""
        return redirect(f"{reverse('assign')}?{desk.query(cach=back)}")
    return redirect(f"{reverse('unit_tasks')}?{desk.query(lan=key)}")


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """The products that a search finds, as a piece of the form."""
    desk = desk_of(request, request.GET)
    if desk.period is None:
        raise Http404
    chosen = request.GET.get("chon", "")
    picks = product_picks(_offered(desk, request.GET.get(SEARCH, ""), chosen), chosen)
    return show(request, "head/_products.html", products=picks)


def _offered(desk: Desk, search: str, chosen: str) -> list[OfferedProduct]:
    return offered_products(
        desk.here.path,
        on=desk.day,
        search=search.replace("\x00", ""),
        most=MOST_OFFERED,
        chosen=int(chosen) if chosen.isdecimal() and len(chosen) < LONGEST_ID else None,
    )


def _show(request: HttpRequest, desk: Desk, typed: Typed, status: int = 200) -> HttpResponse:
    if desk.period is None:
        return show(request, "head/no_open_month.html")
    offered = _offered(desk, typed.text(SEARCH), typed.text("san-pham"))
    page = assign_page(
        desk,
        desk.period,
        typed,
        offered,
        waiting_in(desk, desk.period),
        recurrences_among(desk.among, on=desk.period.starts_on) if typed.mode == REPEATED else (),
    )
    return show(request, "head/assign.html", status, page=page)


def waiting_in(desk: Desk, period: PeriodRow) -> Waiting:
    """What of the unit's planned and unfinished work waits to be handed out in a month."""
    before = desk.before
    return waiting_for(period, desk.among, before=before.id if before else None)


@require_POST
def planned(request: HttpRequest) -> HttpResponse:
    """Hand out what was planned for the month, carry over what is unfinished, end what repeats."""
    desk = desk_of(request, fields_of(request))
    if desk.period is None:
        raise Http404
    step = request.POST.get("viec", "")
    act = {"giao": _hand_out, "chuyen": _carry_over, "thoi": _end}.get(step)
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm.")
        messages.success(request, act(request, desk))
    except (Refused, PeriodClosed) as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('assign')}?{desk.query(cach=request.POST.get('cach', ''))}")


def _hand_out(request: HttpRequest, desk: Desk) -> str:
    count = actions.hand_out(desk.period, by=desk.by, at=desk.now, among=desk.among)
    return f"Đã giao {count} việc theo kế hoạch."


def _carry_over(request: HttpRequest, desk: Desk) -> str:
    if desk.before is None:
        raise Refused("Kỳ trước chưa chốt nên chưa chuyển việc chưa xong sang.")
    count = actions.carry_over(
        desk.before.id, desk.period.id, by=desk.by, at=desk.now, among=desk.among
    )
    return f"Đã chuyển {count} việc chưa xong, giữ hạn cũ."


def _end(request: HttpRequest, desk: Desk) -> str:
    number = request.POST.get("lap-lai", "")
    place = (
        recurrence_place(int(number)) if number.isdecimal() and len(number) < LONGEST_ID else None
    )
    if place is None or not may_assign(request.rights, person=place[0], unit_path=place[1]):
        raise Http404
    try:
        last = Month.parse(request.POST.get("den", ""))
    except NotAPeriod as wrong:
        raise Refused(str(wrong)) from wrong
    actions.end_recurrence(int(number), last_month=last, by=desk.by, at=desk.now)
    return f"Việc này lặp lại lần cuối trong {last.label}."


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what one act handed out, while nobody has begun it."""
    desk = desk_of(request, request.POST)
    made = _own_giving(request)
    try:
        count = actions.take_back_giving(made, by=desk.by, at=desk.now)
    except (Refused, PeriodClosed) as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('unit_tasks')}?{desk.query(lan=str(made))}")
    messages.success(request, f"Đã thu lại {count} việc vừa giao.")
    return redirect(f"{reverse('assign')}?{desk.query()}")


def _own_giving(request: HttpRequest) -> UUID:
    """The key of an act of the reader's own, all of whose tasks are still in her reach."""
    try:
        found = giving(UUID(request.POST.get("lan", "")))
    except ValueError as none:
        raise Http404 from none
    if found is None or found.by_id != request.user.pk:
        raise Http404
    for place in places_of(found.tasks).values():
        if not may_assign(request.rights, person=place.person_id, unit_path=place.unit_path):
            raise Http404
    return found.key
