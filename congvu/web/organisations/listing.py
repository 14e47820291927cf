"""Tổ chức: the organisations of an authority in a year, her own first."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import ADOPT_RULES, KEEP_UNITS, RECOGNISE_ORGANISATION
from congvu.apps.evaluation.queries.organisations import authority_year
from congvu.web.organisations.listing_page import COLUMNS, listing_page, listing_rows
from congvu.web.organisations.reach import UNIT, YEAR, standing_to, unit_shown, year_of
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import list_file, wants_list_file
from congvu.web.shared.paging import ROWS_PER_PAGE, page_wanted, pages_of


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the organisations that the head of a unit recognises, 50 a page."""
    today = clock.today()
    year, here = year_of(request, today), unit_shown(request, today)
    found = authority_year(year, here.path, today)
    if wants_list_file(request):
        rows = listing_rows(found.rated, found)
        return list_file(f"to-chuc-{year}", f"Tổ chức năm {year}", COLUMNS, rows)
    asked = {YEAR: year, UNIT: here.code}
    pages = pages_of(
        len(found.rated), page_wanted(request), ROWS_PER_PAGE,
        lambda page: f"?{urlencode({**asked, 'trang': page})}",
    )  # fmt: skip
    decides = request.rights.reach(RECOGNISE_ORGANISATION).covers(here.path)
    own = found.own.organisation if found.own else None
    heads = own is not None and standing_to(request.rights, own).head is not None
    return show(
        request,
        "organisations/listing.html",
        page=listing_page(found, here, pages, today=today, decides=decides, heads=heads),
        keeps_figures=request.rights.may(KEEP_UNITS),
        sets_criteria=request.rights.may(ADOPT_RULES),
    )
