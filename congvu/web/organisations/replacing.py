"""Thay kết quả: a recognised level is replaced by another record that names the old one."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import organisations as actions
from congvu.apps.evaluation.enums import OrganisationLevel
from congvu.apps.evaluation.queries import organisations as queries
from congvu.apps.evaluation.queries.organisations import Rated
from congvu.apps.org.queries import UnitRow, unit
from congvu.web.organisations.deciding import DecisionTyped, decision_typed
from congvu.web.organisations.reach import YEAR, actor, readable_unit, standing_to, year_of
from congvu.web.organisations.typed import WHY, review_of
from congvu.web.organisations.words import MISTAKEN
from congvu.web.organisations.year_page import year_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.numbers import small


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Take the review as it should have been, with the reason and the new decision."""
    today = clock.today()
    year = year_of(request, today)
    here = readable_unit(request.rights, code)
    found = queries.organisation_year(year, here, today)
    one = found.rated.organisation if found else None
    held = standing_to(request.rights, one).authority if one else None
    if found is None or one is None or held is None or one.authority is None:
        raise Http404
    rated = found.rated
    if rated.recognised is None:
        raise Http404
    typed = decision_typed(request.POST)
    if request.method != "POST":
        return _form(request, rated, typed)
    row, faults = review_of(request.POST, rated.criteria)
    decision = typed.decision
    wrong = {**faults.told, **typed.faults}
    if wrong or decision is None:
        return _form(request, rated, typed, "Chưa ghi được.", wrong)
    try:
        level = actions.replace_recognition(
            code, year, row, reason=request.POST.get(WHY, ""), decision=decision,
            authority=one.authority.person_id, by=actor(request, held), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _form(request, rated, typed, str(refused))
    label = small(str(OrganisationLevel(level).label))
    kept = f"Đã thay kết quả: {label}. Kết quả cũ vẫn giữ và xem được."
    messages.success(request, f"{kept} {_resting(year, here, today)}".strip())
    return redirect(f"{reverse('organisation', args=(code,))}?{urlencode({YEAR: year})}")


def _resting(year: int, here: UnitRow, today: date) -> str:
    """The organisation above whose recognised year rested on another level of this one."""
    above = queries.organisation_year(year, unit(here.parent), today) if here.parent else None
    if above is None or queries.outlived(above.rated, above.rules) is None:
        return ""
    name = above.rated.organisation.unit.name
    return f"Kết quả đã công nhận của {name} dựa vào mức cũ: cần xem lại."


def _form(
    request: HttpRequest,
    rated: Rated,
    typed: DecisionTyped,
    problem: str = "",
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    year, today = year_of(request, clock.today()), clock.today()
    page = year_page(
        rated,
        queries.evidence_of(rated.organisation.unit, year, today),
        queries.organisation_rules(year),
        queries.chain(rated.code, year),
        request.POST if problem else None,
        faults,
    )
    back = f"{reverse('organisation', args=(rated.code,))}?{urlencode({YEAR: year})}"
    return show(
        request,
        "organisations/replace.html",
        MISTAKEN if problem else 200,
        page=page,
        typed=typed,
        problem=problem,
        faults=list((faults or {}).values()),
        reason=request.POST.get(WHY, ""),
        up=Link(page.title, back, here=False),
    )
