"""Việc của phòng: a unit's tasks in a month, and the changes that wait for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.access.policy import may_assign
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import (
    GivingRow,
    Sought,
    WaitingChange,
    changes_of,
    changes_waiting,
    freshness,
    giving,
    stage_counts,
    unit_tasks,
)
from congvu.web.head.desk import Desk, desk_of
from congvu.web.head.unit_task import is_second
from congvu.web.head.unit_tasks_file import unit_tasks_file
from congvu.web.head.unit_tasks_page import unit_tasks_page
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import MOST_ROWS as MOST_LISTED
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.paging import pages_of

MOST_ROWS = 50
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Asked:
    """What the address asks for: person, stage, search, page, and one act of handing out."""

    person: str
    stage: str
    search: str
    page: int
    act: GivingRow | None

    @property
    def sought(self) -> Sought:
        """The same as the records are asked."""
        return Sought(self.person, self.stage, self.search, self.act.tasks if self.act else None)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show one page of the tasks that match."""
    desk = desk_of(request, request.GET, closed=True)
    if desk.period is None:
        return show(request, "head/no_open_month.html")
    asked = _asked(request, request.GET)
    if wants_list_file(request):
        return _file(desk, desk.period, asked)
    first = (asked.page - 1) * MOST_ROWS
    total, rows = unit_tasks(
        desk.period.id, desk.among, asked.sought, today=desk.today, first=first, most=MOST_ROWS
    )
    pages = pages_of(total, asked.page, MOST_ROWS, lambda number: _href(desk, asked, number))
    if total and not rows:
        raise Http404
    page = unit_tasks_page(
        desk,
        desk.period,
        rows,
        changes_of([one.row.id for one in rows]),
        stage_counts(desk.period.id, desk.among, today=desk.today),
        _for_approval(request, desk),
        freshness(desk.here.path) if desk.period.is_open else [],
        asked,
        pages,
    )
    return show(request, "head/unit_tasks.html", page=page)


def _file(desk: Desk, period: PeriodRow, asked: Asked) -> HttpResponse:
    """Every task that matches, as a workbook."""
    _, rows = unit_tasks(
        period.id, desk.among, asked.sought, today=desk.today, first=0, most=MOST_LISTED
    )
    return unit_tasks_file(desk, period, rows, changes_of([one.row.id for one in rows]))


def _asked(request: HttpRequest, given: Mapping[str, str]) -> Asked:
    number = given.get("trang", "")
    return Asked(
        given.get("nguoi", ""),
        given.get("trang-thai", ""),
        given.get("tim", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        int(number) if number.isdecimal() and 0 < int(number[:6]) == int(number) else 1,
        _act(request, given.get("lan", "")),
    )


def _act(request: HttpRequest, key: str) -> GivingRow | None:
    """The act of handing out that was just done, if it was the reader's own."""
    try:
        found = giving(UUID(key)) if key else None
    except ValueError:
        return None
    return found if found and found.by_id == request.user.pk else None


def _for_approval(request: HttpRequest, desk: Desk) -> list[WaitingChange]:
    """The changes that somebody else asked for and this reader may make hold."""
    return [
        one
        for one in changes_waiting(desk.period.id, desk.among)
        if is_second(request, one, one.change)
        and may_assign(request.rights, person=one.person_id, unit_path=one.unit_path)
    ]


def _href(desk: Desk, asked: Asked, number: int) -> str:
    return f"{reverse('unit_tasks')}?{desk.query(**kept(asked), trang=str(number))}"


def kept(asked: Asked) -> dict[str, str]:
    """The filters as an address carries them, without the empty ones."""
    told = {
        "nguoi": asked.person,
        "trang_thai": asked.stage,
        "tim": asked.search,
        "lan": str(asked.act.key) if asked.act else "",
    }
    return {name: text for name, text in told.items() if text}
