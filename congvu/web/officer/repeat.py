"""Chép việc: the lines of an earlier day done again, ticked and saved at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewEntry
from congvu.apps.work.queries import EntryRow, entries_of
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.officer.line_form import Problem, Typed, fresh_key, line_of
from congvu.web.officer.logging import CANNOT, person_here, placed_in_unit, refuse_foreign
from congvu.web.officer.today import TITLE
from congvu.web.shared.frame import Link, show
from congvu.web.shared.hours import hours
from congvu.web.shared.numbers import amount

FROM, TO, TICKED = "tu", "ngay", "chon"
MISTAKEN = 422
NOTHING = "Chưa đánh dấu việc nào để chép."


@dataclass(frozen=True)
class Row:
    """A line to do again: ticked or not, with an amount and hours that may be changed."""

    id: str
    key: str
    title: str
    ticked: bool
    amount: str
    hours: str
    problem: str = ""


@dataclass(frozen=True)
class RepeatPage:
    """The lines of the earlier day, and the day they are done again on."""

    from_day: str
    from_label: str
    day: str
    last_day: str
    rows: tuple[Row, ...]
    problems: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def repeat(request: HttpRequest) -> HttpResponse:
    """Show the lines of a day to do again; log those that are ticked, all or none."""
    if request.rights.person is None:
        return show(request, "officer/nobody.html", title="Chép việc")
    asked = request.POST if request.method == "POST" else request.GET
    day = _day(asked.get(FROM, ""))
    lines = _lines(request.rights.person, day) if day else []
    if request.method != "POST":
        rows = tuple(_row(line) for line in lines)
        return _page(request, day, str(clock.today()), rows, ())
    return _save(request, day, lines)


def _save(request: HttpRequest, day: date | None, lines: Sequence[EntryRow]) -> HttpResponse:
    rows = tuple(_typed_row(request, line) for line in lines)
    to = request.POST.get(TO, "").replace("\0", "")
    person = person_here(request)
    read = [
        (row, *_read(row, line, to, person.code))
        for row, line in zip(rows, lines, strict=True)
        if row.ticked
    ]
    wrong = {row.id: problems for row, _, problems in read if problems}
    if wrong or not read:
        shown = tuple(replace(row, problem=_words(wrong.get(row.id, ()))) for row in rows)
        said = [problem.words for found in wrong.values() for problem in found]
        return _page(request, day, to, shown, tuple(dict.fromkeys(said)) or (NOTHING,))
    new = [line for _, line, _ in read if line is not None]
    refuse_foreign(request, new)
    try:
        placed = [placed_in_unit(line, person.id) for line in new]
        work.log_work(placed, by=request.user, at=clock.now())
    except CANNOT as refused:
        return _page(request, day, to, rows, (str(refused),))
    messages.success(request, f"Đã chép {len(new)} việc.")
    return redirect("today")


def _read(
    row: Row, line: EntryRow, to: str, person: str
) -> tuple[NewEntry | None, tuple[Problem, ...]]:
    """A line again: of the product, whose open task of that month is found, else of the task."""
    typed = Typed(
        key=row.key,
        task="" if line.product_id else str(line.task_id),
        product=str(line.product_id or ""),
        day=to,
        amount=row.amount,
        hours=row.hours,
        note=line.note,
    )
    return line_of(typed, person=person, today=clock.today())


def _words(problems: Sequence[Problem]) -> str:
    return " ".join(problem.words for problem in problems)


def _lines(person_id: int, day: date) -> list[EntryRow]:
    """What she logged herself on a day, oldest first."""
    return [line for line in entries_of(person_id, first=day, last=day) if not line.source][::-1]


def _row(line: EntryRow) -> Row:
    return Row(
        id=str(line.id),
        key=fresh_key(),
        title=line.title,
        ticked=True,
        amount=amount(line.amount_hundredths),
        hours=hours(line.minutes) if line.minutes else "",
    )


def _typed_row(request: HttpRequest, line: EntryRow) -> Row:
    def typed(name: str) -> str:
        return request.POST.get(f"{name}-{line.id}", "").replace("\0", "")

    return Row(
        id=str(line.id),
        key=typed("key"),
        title=line.title,
        ticked=str(line.id) in request.POST.getlist(TICKED),
        amount=typed("so-luong"),
        hours=typed("gio"),
    )


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except NotADay:
        return None


def _page(
    request: HttpRequest, day: date | None, to: str, rows: Sequence[Row], problems: tuple[str, ...]
) -> HttpResponse:
    page = RepeatPage(
        from_day=str(day or ""),
        from_label=f"{day:%d/%m/%Y}" if day else "",
        day=to,
        last_day=str(clock.today()),
        rows=tuple(rows),
        problems=problems,
    )
    up = Link(TITLE, reverse("today"), here=False)
    return show(request, "officer/repeat.html", MISTAKEN if problems else 200, page=page, up=up)
