"""The head takes a self-score after the grace: until which day, and why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import REVIEW_CARD, may_reopen
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import HeldCard, holders
from congvu.apps.org.queries import UnknownPerson, person_ids
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import PeriodClosed, PeriodRow, deadlines, periods
from congvu.kernel.dates import format_day
from congvu.web.periods.forms import UNTIL, WHY, Typed, typed_of
from congvu.web.shared.frame import Link, show
from congvu.web.shared.periods import chosen
from congvu.web.shared.stage import stage_line

MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def self_score_reopen(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Open a person's self-score again, with a reason; what she typed is still there."""
    period = chosen(periods(), key, clock.today())
    card = _card(period, code) if period else None
    if period is None or card is None or not _may(request, card):
        raise Http404
    typed = typed_of(request.POST, (UNTIL, WHY))
    if request.method != "POST":
        return _form(request, period, card, typed)
    until = typed.day(UNTIL)
    reason = typed.filled(WHY, "Ghi lý do, như “Đi công tác dài ngày”.")
    if typed.faults or until is None:
        return _form(request, period, card, typed)
    by = request.rights.acting(request.user, REVIEW_CARD, card.unit_path)
    try:
        actions.reopen_self_score(
            period, card.person, until=until, reason=reason, by=by, at=clock.now()
        )
    except (Refused, PeriodClosed) as refused:
        typed.refused = str(refused)
        return _form(request, period, card, typed)
    told = f"{card.full_name} tự chấm được đến hết {format_day(until)}."
    messages.success(request, told)
    return redirect("person_month", card.person, period.key)


def _card(period: PeriodRow, code: str) -> HeldCard | None:
    try:
        person = person_ids([code])[code]
    except UnknownPerson:
        return None
    found = holders(period, "", today=clock.today(), person_id=person)
    return found[0] if found else None


def _may(request: HttpRequest, card: HeldCard) -> bool:
    return may_reopen(request.rights, person=card.person_id, unit_path=card.unit_path)


def _form(request: HttpRequest, period: PeriodRow, card: HeldCard, typed: Typed) -> HttpResponse:
    days = deadlines(period)
    last = max(days.on(Step.DECIDE, card.agency_id), clock.today())
    return show(
        request,
        "head/reopen.html",
        MISTAKEN if typed.is_wrong else 200,
        form=typed,
        fields=typed.fields,
        name=card.full_name,
        period=period.label,
        stage=stage_line(card, request.rights.person),
        grace=format_day(days.grace_ends(card.agency_id)),
        hint=f"Muộn nhất {format_day(last)}, là hạn xác nhận.",
        up=Link(
            f"{card.full_name}, {period.label}",
            reverse("person_month", args=(card.person, period.key)),
            here=False,
        ),
    )
