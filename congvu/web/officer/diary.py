"""Nhật ký: what was logged by week or month; a wrong line is replaced, never changed."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.apps.work import actions as work
from congvu.apps.work.queries import EntryRow, entries_of, entry
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.officer.diary_file import diary_file
from congvu.web.officer.diary_page import diary_page, span_of
from congvu.web.officer.line_form import Problem, Typed, line_of, typed_of
from congvu.web.officer.log_page import line_form
from congvu.web.officer.logging import CANNOT, person_here
from congvu.web.shared.frame import Link, show
from congvu.web.shared.hours import hours
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.numbers import amount

MISTAKEN = 422
TITLE = "Nhật ký công việc"
STEP, VOID = "buoc", "xoa"
REASON = "ly-do"
LONGEST_REASON = 500
NO_REASON = "Ghi lý do, để người xem sau hiểu vì sao dòng này được sửa hoặc xóa."
_MOST_DIGITS = 6


@require_safe
def diary(request: HttpRequest) -> HttpResponse:
    """Show the reader's log of a week or a month."""
    if request.rights.person is None:
        return show(request, "officer/nobody.html", title=TITLE)
    span = span_of(request.GET.get("xem", ""), _day(request.GET.get("ngay", "")))
    lines = entries_of(request.rights.person, first=span.first, last=span.last)
    if wants_list_file(request):
        return diary_file(lines, span.first)
    asked = request.GET.get("trang", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS
    page = diary_page(lines, span, today=clock.today(), page=int(asked) if known else 1)
    return show(request, "officer/diary.html", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def diary_line(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show a line of the reader's own to put right; replace it, or take it out with a reason."""
    line = entry(entry_id)
    if line is None or line.person_id != request.rights.person:
        raise Http404
    if request.method != "POST":
        return _page(request, line, _typed_before(line))
    typed = typed_of(request.POST.dict())
    reason = request.POST.get(REASON, "").replace("\0", "").strip()[:LONGEST_REASON]
    problems = _written(request, line, typed, reason)
    if problems:
        return _page(request, line, typed, problems, reason)
    return redirect(f"{reverse('diary')}?ngay={line.day}")


def _written(
    request: HttpRequest, line: EntryRow, typed: Typed, reason: str
) -> tuple[Problem, ...]:
    """Do what is asked for; return what is wrong with it, nothing once it is done."""
    if not reason:
        return (Problem(REASON, NO_REASON),)
    try:
        if request.POST.get(STEP) == VOID:
            work.void_entry(line.id, reason=reason, by=request.user, at=clock.now())
            messages.success(request, f"Đã xóa dòng: {line.title}.")
            return ()
        return _mended(request, line, typed, reason)
    except CANNOT as refused:
        return (Problem("", str(refused)),)


def _mended(request: HttpRequest, line: EntryRow, typed: Typed, reason: str) -> tuple[Problem, ...]:
    same = Typed(
        key=typed.key, task=str(line.task_id), day=typed.day, amount=typed.amount,
        hours=typed.hours, note=typed.note,
    )  # fmt: skip
    to, problems = line_of(same, person=person_here(request).code, today=clock.today())
    if to is not None:
        work.mend_entry(line.id, to, reason=reason, by=request.user, at=clock.now())
        messages.success(request, f"Đã sửa: {line.title}.")
    return problems


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except NotADay:
        return clock.today()


def _typed_before(line: EntryRow) -> Typed:
    return Typed(
        task=str(line.task_id),
        day=str(line.day),
        amount=amount(line.amount_hundredths),
        hours=hours(line.minutes) if line.minutes else "",
        note=line.note,
    )


def _page(
    request: HttpRequest,
    line: EntryRow,
    typed: Typed,
    problems: Sequence[Problem] = (),
    reason: str = "",
) -> HttpResponse:
    form = line_form(typed, today=clock.today(), what=line.title, problems=problems)
    wrong = next((one.words for one in problems if one.field == REASON), "")
    up = Link(TITLE, f"{reverse('diary')}?ngay={line.day}", here=False)
    return show(
        request,
        "officer/diary_line.html",
        MISTAKEN if problems else 200,
        form=form,
        line=line,
        reason=reason,
        reason_problem=wrong,
        up=up,
    )
