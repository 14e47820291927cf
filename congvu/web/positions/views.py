"""Vị trí việc làm: the list in force, a position's description, and their papers."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_COMPETENCY
from congvu.apps.positions.queries import (
    EditionRow,
    description_in,
    frameworks,
    holders,
    listed_positions,
    schemes,
)
from congvu.web.positions.list_file import positions_file as list_file
from congvu.web.positions.list_page import GROUP, LABELS, PAGE, SEARCH, list_page
from congvu.web.positions.papers import (
    description_paper,
    descriptions_paper,
    list_paper,
)
from congvu.web.positions.position_page import EDITION, chosen_edition, position_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.paper_files import WRITERS, sent

WHOLE = "mo-ta"
"""Asked for beside a list's file: all descriptions instead."""


@require_safe
def positions(request: HttpRequest) -> HttpResponse:
    """Show the positions of all schemes in force today."""
    today, asked = clock.today(), request.GET
    listed, search = listed_positions(on=today), asked.get(SEARCH, "").strip()
    group = asked.get(GROUP, "") if asked.get(GROUP) in LABELS else ""
    if wants_list_file(request):
        return list_file(listed, search, group)
    page = list_page(
        _in_force(today),
        listed,
        search=search,
        group=group,
        number=_number(asked.get(PAGE, "")),
    )
    return show(
        request,
        "positions/list.html",
        page=page,
        team=request.rights.may(READ_COMPETENCY),
        frameworks=[one for one in frameworks() if one.holds_on(today)],
    )


@require_safe
def position(request: HttpRequest, code: str) -> HttpResponse:
    """Show the description in force of a position, or an earlier one (`ban`)."""
    today = clock.today()
    edition, editions = chosen_edition(code, request.GET.get(EDITION, ""), today)
    if edition is None:
        raise Http404
    row = description_in(code, edition)
    held = holders(on=today).get(row.position_id, 0)
    page = position_page(row, edition, editions, held=held, today=today)
    up = Link("Vị trí việc làm", reverse("positions"), here=False)
    return show(request, "positions/position.html", page=page, up=up)


@require_safe
def position_file(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """Send the description of a position as a paper to sign."""
    today = clock.today()
    edition, _ = chosen_edition(code, request.GET.get(EDITION, ""), today)
    if edition is None or fmt not in WRITERS:
        raise Http404
    return sent(description_paper(code, edition, today=today), fmt, f"ban-mo-ta-{code}")


@require_safe
def positions_file(request: HttpRequest, series: str, fmt: str) -> HttpResponse:
    """Send the list of a scheme in force as a paper to sign, or (`mo-ta`) all its descriptions."""
    today = clock.today()
    edition = next((one for one in _in_force(today) if one.series == series), None)
    if edition is None or fmt not in WRITERS:
        raise Http404
    if WHOLE in request.GET:
        return sent(descriptions_paper(edition, today=today), fmt, f"ban-mo-ta-{series}")
    return sent(list_paper(edition, today=today), fmt, f"danh-muc-vi-tri-{series}")


def _in_force(today: date) -> list[EditionRow]:
    return [one for one in schemes() if one.holds_on(today)]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
