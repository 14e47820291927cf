"""Chốt kỳ: what is still open, one remedy each, then a proposal that another signs."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.enums import REMEDIES, Gap, Remedy
from congvu.apps.rulebook.queries import PeriodClosed, PeriodRow, periods
from congvu.apps.work.actions import move_later_work
from congvu.apps.work.queries import due_later
from congvu.engine.scoring import ManagementCycle
from congvu.exchange.reminders.asking import remind_holders
from congvu.web.closing.closing_page import closing_page, following
from congvu.web.closing.gap_file import gap_file
from congvu.web.closing.gap_page import gap_page
from congvu.web.closing.run_page import figures
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import MOST_ROWS, wants_list_file
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import ROWS_PER_PAGE, pages_of
from congvu.web.shared.typed import address, line, number

MISTAKEN = 422


@require_safe
def closing(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show what is not in order in a period: the one asked for, or the first that is open."""
    every = periods()
    if not every:
        return show(request, "closing/nothing.html")
    opened = [one for one in every if one.is_open]
    first = min(opened or every[:1], key=lambda one: one.starts_on)
    return show_closing(request, kept_period(every, key) if key else first, every)


@require_http_methods(["GET", "HEAD", "POST"])
def closing_gap(request: HttpRequest, key: str, gap: str) -> HttpResponse:
    """List the people of one gap; do its one remedy for all who are open in it."""
    every = periods()
    period = kept_period(every, key)
    if gap not in list(Gap):
        raise Http404
    if request.method != "POST":
        return _show_gap(request, period, Gap(gap))
    try:
        told = _remedied(request, period, Gap(gap))
    except (Refused, PeriodClosed) as refused:
        return _show_gap(request, period, Gap(gap), problem=str(refused))
    messages.success(request, told)
    return redirect("closing_of", key)


@require_POST
def close_propose(request: HttpRequest, key: str) -> HttpResponse:
    """Try the close and show what it would store, or propose it on that."""
    every = periods()
    period = kept_period(every, key)
    reasons = {gap.value: line(request, f"ly-do-{gap.value}") for gap in Gap}
    try:
        if request.POST.get("viec") == "thu":
            found = actions.rehearse_close(period, at=clock.now())
            up = Link(f"Chốt {period.label}", reverse("closing_of", args=(key,)), here=False)
            return show(request, "closing/rehearsal.html", figures=figures(found), key=key,
                        period=period.label, up=up)  # fmt: skip
        made = actions.propose_close(period, reasons, by=request.user, at=clock.now())
    except (Refused, PeriodClosed, ManagementCycle) as refused:
        return show_closing(request, period, every, reasons=reasons, problem=str(refused))
    messages.success(request, "Đã đề nghị chốt. Người thứ hai của Sở Nội vụ xem và ký.")
    return redirect("close_run", made)


@require_POST
def close_seal(request: HttpRequest, key: str) -> HttpResponse:
    """Lock a published period when the days to object are over."""
    every = periods()
    period = kept_period(every, key)
    try:
        actions.seal_settled_period(period, today=clock.today(), by=request.user, at=clock.now())
    except Refused as refused:
        return show_closing(request, period, every, problem=str(refused))
    messages.success(request, f"Đã khóa {period.label}.")
    return redirect("closing_of", key)


@require_POST
def close_later(request: HttpRequest, key: str) -> HttpResponse:
    """Move what is due after an open period's last day to the period that follows (Đ19.2)."""
    every = periods()
    period = kept_period(every, key)
    into, found = following(period, every), due_later(period)
    if into is None or not found:
        told = "Chưa mở kỳ sau." if found else "Không có việc nào có hạn sau kỳ này."
        return show_closing(request, period, every, problem=told)
    try:
        moved = move_later_work(
            period, into, [one.task_id for one in found], by=request.user, at=clock.now()
        )
    except (Refused, PeriodClosed) as refused:
        return show_closing(request, period, every, problem=str(refused))
    messages.success(request, f"Đã chuyển {count(moved)} việc sang {into.label}.")
    return redirect("closing_of", key)


def kept_period(every: list[PeriodRow], key: str) -> PeriodRow:
    """The period of a key; raises Http404."""
    found = next((one for one in every if one.key == key), None)
    if found is None:
        raise Http404
    return found


def show_closing(
    request: HttpRequest,
    period: PeriodRow,
    every: list[PeriodRow],
    *,
    reasons: Mapping[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    """Show a period's close, with what was typed and why it was not taken."""
    opened = period.is_open
    page = closing_page(
        period,
        queries.gap_counts(period) if opened else [],
        queries.runs_of(period.id),
        periods=every,
        remedies=queries.last_remedies(period) if opened else {},
        until=None if opened else queries.objections_until(period),
        later=len(due_later(period)) if opened else 0,
        today=clock.today(),
        href=lambda key: reverse("closing_of", args=(key,)),
        gap_href=lambda gap: reverse("closing_gap", args=(period.key, gap)),
        run_href=lambda run: reverse("close_run", args=(run,)),
        reasons=reasons or {},
        problem=problem,
    )
    return show(request, "closing/closing.html", MISTAKEN if problem else 200, page=page)


def _remedied(request: HttpRequest, period: PeriodRow, gap: Gap) -> str:
    people = actions.apply_remedy(
        period,
        gap,
        reason=line(request, "ly-do"),
        agency=line(request, "don-vi"),
        by=request.user,
        at=clock.now(),
    )
    if REMEDIES[gap] is not Remedy.REMIND:
        return f"{gap.label}: đã ghi cho {count(len(people))} người."
    asked = remind_holders(period, gap, people, by=request.user, at=clock.now())
    return (
        f"{gap.label}: {count(asked.holders)} người đang giữ; xếp {count(asked.letters)} thư mới "
        "của hôm nay."
    )


def _show_gap(
    request: HttpRequest, period: PeriodRow, gap: Gap, *, problem: str = ""
) -> HttpResponse:
    asked = line if problem else address
    agency, search = asked(request, "don-vi"), address(request, "tim")
    if wants_list_file(request):
        every = queries.gap_listing(
            period, gap, agency=agency, search=search, first=0, most=MOST_ROWS
        )
        return gap_file(period, gap, every.rows)
    wanted = number(request, "trang")
    first = (wanted - 1) * ROWS_PER_PAGE
    found = queries.gap_listing(
        period, gap, agency=agency, search=search, first=first, most=ROWS_PER_PAGE
    )
    page = gap_page(
        period,
        gap,
        found.counts,
        found.rows,
        agency=agency,
        search=search,
        last=queries.last_remedies(period).get(gap),
        person_href=lambda code: reverse("person", args=(code,)),
        reason=line(request, "ly-do") if problem else "",
        problem=problem,
    )
    pages = pages_of(found.total, wanted, ROWS_PER_PAGE, lambda n: _href(agency, search, n))
    up = Link(f"Chốt {period.label}", reverse("closing_of", args=(period.key,)), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "closing/gap.html", status, page=page, pages=pages, up=up)


def _href(agency: str, search: str, page: int) -> str:
    asked = {"don-vi": agency, "tim": search, "trang": str(page) if page > 1 else ""}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"
