"""Tự chấm: the general criteria scored by the person herself, kept, sent, taken back (Đ17.2)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import (
    SelfScore,
    keep_self_score,
    save_self_scores,
    withdraw_self_score,
)
from congvu.apps.evaluation.queries import (
    MonthView,
    NoScorecard,
    authorities,
    month_of,
)
from congvu.apps.rulebook.queries import PeriodClosed, months_and_rules
from congvu.law.criteria import Criterion
from congvu.law.registry import general_criteria_on
from congvu.web.officer.line_form import Problem
from congvu.web.officer.self_score_files import DROP, dropped_in, files_of
from congvu.web.officer.self_score_form import (
    Typed,
    self_score_of,
    typed_from,
    typed_of,
)
from congvu.web.officer.self_score_page import self_score_page
from congvu.web.shared.card_files import files_by_criterion
from congvu.web.shared.frame import Link, show
from congvu.web.shared.numbers import amount
from congvu.web.shared.periods import chosen

TITLE = "Tự chấm"
ACT, KEEP, SEND, WITHDRAW = "viec", "luu", "gui", "rut"
MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def self_score(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show the reader's own card to be scored; keep, send or take back what she scored."""
    book = months_and_rules()
    period = chosen(book.periods, key, clock.today())
    person = request.rights.person
    if person is None or period is None:
        return show(request, "officer/nobody.html", title=TITLE, person=person)
    try:
        view = month_of(person, period, book.rules_for(period), as_if_sent=True)
    except NoScorecard:
        return show(request, "officer/nobody.html", title=TITLE, person=person, period=period)
    criteria = general_criteria_on(period.ends_on)
    if request.method == "POST":
        return _sent(request, view, criteria)
    return _page(request, view, criteria, typed_from(view.card, criteria))


def _sent(request: HttpRequest, view: MonthView, criteria: Sequence[Criterion]) -> HttpResponse:
    act = _keep if DROP in request.POST else _ACTS.get(request.POST.get(ACT, ""))
    if act is None:
        raise Http404
    typed = typed_of(request.POST.dict(), criteria)
    try:
        problems = act(request, view, criteria, typed)
    except (Refused, PeriodClosed) as refused:
        problems = (Problem("", str(refused)),)
    if problems:
        return _page(request, view, criteria, typed, problems)
    return redirect("self_score_of", view.period.key)


def _keep(
    request: HttpRequest, view: MonthView, criteria: Sequence[Criterion], typed: Typed
) -> tuple[Problem, ...]:
    row, problems = _row(request, view, criteria, typed, whole=False)
    if row is not None:
        keep_self_score(view.period, row, by=request.user, at=clock.now())
        told = f"{amount(sum(row.general.values()))} điểm, {len(row.general)}/{len(criteria)}"
        messages.success(request, f"Đã lưu nháp: {told} tiêu chí. Phiếu chưa gửi.")
    return problems


def _row(
    request: HttpRequest,
    view: MonthView,
    criteria: Sequence[Criterion],
    typed: Typed,
    *,
    whole: bool,
) -> tuple[SelfScore | None, tuple[Problem, ...]]:
    """What is to be kept, with its files looked into; or everything that is wrong."""
    row, problems = self_score_of(typed, criteria, person=view.card.person, whole=whole)
    if row is None:
        return None, problems
    files, problems = files_of(request.FILES, criteria)
    if problems:
        return None, problems
    return replace(row, files=files, dropped=dropped_in(request.POST)), ()


def _send(
    request: HttpRequest, view: MonthView, criteria: Sequence[Criterion], typed: Typed
) -> tuple[Problem, ...]:
    row, problems = _row(request, view, criteria, typed, whole=True)
    if row is not None:
        save_self_scores(view.period, [row], by=request.user, at=clock.now())
        given = amount(sum(row.general.values()))
        messages.success(request, f"Đã gửi phiếu {view.period.label}: tự chấm {given} điểm.")
    return problems


def _withdraw(
    request: HttpRequest, view: MonthView, _criteria: Sequence[Criterion], _typed: Typed
) -> tuple[Problem, ...]:
    withdraw_self_score(view.period, view.card.person, by=request.user, at=clock.now())
    messages.success(request, "Đã rút lại phiếu; điểm đã chấm còn ở đây để sửa rồi gửi lại.")
    return ()


_Act = Callable[[HttpRequest, MonthView, Sequence[Criterion], Typed], tuple[Problem, ...]]
_ACTS: dict[str, _Act] = {KEEP: _keep, SEND: _send, WITHDRAW: _withdraw}


def _page(
    request: HttpRequest,
    view: MonthView,
    criteria: Sequence[Criterion],
    typed: Typed,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    named = authorities(view.period, [view.card.person_id])
    page = self_score_page(
        view,
        criteria,
        typed,
        authority=named.get(view.card.person_id),
        today=clock.today(),
        problems=problems,
        files=files_by_criterion(view.card.files),
        file_lost=bool(problems and request.FILES),
    )
    up = Link("Tháng của tôi", reverse("month_of", args=(view.period.key,)), here=False)
    status = MISTAKEN if problems else 200
    return show(request, "officer/self_score.html", status, page=page, up=up)
