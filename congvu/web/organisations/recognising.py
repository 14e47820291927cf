"""Công nhận: everything that is ready under an authority, previewed and recognised in one act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import organisations as actions
from congvu.apps.evaluation.queries.organisations import authority_year
from congvu.apps.org.queries import UnitRow
from congvu.web.organisations.deciding import (
    GROUND,
    DecisionTyped,
    decision_typed,
    heading,
    text_of,
)
from congvu.web.organisations.listing_page import preview_of
from congvu.web.organisations.reach import UNIT, YEAR, actor, unit_shown, year_of
from congvu.web.organisations.typed import DOES, SEEN
from congvu.web.organisations.words import MISTAKEN
from congvu.web.shared.frame import Link, show
from congvu.web.shared.numbers import count

RAISE = "nang"


@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request: HttpRequest) -> HttpResponse:
    """Show what would be recognised under the reader's unit; recognise it, or raise the share."""
    today = clock.today()
    year, here = year_of(request, today), unit_shown(request, today)
    authority, held = heading(request, here)
    if held is None:
        raise Http404
    typed = decision_typed(request.POST)
    if request.method != "POST":
        return _page(request, year, here, typed)
    raises = request.POST.get(DOES) == RAISE
    decision = typed.decision
    if decision is None:
        return _page(request, year, here, typed, next(iter(typed.faults.values())))
    told = {"authority": authority, "by": actor(request, held), "at": clock.now()}
    try:
        if raises:
            ground = text_of(request.POST, GROUND)
            actions.raise_cap(here.code, year, ground=ground, decision=decision.number, **told)
            said = "Đã nâng tỷ lệ xuất sắc của năm."
        else:
            seen = request.POST.get(SEEN, "")
            done = actions.recognise_organisations(here.code, year, decision, seen=seen, **told)
            said = f"Đã công nhận {count(len(done))} tổ chức."
    except Refused as refused:
        return _page(request, year, here, typed, str(refused))
    messages.success(request, said)
    page = "organisations_recognise" if raises else "organisations"
    return redirect(f"{reverse(page)}?{urlencode({YEAR: year, UNIT: here.code})}")


def _page(
    request: HttpRequest, year: int, here: UnitRow, typed: DecisionTyped, problem: str = ""
) -> HttpResponse:
    found = authority_year(year, here.path, clock.today())
    listing = f"{reverse('organisations')}?{urlencode({YEAR: year, UNIT: here.code})}"
    return show(
        request,
        "organisations/recognise.html",
        MISTAKEN if problem else 200,
        page=preview_of(found, here),
        typed=typed,
        ground=text_of(request.POST, GROUND),
        problem=problem,
        up=Link(f"Tổ chức năm {year}", listing, here=False),
    )
