"""Tiêu chí xếp loại: a year without points is told criterion by criterion, and confirmed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import PREPARE_RATING, RATE_OWN
from congvu.access.years import may_confirm_criteria
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries.years import NoRating
from congvu.apps.evaluation.queries.years.criteria import (
    ToldRow,
    asked_of,
    is_by_conditions,
    told_of,
    told_within,
)
from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod, rules_for, year_period
from congvu.law.registry import Rules
from congvu.web.objections.rows import ROWS_PER_PAGE
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import page_wanted, pages_of
from congvu.web.years.criteria_form import criteria_typed, rows_typed
from congvu.web.years.criteria_page import criteria_lines, criteria_page

MISTAKEN, LAST_YEAR = 422, 9_999
ACT, RETURN = "lam", "tra-lai"


@require_http_methods(["GET", "HEAD", "POST"])
def year_criteria(request: HttpRequest, year: int) -> HttpResponse:
    """Show and keep the reader's own criteria of a year; list those that her office confirms."""
    period, rules = _year(year)
    row = _own(request, period)
    if request.method != "POST":
        return _page(request, period, rules, row)
    if row is None:
        raise Http404
    try:
        told, notes = criteria_typed(asked_of(rules, row), request.POST)
        actions.tell_criteria(
            period, row.person, told, notes, by=request.user, at=clock.now()
        )  # fmt: skip
    except Refused as refused:
        return _page(request, period, rules, row, str(refused))
    messages.success(request, "Đã lưu các tiêu chí.")
    return redirect("year_criteria", year)


def _year(year: int) -> tuple[PeriodRow, Rules]:
    """A year that was opened and is rated by conditions; 404 for others."""
    try:
        period = year_period(min(max(year, 1), LAST_YEAR))
    except UnknownPeriod as unknown:
        raise Http404 from unknown
    rules = rules_for(period)
    if not is_by_conditions(rules):
        raise Http404
    return period, rules


def _own(request: HttpRequest, period: PeriodRow) -> ToldRow | None:
    person = request.rights.person
    if person is None or not request.rights.may(RATE_OWN):
        return None
    try:
        return told_of(person, period_id=period.id)
    except NoRating:
        return None


def _page(
    request: HttpRequest, period: PeriodRow, rules: Rules, row: ToldRow | None, problem: str = ""
) -> HttpResponse:
    typed = rows_typed(rules.text, asked_of(rules, row), request.POST) if row and problem else None
    return show(
        request,
        "years/criteria.html",
        MISTAKEN if problem else 200,
        label=period.label,
        page=criteria_page(period, rules, row, typed) if row else None,
        problem=problem,
        **_listed(request, period, rules),
    )


def _listed(request: HttpRequest, period: PeriodRow, rules: Rules) -> dict[str, object]:
    """The people whose criteria the reader may confirm, 50 a page; those that wait come first."""
    paths = sorted(request.rights.reach(PREPARE_RATING).paths)
    if not paths:
        return {"lines": None}
    wanted = page_wanted(request)
    first = (wanted - 1) * ROWS_PER_PAGE
    total, rows = told_within(period.id, paths, first=first, most=ROWS_PER_PAGE)
    pages = pages_of(total, wanted, ROWS_PER_PAGE, lambda page: f"?trang={page}")
    return {"lines": criteria_lines(rules, rows), "pages": pages}


@require_http_methods(["GET", "HEAD", "POST"])
def year_criteria_of(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show what one person told; confirm it, or give it back with a reason."""
    period, rules = _year(year)
    try:
        row = told_of(code.replace("\0", ""), period_id=period.id)
    except NoRating as unknown:
        raise Http404 from unknown
    if not may_confirm_criteria(
        request.rights, person=row.person_id, unit_path=row.unit_path
    ):  # fmt: skip
        raise Http404
    if request.method != "POST":
        return _of(request, period, rules, row)
    try:
        said = _answered(request, period, row)
    except Refused as refused:
        return _of(request, period, rules, row, str(refused))
    messages.success(request, said)
    return redirect("year_criteria_of", year, row.person)


def _answered(request: HttpRequest, period: PeriodRow, row: ToldRow) -> str:
    by = request.rights.acting(request.user, PREPARE_RATING, row.unit_path, row.person_id)
    if request.POST.get(ACT) == RETURN:
        reason = request.POST.get("ly-do", "").replace("\0", "")
        actions.return_criteria(period, row.person, reason=reason, by=by, at=clock.now())
        return "Đã trả lại để kê khai lại."
    actions.confirm_criteria(period, row.person, by=by, at=clock.now())
    return "Đã xác nhận các tiêu chí."


def _of(
    request: HttpRequest, period: PeriodRow, rules: Rules, row: ToldRow, problem: str = ""
) -> HttpResponse:
    up = Link(
        f"Tiêu chí {period.label}", reverse("year_criteria", args=(int(period.key),)), here=False
    )
    return show(
        request,
        "years/criteria_of.html",
        MISTAKEN if problem else 200,
        page=criteria_page(period, rules, row),
        is_open=row.open,
        problem=problem,
        reason=request.POST.get("ly-do", ""),
        up=up,
    )
