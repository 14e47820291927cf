"""Lịch kỳ: how the period stands and who holds its cards; the next is opened, a step put off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import ADOPT_RULES, OPEN_PERIOD
from congvu.access.rights import PROVINCE
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.queries import people_in, slowest_holders, stage_tallies
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import (
    PeriodClosed,
    PeriodRow,
    choices_of,
    deadlines,
    extensions,
    month_book,
    next_span,
    periods,
    proposed,
)
from congvu.apps.work.queries import due_later, waiting_for
from congvu.kernel.dates import format_day
from congvu.kernel.periods import NotAPeriod, tracked
from congvu.law.registry import Rules
from congvu.web.periods.forms import (
    STEP,
    UNTIL,
    WHERE,
    WHY,
    Typed,
    extension_of,
    steps_told,
    typed_of,
)
from congvu.web.periods.periods_page import Held, May, open_page, periods_page
from congvu.web.periods.settings_shown import NAMES
from congvu.web.periods.stages_file import stages_file
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.numbers import count
from congvu.web.shared.periods import chosen

MISTAKEN = 422
UP = "Lịch kỳ"


@require_safe
def calendar(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show how a period stands, the one that runs if none is named."""
    today, book = clock.today(), month_book()
    period = chosen(book.months, key, today)
    held = _held(period, book.rules_for(period)) if period else None
    if held and wants_list_file(request):
        return stages_file(held.period, held.tallies)
    page = periods_page(
        held,
        every=book.months,
        rules=book.rules_of(today),
        chosen=choices_of(NAMES),
        may=May(request.rights.may(OPEN_PERIOD), request.rights.may(ADOPT_RULES)),
        href=lambda one: reverse("calendar_of", args=(one,)),
        today=today,
    )
    return show(request, "periods/periods.html", page=page, key=period.key if period else "")


def _held(period: PeriodRow, rules: Rules) -> Held:
    today, days = clock.today(), deadlines(period, rules)
    tallies = stage_tallies(period, today=today, known=days)
    slowest = slowest_holders(period, today=today, known=days) if period.is_open else []
    return Held(period, days, extensions(period.id), tallies, slowest)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_open(request: HttpRequest) -> HttpResponse:
    """Show what opening the next period would make; open it."""
    today = clock.today()
    if request.method != "POST":
        return _preview(request)
    try:
        span = tracked(request.POST.get("ky", ""))
        if span != next_span(today):
            raise Refused(f"Kỳ {span.label} đã mở hoặc chưa đến lượt; hãy xem lại trang này.")
        by = request.rights.acting(request.user, OPEN_PERIOD, PROVINCE)
        period, cards = evaluation.begin_period(span, by=by, at=clock.now())
    except (Refused, NotAPeriod) as refused:
        return _preview(request, str(refused))
    messages.success(request, f"Đã mở {period.label}: {count(cards)} phiếu.")
    return redirect("calendar_of", period.key)


def _preview(request: HttpRequest, refused: str = "") -> HttpResponse:
    today, book = clock.today(), month_book()
    period = proposed(next_span(today, book.rules_of), book.rules_of)
    earlier = [one for one in book.months if one.starts_on < period.starts_on]
    before = max(earlier, key=lambda one: one.starts_on, default=None)
    closed = before is not None and not before.is_open
    page = open_page(
        period,
        people=people_in(period, book.rules_of(period.ends_on)),
        waiting=waiting_for(period, None, before=before.id if before and closed else None),
        before=before,
        later=len(due_later(before)) if before and before.is_open else 0,
        today=today,
        refused=refused,
    )
    status = MISTAKEN if refused else 200
    return show(request, "periods/open.html", status, page=page, up=_up())


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_extend(request: HttpRequest, key: str) -> HttpResponse:
    """Put off a step of an open period, for everybody or for one agency."""
    period = next((one for one in periods() if one.key == key and one.is_open), None)
    if period is None:
        raise Http404
    typed = typed_of(request.POST, (STEP, UNTIL, WHERE, WHY))
    if request.method != "POST":
        return _extension(request, period, typed)
    meant = extension_of(typed, today=clock.today())
    if meant is None:
        return _extension(request, period, typed)
    try:
        rulebook.extend_deadline(
            period,
            step=meant.step,
            until=meant.until,
            reason=meant.reason,
            agency=meant.unit.code if meant.unit else None,
            by=request.rights.acting(request.user, OPEN_PERIOD, PROVINCE),
            at=clock.now(),
        )
    except (Refused, PeriodClosed) as refused:
        typed.refused = str(refused)
        return _extension(request, period, typed)
    where = meant.unit.name if meant.unit else "toàn tỉnh"
    told = f"Đã gia hạn {str(meant.step.label).lower()} đến {format_day(meant.until)} cho {where}."
    messages.success(request, told)
    return redirect("calendar_of", period.key)


def _extension(request: HttpRequest, period: PeriodRow, typed: Typed) -> HttpResponse:
    days = deadlines(period)
    standing = [f"{step.label}: {format_day(days.on(step))}" for step in Step]
    return show(
        request,
        "periods/extend.html",
        MISTAKEN if typed.is_wrong else 200,
        form=typed,
        fields=typed.fields,
        steps=steps_told(typed.texts[STEP]),
        label=period.label,
        standing=standing,
        up=_up(),
    )


def _up() -> Link:
    return Link(UP, reverse("calendar"), here=False)
