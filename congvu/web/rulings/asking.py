"""So hai bộ quy định: which period beside which other rules, and why; then the run itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import ADOPT_RULES
from congvu.access.rights import PROVINCE
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries.comparisons import asked_of
from congvu.apps.rulebook.queries import PeriodRow, periods
from congvu.engine.scoring import ManagementCycle
from congvu.law.faults import LawFault
from congvu.web.rulings.terms_form import (
    PERIOD,
    REASON,
    SUBJECT,
    TermsForm,
    asks_fields,
    period_options,
    terms_form,
)
from congvu.web.shared.frame import Link, show
from congvu.web.shared.periods import chosen

MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def ruling_new(request: HttpRequest) -> HttpResponse:
    """Show what a period may be held against; run it and go to what came of it."""
    every = periods()
    given = request.POST if request.method == "POST" else request.GET
    standing = next((one.key for one in every if not one.is_open), "")
    period = chosen(every, given.get(PERIOD, "") or standing, clock.today())
    if period is None:
        return show(request, "rulings/nothing.html", up=_up())
    form = terms_form(request, period.ends_on, open_day=True)
    if request.method != "POST" or asks_fields(request):
        return _show(request, form, period, every)
    reason = form.filled(REASON, "Ghi lý do so, như “Xem phương án chặn trước khi trình”.")
    if form.is_wrong:
        return _show(request, form, period, every)
    try:
        asked = asked_of(form.day, SUBJECT, form.text, form.values.changes)
        by = request.rights.acting(request.user, ADOPT_RULES, PROVINCE)
        made = actions.compare_rules(period, asked, reason=reason, by=by, at=clock.now())
    except (Refused, LawFault, ManagementCycle) as refused:
        form.refused = refused.message if isinstance(refused, LawFault) else str(refused)
        return _show(request, form, period, every)
    messages.success(request, "Đã so xong; điểm của kỳ không đổi.")
    return redirect("ruling_run", made)


def _show(
    request: HttpRequest, form: TermsForm, period: PeriodRow, every: list[PeriodRow]
) -> HttpResponse:
    return show(
        request,
        "rulings/new.html",
        MISTAKEN if form.is_wrong and request.method == "POST" else 200,
        form=form,
        period=period,
        periods=period_options(every, period),
        up=_up(),
    )


def _up() -> Link:
    return Link("Thử quy định", reverse("rulings"), here=False)
