"""One person in a round: how her level comes about, and what may be done about it before it is."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import PREPARE_RATING
from congvu.access.rights import acting_by
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years import NoRating, RatingRow
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.shared.frame import show
from congvu.web.shared.typed import line
from congvu.web.years.person_page import person_now, person_stored
from congvu.web.years.round_reach import Asked, asked_round

MISTAKEN = 422
MOST_DIGITS = 4


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, year: int, unit: str, code: str) -> HttpResponse:
    """Show the steps of one person's level; move it, write her place, keep a concluded fact."""
    asked = asked_round(request, year, unit)
    form = _form(asked, code)
    if request.method != "POST":
        return _show(asked, form)
    act = _ACTS.get(request.POST.get("viec", ""))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm.")
        messages.success(request, act(asked, form))
    except Refused as refused:
        return _show(asked, form, problem=str(refused))
    return redirect("year_person", year, unit, code)


def _form(asked: Asked, code: str) -> RatingRow:
    try:
        form = year_queries.rating_of(code.replace("\0", ""), period_id=asked.period.id)
    except NoRating as unknown:
        raise Http404 from unknown
    if form.round_id != asked.round.id:
        raise Http404
    return form


def _decider(asked: Asked, form: RatingRow) -> Actor:
    """Whoever decides the round, or acts for her; never about herself."""
    if asked.held is None or asked.request.rights.person == form.person_id:
        raise PermissionDenied
    return acting_by(asked.request.user, asked.held)


def _preparer(asked: Asked, form: RatingRow) -> Actor:
    if asked.request.rights.person == form.person_id:
        raise PermissionDenied
    return asked.request.rights.acting(asked.request.user, PREPARE_RATING, asked.round.unit_path)


def _move(asked: Asked, form: RatingRow) -> str:
    by = _decider(asked, form)
    level = line(asked.request, "muc")
    actions.move_level(
        form.id, level=level, reason=line(asked.request, "ly-do"),
        person=asked.decider.person_id if asked.decider else None, by=by, at=clock.now(),
    )  # fmt: skip
    return "Đã chuyển mức." if level else "Đã rút lần chuyển mức."


def _order(asked: Asked, form: RatingRow) -> str:
    by = _decider(asked, form)
    typed = line(asked.request, "thu-tu") or "0"
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS):
        raise Refused("Thứ tự phải là số nguyên, 1 là trước nhất; bỏ trống để bỏ thứ tự.")
    order = {form.person: (int(typed), line(asked.request, "ly-do"))}
    actions.write_order(asked.round.id, order, by=by, at=clock.now())
    return "Đã ghi thứ tự khi bằng điểm."


def _case(asked: Asked, form: RatingRow) -> str:
    by = _preparer(asked, form)
    actions.record_case(
        form.id, kind=line(asked.request, "loai"), document=line(asked.request, "van-ban"),
        decided_on=_day(line(asked.request, "ngay")), note=line(asked.request, "ghi-chu"),
        by=by, at=clock.now(),
    )  # fmt: skip
    return "Đã ghi trường hợp không hoàn thành nhiệm vụ."


def _withdraw(asked: Asked, form: RatingRow) -> str:
    by = _preparer(asked, form)
    typed = line(asked.request, "so")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    actions.withdraw_case(
        number, round_id=asked.round.id, reason=line(asked.request, "ly-do"), by=by,
        at=clock.now(),
    )  # fmt: skip
    return "Đã rút; hồ sơ vẫn giữ kèm lý do."


_ACTS: dict[str, Callable[[Asked, RatingRow], str]] = {
    "chuyen": _move,
    "thu-tu": _order,
    "truong-hop": _case,
    "rut": _withdraw,
}


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except NotADay as wrong:
        raise Refused(str(wrong)) from wrong


def _show(asked: Asked, form: RatingRow, *, problem: str = "") -> HttpResponse:
    others = asked.request.rights.person != form.person_id
    moves = others and asked.held is not None and not asked.round.is_decided
    if asked.round.is_decided:
        results = year_queries.year_results_through_time(form.id)
        page = person_stored(asked.period, form, results)
    else:
        found = year_queries.rated(asked.period, asked.round)
        row = found.of(form.person)
        if row is None:
            raise Http404
        page = person_now(
            found, row, decides=moves, prepares=others and asked.prepares,
            typed=asked.request.POST.dict() if problem else {}, problem=problem,
        )  # fmt: skip
    status = MISTAKEN if problem else 200
    return show(asked.request, "years/year_person.html", status, page=page, up=asked.up)
