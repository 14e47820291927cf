"""Phòng tôi: a unit's people for whoever leads it, or looks over it."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import (
    ASSIGN_WORK,
    READ_COMPETENCY,
    READ_MONTH,
    READ_PROVINCE,
    READ_ROOM,
    may_read_month,
)
from congvu.access.rights import Rights
from congvu.apps.evaluation.queries import CardRow, RoomView, holders, nearest_heads, room_of
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import EVERYBODY, PeriodRow, deadlines, month_book
from congvu.engine.scoring import month_form
from congvu.web.head.room_file import room_file
from congvu.web.head.room_page import room_page
from congvu.web.head.room_view import Papers
from congvu.web.objections.room_marks import room_marks
from congvu.web.shared.card_reach import card_address, may_answer
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.periods import chosen
from congvu.web.shared.reach import own_paths, units_within
from congvu.web.shared.stage import held_told

UNIT = "don-vi"
LONGEST_NUMBER = 6


@require_safe
def room(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show one unit of those within reach: the one asked for, else the reader's own."""
    now = clock.now()
    book = month_book()
    every = book.months
    period = chosen(every, key, now.date())
    asked = request.GET.get(UNIT, "")
    if period is None or not (asked or own_paths(request.rights, READ_ROOM)):
        return _nothing(request)
    within, here = units_within(request.rights, READ_ROOM, asked, now.date())
    view = room_of(here, period, today=now.date(), rules=book.rules_for(period))
    if wants_list_file(request):
        return room_file(view, room_marks(view))
    held, comment_by = _held(request.rights, view, now.date())
    page = room_page(
        view,
        units=within,
        periods=every,
        href=lambda key: f"{reverse('room_of', args=(key,))}?{urlencode({UNIT: here.code})}",
        month_href=lambda card: _month_href(request.rights, card, period.key),
        now=now,
        wanted=_number(request.GET.get("trang", "")),
        held=held,
        comment_by=comment_by,
        card_href=_cards_of(request, view),
        marks=room_marks(view),
    )
    return show(
        request,
        "head/room.html",
        page=page,
        up=_up(request.rights, period.key),
        team=request.rights.may(READ_COMPETENCY),
        work=_work(request.rights, here, period),
        papers=_papers(request.rights, view),
    )


def _held(
    rights: Rights, view: RoomView, today: date
) -> tuple[dict[int, tuple[str, bool]], date | None]:
    """For whom each card waits while the period is open, by person; the reviews' last day."""
    if not view.period.is_open:
        return {}, None
    known = deadlines(view.period, view.rules)
    rows = holders(view.period, view.unit.path, today=today, known=known)
    told = {one.person_id: held_told(one, rights.person) for one in rows}
    return told, known.on(Step.COMMENT, rows[0].agency_id if rows else EVERYBODY)


def _cards_of(request: HttpRequest, view: RoomView) -> Callable[[CardRow], str]:
    """Where the reader answers each card; nowhere for one in which she has no say.

    The heads are those listed, so that nothing more is asked; the page itself asks the records.
    """
    named = nearest_heads([one.card for one in view.people])

    def href(card: CardRow) -> str:
        allowed = may_answer(request, card, named.get(card.person_id))
        return card_address(view.period.key, card.person) if allowed else ""

    return href


def _papers(rights: Rights, view: RoomView) -> Papers:
    """Where the unit's list is as a paper, and where the cards of all its people are asked for."""
    here, period = view.unit, view.period
    asked = urlencode({UNIT: here.code})
    listed = {
        fmt: f"{reverse('list_paper', args=(period.key, fmt))}?{asked}" for fmt in ("pdf", "docx")
    }
    asks = rights.reach(READ_MONTH).covers(here.path) and month_form(view.rules)
    batch = f"{reverse('paper_runs')}?{asked}&ky={period.key}" if asks else ""
    return Papers(**listed, batch=batch)


def _work(rights: Rights, here: UnitRow, period: PeriodRow) -> tuple[Link, ...]:
    """The ways from the room to its work, for whoever hands it out here."""
    if not rights.reach(ASSIGN_WORK).covers(here.path):
        return ()
    query = urlencode({UNIT: here.code, "ky": period.key})
    tasks = Link("Việc của phòng", f"{reverse('unit_tasks')}?{query}", here=False)
    if not period.is_open:
        return (tasks,)
    return (Link("Giao việc", f"{reverse('assign')}?{query}", here=False), tasks)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 1


def _month_href(rights: Rights, card: CardRow, key: str) -> str:
    allowed = may_read_month(rights, person=card.person_id, unit_path=card.unit_path)
    return reverse("person_month", args=(card.person, key)) if allowed else ""


def _up(rights: Rights, key: str) -> Link | None:
    """The way back to the province, for whoever may open it."""
    if not rights.may(READ_PROVINCE):
        return None
    return Link("Toàn tỉnh", reverse("province_of", args=(key,)), here=False)


def _nothing(request: HttpRequest) -> HttpResponse:
    if request.rights.may(READ_PROVINCE):
        return redirect("province")
    return show(request, "head/nobody.html")
