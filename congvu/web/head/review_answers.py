"""Answers to one task under review: saved, refused with what was typed, or overtaken by another."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed, periods
from congvu.apps.work.actions import Act, Answer, Stale, answer_task
from congvu.apps.work.queries import TaskPlace, ToReview, places_of, read_seen, to_review
from congvu.web.head.review import (
    acting,
    is_fetched,
    may_answer,
    review_address,
    shown_with,
    within,
)
from congvu.web.head.review_page import shown_row
from congvu.web.head.review_person import person_page
from congvu.web.head.review_rows import Record, clash_of, records
from congvu.web.head.review_view import Row, Typed

ACTS = {
    "nhan": Act.ACCEPT,
    "chua-dat": Act.FAIL,
    "tra-lai": Act.RETURN,
    "hieu-qua": Act.GRADE,
    "xac-nhan": Act.CONFIRM,
    "khong": Act.REFUSE,
}
MISTAKEN, STALE = 422, 409
SEEN, FROM_PERSON = "ban", "nguoi"
_MOST_DIGITS, _LONGEST_REASON = 4, 500


@require_POST
def answer(request: HttpRequest, task_id: int) -> HttpResponse:
    """Save the reader's answer to one task, or show beside it why nothing was saved."""
    place = _place(request, task_id)
    typed = _typed(request.POST)
    try:
        answer_task(
            task_id,
            _answer(typed),
            seen=request.GET.get(SEEN, ""),
            by=acting(request, place.unit_path, place.person_id),
            at=clock.now(),
        )
    except Stale as stale:
        return _again(request, place, replace(typed, problem=str(stale)), STALE)
    except (Refused, PeriodClosed) as refused:
        return _again(request, place, replace(typed, problem=str(refused)), MISTAKEN)
    return _saved(request, place)


def _place(request: HttpRequest, task_id: int) -> TaskPlace:
    """Where a task is that the reader may answer; Http404 for one unknown or out of reach."""
    place = places_of([task_id]).get(task_id)
    if place is None or not any(may_answer(request, row) for row in _rows(request, place)):
        raise Http404
    return place


def _typed(given: QueryDict) -> Typed:
    return Typed(
        act=given.get("lam", ""),
        reason=given.get("ly-do", ""),
        effect=given.get("muc", ""),
        days=given.get("ngay"),
        failed=given.get("lan"),
    )


def _answer(typed: Typed) -> Answer:
    """The answer that was typed; a grade chosen with the acceptance belongs to it."""
    act = ACTS.get(typed.act)
    if act is None:
        raise Refused("Chọn nghiệm thu, chưa đạt, trả lại hoặc mức hiệu quả.")
    if act is Act.ACCEPT and typed.effect:
        act = Act.GRADE
    if len(typed.reason) > _LONGEST_REASON:
        raise Refused(
            f"Lý do dài {len(typed.reason)} ký tự; rút gọn còn nhiều nhất {_LONGEST_REASON}."
        )
    return Answer(
        act,
        reason=typed.reason.replace("\x00", ""),
        effect=_whole(typed.effect, "Mức hiệu quả") if act is Act.GRADE else None,
        days=_whole(typed.days or "0", "Số ngày chậm được trừ") if act is Act.CONFIRM else 0,
        failed=_whole(typed.failed or "0", "Số lần chưa đạt được trừ") if act is Act.CONFIRM else 0,
    )


def _whole(text: str, name: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise Refused(f"{name} phải là số nguyên từ 0, ví dụ 2.")
    return int(text)


def _again(request: HttpRequest, place: TaskPlace, typed: Typed, status: int) -> HttpResponse:
    """Show the row again with what was typed, and what changed where it was overtaken."""
    if status == STALE:
        seen = read_seen(request.GET.get(SEEN, ""))
        record = _record(request, place)
        typed = replace(typed, clash=clash_of(record, seen, place.full_name) if record else ())
    if is_fetched(request):
        row = _row(request, place, typed) if status == STALE else None
        return _told(request, row, typed.problem, status)
    return person_page(
        request, place.person, place.period, typed=(place.task_id, typed), status=status
    )


def _saved(request: HttpRequest, place: TaskPlace) -> HttpResponse:
    told = f"đã lưu {clock.now():%H:%M}"
    if is_fetched(request):
        return _told(request, _row(request, place), told, 200)
    messages.success(request, f"{place.full_name}: {told}.")
    anchor = f"viec-{place.task_id}"
    came_from = request.POST.get("ve", "")
    if came_from == FROM_PERSON:
        return redirect(f"{_person_address(place)}#{anchor}")
    return redirect(review_address(QueryDict(came_from), anchor))


def _person_address(place: TaskPlace) -> str:
    return f"{reverse('review_person', args=(place.person,))}?thang={place.period}"


def _record(request: HttpRequest, place: TaskPlace) -> Record | None:
    return next(iter(records(_rows(request, place), today=clock.today())), None)


def _rows(request: HttpRequest, place: TaskPlace) -> list[ToReview]:
    """The task as one row; none where it is no longer assigned."""
    asked = within(request, place.person_id)
    return to_review(asked, [place.period_id], task_ids=[place.task_id])


def _row(request: HttpRequest, place: TaskPlace, typed: Typed | None = None) -> Row | None:
    """The row as the page shows it now; None where it is no longer assigned."""
    record = _record(request, place)
    if record is None:
        return None
    period = [one for one in periods() if one.id == place.period_id]
    row = shown_row(record, shown_with(request, [record], period, clock.now()))
    return replace(row, typed=typed) if typed else row


def _told(request: HttpRequest, row: Row | None, said: str, status: int) -> HttpResponse:
    """What a script gets: the row if it is to be replaced, a sentence, and a fresh token."""
    html = render_to_string("head/_review_row.html", {"row": row}, request=request) if row else ""
    answer = {"row": html, "said": said, "token": get_token(request)}
    return JsonResponse(answer, status=status)
