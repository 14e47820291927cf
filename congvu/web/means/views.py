"""Quý, 6 tháng: everybody's mean of the scored months, for whoever reads these people's months."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_MONTH, may_read_month
from congvu.apps.evaluation.queries.span_means import (
    SpanMean,
    Within,
    has_means,
    periods_in,
    span_means,
)
from congvu.apps.rulebook.queries import PeriodRow, periods, rules_for
from congvu.kernel.periods import Month, NotAPeriod, Span, long_span
from congvu.law.registry import Rules
from congvu.web.means.means_file import means_file
from congvu.web.means.means_page import means_page
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import MOST_ROWS, wants_list_file
from congvu.web.shared.paging import ROWS_PER_PAGE, pages_of
from congvu.web.shared.typed import address, number


@dataclass(frozen=True)
class Chosen:
    """The span shown, with its opened periods and their rules."""

    span: Span
    opened: list[PeriodRow]
    rules: Rules


@require_safe
def means(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show the quarter or half-year asked for, else the quarter of today or the latest opened."""
    every = periods()
    if not every:
        return show(request, "means/nothing.html")
    here = _chosen(every, key)
    asked = _within(request)
    if not has_means(here.span, here.rules):
        return show(request, "means/no_means.html", label=here.span.label, title=here.rules.title)
    if wants_list_file(request):
        rows, _ = span_means(
            here.span, here.opened, here.rules, asked, first=0, most=MOST_ROWS
        )  # fmt: skip
        kept = [one for one in rows if _reads(request, one)]
        return means_file(here.span, here.opened, kept, here.rules)
    wanted = number(request, "trang")
    first = (wanted - 1) * ROWS_PER_PAGE
    rows, total = span_means(
        here.span, here.opened, here.rules, asked, first=first, most=ROWS_PER_PAGE
    )
    page = means_page(
        here.span,
        here.opened,
        here.rules,
        rows,
        pages_of(total, wanted, ROWS_PER_PAGE, lambda at: _page_address(request, at)),
        search=asked.search,
        around=lambda span: bool(periods_in(span, every)),
        href=lambda span: reverse("means_of", args=(span.key,)),
        reads=lambda one: _reads(request, one),
    )
    return show(request, "means/means.html", page=page)


def _chosen(every: Sequence[PeriodRow], key: str) -> Chosen:
    """The span of a key; without one today's quarter, or that of the latest period."""
    if key:
        span = _named(key)
    else:
        span = Month.of(clock.today()).quarter
        if not periods_in(span, every):
            span = max(every, key=lambda one: one.starts_on).months[-1].quarter
    opened = periods_in(span, every)
    if not opened:
        raise Http404
    return Chosen(span, opened, rules_for(opened[-1]))


def _named(key: str) -> Span:
    try:
        return long_span(key)
    except NotAPeriod as wrong:
        raise Http404 from wrong


def _within(request: HttpRequest) -> Within:
    reach = request.rights.reach(READ_MONTH)
    return Within(reach.paths, reach.people, address(request, "tim"))


def _reads(request: HttpRequest, one: SpanMean) -> bool:
    return may_read_month(request.rights, person=one.person_id, unit_path=one.unit_path)


def _page_address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["trang"] = str(page)
    return f"{request.path}?{asked.urlencode()}"
