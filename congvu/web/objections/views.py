"""Kiến nghị: what waits for the reader, her own, and all in her reach; one objection; its file."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_MONTH, may_read_month
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.enums import FROZEN, ObjectionState
from congvu.apps.evaluation.queries import ObjectionRow, Shown, UnknownObjection
from congvu.apps.evaluation.queries.objection_clocks import (
    year_window_of,
)
from congvu.apps.evaluation.queries.years.results import (
    year_results_of_person,
)
from congvu.web.objections.authority import decides
from congvu.web.objections.lists_file import objections_file
from congvu.web.objections.objection_page import objection_page
from congvu.web.objections.rows import ROWS_PER_PAGE, is_late, line_of
from congvu.web.shared.frame import Link, show
from congvu.web.shared.kept_files import GONE, NotThere, given_out
from congvu.web.shared.list_files import MOST_ROWS, wants_list_file
from congvu.web.shared.paging import page_wanted, pages_of

MOST_OWN = 100
FILTERS = {"": "Tất cả", "qua-han": "Quá hạn", "dang-cho": "Chưa xong", "da-xong": "Đã xong"}
_OVER = (ObjectionState.UPHELD, ObjectionState.AMENDED, ObjectionState.WITHDRAWN)


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader's decision, her own objections, and those in her reach."""
    rights, today = request.rights, clock.today()
    if wants_list_file(request):
        return _file(request)
    own = queries.objections_of_person(rights.person, most=MOST_OWN) if rights.person else []
    waiting = queries.waiting_objections(today)
    mine = [one for one in waiting if decides(rights, one.row, one.decider)]
    overdue = [one for one in waiting if is_late(one.row, today)]
    late = [one for one in overdue if decides(rights, one.row, one.above)]
    return show(
        request,
        "objections/objections.html",
        own=[line_of(one, today) for one in queries.held(own, today)],
        is_person=rights.person is not None,
        years=_years(rights.person, today),
        waiting=[line_of(one, today) for one in mine],
        told_late=[line_of(one, today) for one in late],
        **_all(request),
    )


def _years(person: int | None, today: date) -> list[Link]:
    """The years whose result the reader may still object to."""
    found = year_results_of_person(person) if person is not None else []
    return [
        Link(
            f"xếp loại năm {row.year}", reverse("year_objection", args=(int(row.year),)), here=False
        )
        for row in found
        if (window := year_window_of(row, today)) and window.is_open
    ]


def _all(request: HttpRequest) -> dict[str, object]:
    """The list of everything in reach, one page of it, by the filter asked for."""
    reach = request.rights.reach(READ_MONTH)
    if not reach.paths:
        return {"every": None}
    today, chosen = clock.today(), _filter(request)
    shown = _shown(request)
    wanted = page_wanted(request)
    first = (wanted - 1) * ROWS_PER_PAGE
    total, rows = queries.listed_objections(shown, first=first, most=ROWS_PER_PAGE)
    pages = pages_of(total, wanted, ROWS_PER_PAGE, lambda page: f"?loc={chosen}&trang={page}")
    return {
        "every": [line_of(one, today) for one in queries.held(rows, today)],
        "pages": pages,
        "filters": [(value, label, value == chosen) for value, label in FILTERS.items()],
    }


def _filter(request: HttpRequest) -> str:
    chosen = request.GET.get("loc", "")
    return chosen if chosen in FILTERS else ""


def _shown(request: HttpRequest) -> Shown:
    """What the filter asked for shows of everything in reach."""
    chosen = _filter(request)
    return Shown(
        sorted(request.rights.reach(READ_MONTH).paths),
        states={"dang-cho": FROZEN, "da-xong": _OVER}.get(chosen, ()),
        late_on=clock.today() if chosen == "qua-han" else None,
    )


def _file(request: HttpRequest) -> HttpResponse:
    """The list of everything in reach as a workbook; her own for whoever reads nobody else's."""
    rights, today = request.rights, clock.today()
    if rights.reach(READ_MONTH).paths:
        _, rows = queries.listed_objections(_shown(request), first=0, most=MOST_ROWS)
    else:
        rows = queries.objections_of_person(rights.person, most=MOST_OWN) if rights.person else []
    return objections_file(queries.held(rows, today), today)


@require_safe
def objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Show one objection to its person and to those over her; else it is not found."""
    return show_objection(request, readable(request, objection_id))


def readable(request: HttpRequest, objection_id: int) -> ObjectionRow:
    """An objection that the reader may see; 404 for others, and where there is none."""
    try:
        row = queries.objection(objection_id if objection_id < 1 << 63 else 0)
    except UnknownObjection as unknown:
        raise Http404 from unknown
    if not may_read_month(request.rights, person=row.person_id, unit_path=row.unit_path):
        raise Http404
    return row


def show_objection(
    request: HttpRequest, row: ObjectionRow, status: int = 200, **typed: object
) -> HttpResponse:
    """The page of an objection; `typed` is what could not be done, with what was typed."""
    page = objection_page(row, request.rights, clock.today(), **typed)
    up = Link("Kiến nghị", reverse("objections"), here=False)
    return show(request, "objections/objection.html", status, page=page, up=up)


@require_safe
def objection_file(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Give out the file of an objection, to be saved and never shown, if it is what was kept."""
    row = readable(request, objection_id)
    if not row.file_sha256:
        raise Http404
    try:
        return given_out(row.file_sha256, row.file_type, row.file_name)
    except NotThere as gone:
        return show_objection(request, row, GONE, problem=str(gone))
