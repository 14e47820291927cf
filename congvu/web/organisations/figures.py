"""Chỉ số nhận về: figures about units pasted as a list, looked at as a plan, then kept."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import KEEP_UNITS, READ_ROOM
from congvu.apps.evaluation.actions import organisations as actions
from congvu.apps.evaluation.enums import IndicatorName
from congvu.apps.evaluation.queries.organisations import IndicatorRow, indicators_of
from congvu.apps.org.queries import UnitRow, units
from congvu.exchange.organisations.indicators import FigurePlan, plan_figures
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day
from congvu.web.organisations.reach import YEAR, year_of
from congvu.web.organisations.typed import DOES
from congvu.web.organisations.words import MISTAKEN, share_of
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import list_file, wants_list_file
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import ROWS_PER_PAGE, page_wanted, pages_of

TEXT, KEEP = "danh-sach", "nap"
LONGEST = 400_000
COLUMNS = (
    Column("Đơn vị", width=40),
    Column("Chỉ số", width=34),
    Column("Giá trị, %", 2, 12),
    Column("Nguồn", width=36),
    Column("Ngày số liệu", width=14),
)


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a year in reach; plan a pasted list, and keep it once it was seen."""
    today = clock.today()
    year = year_of(request, today)
    within = _within(request)
    current = indicators_of(year, [one.id for one in within])
    if wants_list_file(request):
        rows = ((one.unit_name, str(IndicatorName(one.name).label), one.value, one.source,
                 format_day(one.as_of)) for one in _flat(current))  # fmt: skip
        return list_file(f"chi-so-{year}", f"Chỉ số {year}", COLUMNS, rows)
    if request.method != "POST":
        return _page(request, year, current)
    text = request.POST.get(TEXT, "")
    if len(text) > LONGEST:
        return _page(request, year, current, problem="Danh sách quá dài; hãy chia ra.")
    plan = plan_figures(text, within, current, today=today)
    if request.POST.get(DOES) != KEEP or plan.faults or not plan.figures:
        return _page(request, year, current, plan)
    acting = request.rights.acting(request.user, KEEP_UNITS, within[0].path)
    rows_kept = [one.row for one in plan.figures]
    made = actions.enter_indicators(year, rows_kept, by=acting, at=clock.now())
    messages.success(request, f"Đã ghi {count(made)} chỉ số.")
    return redirect(f"{reverse('organisation_figures')}?{urlencode({YEAR: year})}")


def _within(request: HttpRequest) -> list[UnitRow]:
    reach = request.rights.reach(KEEP_UNITS)
    return [one for one in units(on=clock.today()) if reach.covers(one.path)]


def _flat(current: dict[str, list[IndicatorRow]]) -> Iterable[IndicatorRow]:
    return (one for rows in current.values() for one in rows)


def _page(
    request: HttpRequest,
    year: int,
    current: dict[str, list[IndicatorRow]],
    plan: FigurePlan | None = None,
    problem: str = "",
) -> HttpResponse:
    rows = list(_flat(current))
    pages = pages_of(
        len(rows), page_wanted(request), ROWS_PER_PAGE,
        lambda page: f"?{urlencode({YEAR: year, 'trang': page})}",
    )  # fmt: skip
    shown = [
        (one.unit_name, str(IndicatorName(one.name).label), share_of(one.value), one.source,
         format_day(one.as_of))
        for one in rows[pages.first : pages.last]
    ]  # fmt: skip
    planned = [
        (one.unit_name, one.label, share_of(one.now) if one.now is not None else "",
         share_of(one.row.value), one.row.source, format_day(one.row.as_of))
        for one in (plan.figures if plan else ())
    ]  # fmt: skip
    empty = plan is not None and not plan.figures and not plan.faults
    told = problem or ("Không có gì mới để ghi." if empty else "")
    wrong = bool(told) or bool(plan and plan.faults)
    return show(
        request,
        "organisations/figures.html",
        MISTAKEN if wrong else 200,
        year=year,
        rows=shown,
        pages=pages,
        plan=plan,
        planned=planned,
        problem=told,
        text=request.POST.get(TEXT, "")[:LONGEST],
        names=[str(one.label) for one in IndicatorName],
        up=Link(f"Tổ chức năm {year}", f"{reverse('organisations')}?{urlencode({YEAR: year})}",
                here=False) if request.rights.may(READ_ROOM) else None,
    )  # fmt: skip
