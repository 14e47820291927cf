"""In phiếu cả đơn vị: ask for the papers of a unit, see how far they are, fetch them."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import READ_MONTH, may_read_month, may_see_run
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import (
    ListedScore,
    PaperRunRow,
    UnknownPaperRun,
    listed_scores,
    maker_is_alive,
    paper_run,
    paper_runs_of,
    queued_paper_runs,
)
from congvu.apps.evaluation.queries.years import ratings_at
from congvu.apps.org.queries import UnitRow, person_ids, units
from congvu.apps.org.queries import unit as unit_row
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow, months_and_rules, periods, years_opened
from congvu.engine.scoring import month_form
from congvu.exchange.papers.running import file_of
from congvu.web.papers import starting
from congvu.web.papers.run_page import asking_page, run_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paper_files import ZIP
from congvu.web.shared.periods import chosen
from congvu.web.shared.reach import own_paths, units_within

UNIT, MONTH, EXPLAINED = "don-vi", "ky", "giai-thich"
MOST_SHOWN = 20
MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """Show what the reader asked for; ask for the papers of a unit within reach."""
    asked = request.POST if request.method == "POST" else request.GET
    period = _period(asked.get(MONTH, ""))
    if period is None:
        return show(request, "officer/nobody.html")
    code = asked.get(UNIT, "")
    if not (code or own_paths(request.rights, READ_MONTH)):
        return _asking(request, period, [], None)
    within, here = units_within(request.rights, READ_MONTH, code, clock.today())
    if request.method != "POST":
        return _asking(request, period, within, here)
    try:
        made = actions.ask_papers(
            period,
            here.id,
            _people(request, period, here),
            explained=EXPLAINED in request.POST,
            by=request.user,
            at=clock.instant(),
        )
    except Refused as refused:
        return _asking(request, period, within, here, str(refused))
    starting.start_after_commit(made)
    return redirect("paper_run", made)


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show how far a run is; take it up again where its maker is gone."""
    row = _own(request, run_id)
    if request.method == "POST":
        try:
            actions.resume_papers(row.id, by=request.user, at=clock.instant())
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            starting.start_after_commit(row.id)
        return redirect("paper_run", row.id)
    up = Link("In phiếu", reverse("paper_runs"), here=False)
    alive = row.is_open and maker_is_alive()
    page = run_page(row, clock.instant(), alive=alive)
    return show(request, "papers/run.html", page=page, up=up)


@require_safe
def run_file(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """Send the finished file of a run."""
    row = _own(request, run_id)
    path = file_of(settings.PAPERS, row.id)
    if row.size is None or not path.is_file():
        raise Http404
    name = f"phieu-{row.period}-{len(row.people)}-nguoi.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=ZIP)


def _period(key: str) -> PeriodRow | None:
    """The month, quarter or opened year asked for; without a key the last that began."""
    year = next((one for one in years_opened() if one.key == key), None)
    return year or chosen(periods(), key, clock.today())


def _with_form() -> list[PeriodRow]:
    """The months and quarters whose rule text gives a card its form."""
    every = months_and_rules()
    return [one for one in every.periods if month_form(every.rules_for(one))]


def _people(request: HttpRequest, period: PeriodRow, here: UnitRow) -> list[str]:
    """Whose cards are printed: those of the unit's list that the reader may read, one by one."""
    agency = unit_row(here.agency) if here.agency else here
    if period.kind == PeriodKind.YEAR:
        return _rated(request, period, here, agency)
    found = listed_scores(period, here.path, scope=agency.path)
    ours = [row for row in found if here.agency in (None, row.agency)]
    ids, paths = person_ids({row.person for row in ours}), _paths(here, ours, period)
    return [
        row.person
        for row in ours
        if may_read_month(request.rights, person=ids[row.person], unit_path=paths[row.unit])
    ]


def _rated(request: HttpRequest, period: PeriodRow, here: UnitRow, agency: UnitRow) -> list[str]:
    """Whose forms of a year are printed: of those who work at or under the unit."""
    return [
        row.person
        for row in ratings_at(period.id, here.path, agency_id=agency.id)
        if may_read_month(request.rights, person=row.person_id, unit_path=row.unit_path)
    ]


def _paths(here: UnitRow, rows: list[ListedScore], period: PeriodRow) -> dict[str, str]:
    """The paths of the rows' units; one that ended before the period's last day is asked for."""
    known = {one.code: one.path for one in units(on=period.ends_on, under=here.path)}
    gone = {row.unit for row in rows} - known.keys()
    return known | {code: unit_row(code).path for code in gone}


def _own(request: HttpRequest, run_id: int) -> PaperRunRow:
    try:
        row = paper_run(run_id)
    except UnknownPaperRun as unknown:
        raise Http404 from unknown
    user = request.user.pk
    if not may_see_run(request.rights, user=user, by=row.by_id, unit_path=row.unit_path):
        raise Http404
    return row


def _asking(
    request: HttpRequest,
    period: PeriodRow,
    within: list[UnitRow],
    here: UnitRow | None,
    problem: str = "",
) -> HttpResponse:
    runs = paper_runs_of(request.user.pk, most=MOST_SHOWN)
    ready = queued_paper_runs(period.id, here.path, most=MOST_SHOWN) if here else []
    waits = any(one.is_open for one in (*runs, *ready))
    page = asking_page(
        every=[*years_opened(), *_with_form()],
        period=period,
        units=within,
        here=here,
        ready=ready,
        runs=runs,
        now=clock.instant(),
        alive=waits and maker_is_alive(),
        explained=EXPLAINED in request.POST,
        problem=problem,
    )
    return show(request, "papers/runs.html", MISTAKEN if problem else 200, page=page)
