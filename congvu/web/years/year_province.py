"""Cân chỉnh toàn tỉnh: every round beside the others, from the figures last computed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.access.years import may_read_round
from congvu.apps.evaluation.queries import years as year_queries
from congvu.kernel.vietnamese import fold
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.paging import ROWS_PER_PAGE, page_wanted, pages_of
from congvu.web.shared.typed import address
from congvu.web.years.province_page import province_calibration_file, province_calibration_page
from congvu.web.years.reach import opened_year
from congvu.web.years.turning import turned


@require_safe
def calibration(request: HttpRequest, year: int) -> HttpResponse:
    """Show the province's rounds: levels, places, moves, and how strictly agencies score."""
    period = opened_year(year)
    rounds = year_queries.rounds_of(period.id)
    before = year_queries.everybody_before(year)
    if wants_list_file(request):
        return province_calibration_file(period, rounds, before)
    search = address(request, "tim")
    kept = [
        one for one in rounds if all(word in fold(one.unit_name) for word in fold(search).split())
    ]
    pages = pages_of(len(kept), page_wanted(request), ROWS_PER_PAGE, turned(request, "dot"))
    page = province_calibration_page(
        period,
        rounds,
        before,
        kept[pages.first : pages.last],
        pages=pages,
        search=search,
        may_open=lambda one: may_read_round(request.rights, unit_path=one.unit_path),
    )
    up = Link("Xếp loại năm", reverse("years"), here=False)
    return show(request, "years/province_calibration.html", page=page, up=up)
