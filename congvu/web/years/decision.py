"""Quyết định: a round is proposed by whoever prepares it, and signed by its head."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import PREPARE_RATING
from congvu.access.rights import acting_by
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewDecision, YearChanged
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.queries import RuleAsksTooMuch
from congvu.apps.evaluation.queries import years as year_queries
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.shared.frame import show
from congvu.web.shared.typed import line
from congvu.web.years.decision_page import decision_page
from congvu.web.years.round_reach import Asked, asked_round

MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Show what would be decided; propose it, send it back, or sign it."""
    asked = asked_round(request, year, unit)
    if request.method != "POST":
        return _show(asked)
    act = _ACTS.get(request.POST.get("viec", ""))
    if act is None and not (asked.prepares or asked.held):
        raise PermissionDenied
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm.")
        messages.success(request, act(asked))
    except (Refused, YearChanged, RuleAsksTooMuch) as refused:
        return _show(asked, problem=str(refused))
    return redirect("year_decision", year, unit)


def _propose(asked: Asked) -> str:
    if not asked.prepares:
        raise PermissionDenied
    request = asked.request
    actions.propose_round(
        asked.round.id,
        reasons={kind.value: line(request, f"ly-do-{kind.value}") for kind in Shortfall},
        proposer=request.rights.person,
        note=line(request, "ghi-chu"),
        by=request.rights.acting(request.user, PREPARE_RATING, asked.round.unit_path),
        at=clock.now(),
    )
    return "Đã trình. Người đứng đầu xem và ký quyết định."


def _return(asked: Asked) -> str:
    request = asked.request
    if asked.held is not None:
        by = acting_by(request.user, asked.held)
    elif asked.prepares:
        by = request.rights.acting(request.user, PREPARE_RATING, asked.round.unit_path)
    else:
        raise PermissionDenied
    actions.return_round(asked.round.id, reason=line(request, "ly-do"), by=by, at=clock.now())
    return "Đã đưa về chuẩn bị."


def _sign(asked: Asked) -> str:
    if asked.held is None:
        raise PermissionDenied
    request = asked.request
    try:
        day = parse_day(line(request, "ngay"))
    except NotADay as wrong:
        raise Refused(str(wrong)) from wrong
    if day > clock.today():
        raise Refused("Ngày quyết định không được ở tương lai.")
    if not line(request, "so") or not line(request, "cong-khai"):
        raise Refused("Ghi số quyết định và hình thức công khai (Điều 21).")
    new = NewDecision(
        number=line(request, "so"),
        day=day,
        publicity=line(request, "cong-khai"),
        signer=asked.decider.person_id if asked.decider else None,
        digest=line(request, "ma"),
    )
    actions.decide_round(
        asked.round.id, new, by=acting_by(request.user, asked.held), at=clock.now()
    )
    return "Đã ký và công bố kết quả xếp loại."


_ACTS: dict[str, Callable[[Asked], str]] = {"trinh": _propose, "tra": _return, "ky": _sign}


def _show(asked: Asked, *, problem: str = "") -> HttpResponse:
    row = asked.round
    try:
        now = None if row.is_decided else year_queries.round_now(asked.period, row)
    except RuleAsksTooMuch as refused:
        return show(
            asked.request, "years/cannot.html", asked=asked, problem=str(refused), up=asked.up
        )
    page = decision_page(
        asked.period,
        row,
        now,
        decisions=year_queries.decisions_of(row.id) if row.is_decided else [],
        decider=asked.decider,
        prepares=asked.prepares,
        signs=asked.held is not None and row.proposed_by_id != asked.request.user.pk,
        own=row.proposed_by_id == asked.request.user.pk,
        today=clock.today(),
        typed=asked.request.POST.dict() if problem else {},
        problem=problem,
    )
    status = MISTAKEN if problem else 200
    return show(asked.request, "years/decision.html", status, page=page, asked=asked, up=asked.up)
