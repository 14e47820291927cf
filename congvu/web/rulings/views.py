"""Thử quy định: runs of two rule sets side by side, and the changes of the rules under way."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.access.policy import ADOPT_RULES, READ_MONTH, may_read_month
from congvu.access.rights import PROVINCE
from congvu.apps.evaluation.queries.comparisons import (
    ComparedRow,
    ComparisonRow,
    Narrowing,
    UnknownComparison,
    compared_people,
    compared_person,
    comparison,
    comparisons,
)
from congvu.apps.evaluation.queries.figures import Figures
from congvu.apps.evaluation.queries.person_sides import person_sides, rules_asked
from congvu.apps.rulebook.queries import overlay_drafts, period, rules_for
from congvu.web.rulings.hub_page import hub_page
from congvu.web.rulings.people_list import people_list, rank_asked
from congvu.web.rulings.person_page import person_page
from congvu.web.rulings.result_page import Reader, result_page
from congvu.web.rulings.result_view import PeopleList
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import ROWS_PER_PAGE, pages_of
from congvu.web.shared.typed import address, number

MOST_LISTED = 30


@require_safe
def rulings(request: HttpRequest) -> HttpResponse:
    """List the drafted changes and the latest runs."""
    page = hub_page(
        overlay_drafts(MOST_LISTED),
        comparisons(MOST_LISTED),
        adopts=request.rights.may(ADOPT_RULES),
    )
    up = Link("Quy định", reverse("rules"), here=False)
    return show(request, "rulings/hub.html", page=page, up=up)


@require_safe
def ruling_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one run: figures for everybody who reads the province, names only in reach."""
    run, found = _kept(pk)
    own = rules_for(period(run.period))
    reader = Reader(discreet=not request.rights.reach(READ_MONTH).covers(PROVINCE))
    at = reverse("ruling_run", args=(pk,))
    people = None if reader.discreet else _people(request, run, found, at)
    page = result_page(
        run, found, (own, rules_asked(run, own)), reader=reader, people=people, at=at
    )  # fmt: skip
    up = Link("Thử quy định", reverse("rulings"), here=False)
    return show(request, "rulings/run.html", page=page, up=up)


@require_safe
def ruling_person(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show both explanations of one person of a run."""
    run, found = _kept(pk)
    row = compared_person(pk, code)
    if row is None or not _reads(request, row):
        raise Http404
    page = person_page(run, found, row, person_sides(run, row))
    up = Link("Hai bộ quy định", reverse("ruling_run", args=(pk,)), here=False)
    month = reverse("person_month", args=(code, run.period))
    return show(request, "rulings/person.html", page=page, up=up, month=month)


def _kept(pk: int) -> tuple[ComparisonRow, Figures]:
    try:
        return comparison(pk)
    except UnknownComparison as unknown:
        raise Http404 from unknown


def _reads(request: HttpRequest, row: ComparedRow) -> bool:
    return may_read_month(request.rights, person=row.person_id, unit_path=row.unit_path)


def _people(
    request: HttpRequest, run: ComparisonRow, found: Figures, at: str
) -> PeopleList:  # fmt: skip
    asked = Narrowing(
        rank_asked(address(request, "tu"), found),
        rank_asked(address(request, "den"), found),
        address(request, "tim"),
    )
    wanted = number(request, "trang")
    first = (wanted - 1) * ROWS_PER_PAGE
    rows, total = compared_people(run.id, asked, first=first, most=ROWS_PER_PAGE)
    return people_list(
        rows,
        asked,
        found,
        pages_of(total, wanted, ROWS_PER_PAGE, lambda page: _page_address(request, at, page)),
        month=lambda row: reverse("person_month", args=(row.person, run.period)),
        both=lambda row: reverse("ruling_person", args=(run.id, row.person)),
    )


def _page_address(request: HttpRequest, at: str, page: int) -> str:
    asked = request.GET.copy()
    asked["trang"] = str(page)
    return f"{at}?{asked.urlencode()}#nguoi"
