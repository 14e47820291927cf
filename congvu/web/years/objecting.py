"""Kiến nghị về xếp loại năm: what a person does not agree with in her year's result (Đ22)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import decider_of
from congvu.apps.evaluation.queries.deciders import (
    About,
)
from congvu.apps.evaluation.queries.objection_clocks import (
    year_window_of,
)
from congvu.apps.evaluation.queries.years import NoYearResult, YearResultRow, year_result_of
from congvu.apps.evaluation.queries.years.subjects import (
    year_subjects_of,
)
from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod, year_period
from congvu.exchange.evidence.kinds import EvidenceRefused
from congvu.kernel.dates import format_day
from congvu.web.objections.lodging import Typed, answering, new_objection, show_form, typed_in
from congvu.web.shared.frame import Link

LAST_YEAR = 9_999


@require_http_methods(["GET", "HEAD", "POST"])
def year_objection(request: HttpRequest, year: int) -> HttpResponse:
    """Show the form for the reader's own result of a year, or send it; a mistake keeps it all."""
    period, result = _own(request, year)
    typed = typed_in(request)
    if request.method != "POST":
        return _form(request, period, result, typed)
    try:
        row = new_objection(request, typed)
        made = actions.lodge_year_objection(
            period, result.person_id, row, by=request.user, at=clock.now()
        )
    except (Refused, EvidenceRefused) as refused:
        return _form(request, period, result, typed, str(refused))
    messages.success(request, "Đã gửi kiến nghị.")
    return redirect("objection", made)


def _own(request: HttpRequest, year: int) -> tuple[PeriodRow, YearResultRow]:
    """The year and the reader's own result of it; 404 where there is none."""
    if request.rights.person is None:
        raise Http404
    try:
        period = year_period(min(max(year, 1), LAST_YEAR))
        return period, year_result_of(request.rights.person, period.id)
    except (UnknownPeriod, NoYearResult) as unknown:
        raise Http404 from unknown


def _form(
    request: HttpRequest, period: PeriodRow, result: YearResultRow, typed: Typed, problem: str = ""
) -> HttpResponse:
    today = clock.today()
    about = About(result.person_id, result.round_path)
    return show_form(
        request,
        typed,
        problem,
        label=f"xếp loại {period.label}",
        named=year_subjects_of(result),
        closed=_closed(result, today),
        told=lambda: answering(decider_of(about, today), result.kind, today),
        up=Link("Kiến nghị", reverse("objections"), here=False),
    )


def _closed(result: YearResultRow, today: date) -> str:
    """Why nothing can be sent, empty where it can."""
    window = year_window_of(result, today)
    if window is None:
        return "Chưa có quy định về thời hạn kiến nghị về kết quả năm này."
    if not window.is_open:
        return f"Đã hết thời hạn kiến nghị về năm này (ngày {format_day(window.last_day)})."
    return ""
