"""Phòng tôi: a unit's people for whoever leads it, or looks over it."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_PROVINCE, READ_ROOM, may_read_month, may_read_room
from congvu.access.rights import PROVINCE, Rights
from congvu.apps.evaluation.queries import CardRow, room_of
from congvu.apps.org.queries import UnitRow, UnknownUnit, unit, units
from congvu.apps.rulebook.queries import periods
from congvu.web.head.room_page import room_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.periods import chosen

UNIT = "don-vi"


@require_safe
def room(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show one unit of those within reach: the one asked for, else the reader's own."""
    now = clock.now()
    every = periods()
    period = chosen(every, key, now.date())
    asked = request.GET.get(UNIT, "")
    if period is None or not (asked or _own_paths(request.rights)):
        return _nothing(request)
    within, here = _units(request.rights, asked, now.date())
    view = room_of(here, period, today=now.date())
    page = room_page(
        view,
        units=within,
        periods=every,
        href=lambda key: f"{reverse('room_of', args=(key,))}?{urlencode({UNIT: here.code})}",
        month_href=lambda card: _month_href(request.rights, card, period.key),
        now=now,
    )
    return show(request, "head/room.html", page=page, up=_up(request.rights, period.key))


def _own_paths(rights: Rights) -> list[str]:
    """The paths of the units that the reader holds, without the whole province."""
    return sorted(rights.reach(READ_ROOM).paths - {PROVINCE})


def _units(rights: Rights, asked: str, today: date) -> tuple[list[UnitRow], UnitRow]:
    """The units to choose from and the one shown; Http404 for one unknown or out of reach."""
    own = _own_paths(rights)
    if own:
        within = [one for path in own for one in units(on=today, under=path)]
        here = next((one for one in within if one.code == (asked or within[0].code)), None)
        if here is not None:
            return within, here
    try:
        here = unit(asked)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if not may_read_room(rights, unit_path=here.path):
        raise Http404
    return units(on=today, under=_top(here)), here


def _top(here: UnitRow) -> str:
    """The path of the agency that a unit belongs to, which the switcher stays inside."""
    return unit(here.agency).path if here.agency and here.agency != here.code else here.path


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
