"""What is done to an objection: withdrawn, replied to, advised on, decided."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config import clock
from congvu.access.policy import AMEND_RESULT, DECIDE_RESULT, may_amend, may_lodge
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Decision
from congvu.apps.evaluation.queries import Decider, ObjectionRow, Stored
from congvu.apps.evaluation.queries.years.results import (
    year_result,
)
from congvu.apps.rulebook.queries import period
from congvu.web.objections.authority import decides
from congvu.web.objections.change_form import changes_typed
from congvu.web.objections.views import readable, show_objection
from congvu.web.objections.year_change_form import year_changes_typed

MISTAKEN = 422
UPHOLD, PARTLY = "giu", "mot-phan"
Act = Callable[[ObjectionRow], str]


@require_POST
def withdraw(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Take back one's own objection."""
    row = readable(request, objection_id)
    if not may_lodge(request.rights, person=row.person_id):
        raise PermissionDenied

    def act(row: ObjectionRow) -> str:
        actions.withdraw_objection(row.id, by=request.user, at=clock.now())
        return "Đã rút kiến nghị."

    return _done(request, row, "rut", act)


@require_POST
def reply(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Answer as one who scored; once."""
    row = readable(request, objection_id)
    if request.rights.person not in row.scorers:
        raise PermissionDenied

    def act(row: ObjectionRow) -> str:
        actions.reply_to_objection(row.id, _text(request), by=request.user, at=clock.now())
        return "Đã gửi trả lời."

    return _done(request, row, "tra-loi", act)


@require_POST
def opinion(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Give the independent opinion."""
    row = readable(request, objection_id)
    if not may_amend(request.rights, person=row.person_id, unit_path=row.unit_path):
        raise PermissionDenied
    by = request.rights.acting(request.user, AMEND_RESULT, row.unit_path, row.person_id)

    def act(row: ObjectionRow) -> str:
        actions.give_opinion(row.id, _text(request), by=by, at=clock.now())
        return "Đã gửi ý kiến độc lập."

    return _done(request, row, "y-kien", act)


@require_POST
def decide(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Uphold the result, or grant all or part of what was asked."""
    row = readable(request, objection_id)
    decider = queries.decider_of(row.about, clock.today())
    if decider is None or not decides(request.rights, row, decider):
        raise PermissionDenied
    return _done(request, row, "quyet", lambda row: _decided(request, row, decider))


def _decided(request: HttpRequest, row: ObjectionRow, decider: Decider) -> str:
    by = request.rights.acting(request.user, DECIDE_RESULT, row.unit_path, row.person_id)
    way = request.POST.get("cach", UPHOLD)
    changes = {} if way == UPHOLD else _changes(request, row)
    decision = Decision(_text(request), changes, partly=way == PARTLY)
    actions.decide_objection(row.id, decision, authority=decider.person_id, by=by, at=clock.now())
    if not changes:
        return "Đã quyết định: giữ nguyên kết quả."
    what = "đề nghị thay thế" if row.of_year else "điều chỉnh"
    return f"Đã chấp nhận; chờ cơ quan tổ chức cán bộ lập {what}."


def _changes(request: HttpRequest, row: ObjectionRow) -> dict[str, object]:
    if row.result_id is not None:
        result = year_result(row.result_id)
        return year_changes_typed(result, request.POST, (row.subject,))
    month = period(row.period)
    card = queries.card_of(row.person, period_id=month.id, on=month.ends_on)
    stored: Stored = queries.stored_of(month, card)
    standing = queries.current_result(card)
    found = changes_typed(stored, standing.inputs, request.POST, (row.subject,))
    if not found:
        raise Refused("Chấp nhận thì phải ghi số đúng vào ít nhất một ô khác với số đang có.")
    return found


def _done(request: HttpRequest, row: ObjectionRow, step: str, act: Act) -> HttpResponse:
    try:
        messages.success(request, act(row))
    except Refused as refused:
        return show_objection(
            request, row, MISTAKEN, problem=str(refused), step=step, typed=_text(request),
            fields=request.POST.dict(),
        )  # fmt: skip
    return redirect("objection", row.id)


def _text(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "").replace("\0", "").strip()
