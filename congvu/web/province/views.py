"""Toàn tỉnh: the answer first, then the distribution and every agency."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation.queries import ProvinceView
from congvu.apps.evaluation.queries import province as read_province
from congvu.apps.rulebook.queries import PeriodRow, periods
from congvu.web.province.province_file import province_file
from congvu.web.province.province_page import province_page
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.periods import chosen

LONGEST_SEARCH = 80


@require_safe
def province(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show the province in a month, beside the month before it."""
    every = periods()
    period = chosen(every, key, clock.today())
    if period is None:
        return show(request, "province/nothing.html")
    if wants_list_file(request):
        return province_file(read_province(period), request.GET.get("tim", "")[:LONGEST_SEARCH])
    now = read_province(period)
    page = province_page(
        now,
        _before(every, now),
        periods=every,
        search=request.GET.get("tim", "")[:LONGEST_SEARCH],
        sort=request.GET.get("sap", ""),
        href=lambda key: reverse("province_of", args=(key,)),
        unit_href=lambda code: f"{reverse('room_of', args=(period.key,))}?{_unit(code)}",
        now=clock.now(),
    )
    return show(request, "province/province.html", page=page)


def _before(every: Sequence[PeriodRow], now: ProvinceView) -> ProvinceView | None:
    """The month before, where the same rule text scored it: points of two texts do not compare."""
    earlier = [one for one in every if one.starts_on < now.period.starts_on]
    last = max(earlier, key=lambda one: one.starts_on, default=None)
    before = read_province(last) if last else None
    return before if before and before.rules.name == now.rules.name else None


def _unit(code: str) -> str:
    return urlencode({"don-vi": code})
