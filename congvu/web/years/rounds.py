"""Xếp loại năm: the years, a round with what it lacks and its places, and what was made public."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from config import clock
from congvu.access.policy import OPEN_YEAR, POLICIES, READ_PROVINCE
from congvu.access.years import may_read_round
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.queries import RuleAsksTooMuch, round_deciders
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.rulebook.queries import years_opened
from congvu.kernel.vietnamese import fold
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.moments import moment
from congvu.web.shared.paging import ROWS_PER_PAGE, page_wanted, pages_of
from congvu.web.shared.typed import address, line
from congvu.web.years.reach import LAST_YEAR
from congvu.web.years.round_file import now_file, stored_file
from congvu.web.years.round_page import (
    PersonLine,
    RoundPage,
    answer_told,
    decision_told,
    kept_lines,
    lack_lines,
    level_choices,
    now_line,
    place_lines,
    provisional_told,
    standing_told,
    state_told,
    stored_line,
)
from congvu.web.years.round_reach import Asked, asked_round
from congvu.web.years.turning import turned
from congvu.web.years.years_page import years_page

MISTAKEN = 422
PAGES = {
    Shortfall.MONTHS: "closing",
    Shortfall.ORGANISATION: "organisations",
    Shortfall.OBJECTION: "objections",
    Shortfall.MEETING: "meetings",
}
"""The page on which a shortfall is set right."""


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """List the years that were opened, with the rounds that the reader may see."""
    return _show_years(request)


@require_POST
def year_open(request: HttpRequest) -> HttpResponse:
    """Open a year: a round for each authority, a form for everybody."""
    typed = line(request, "nam")
    try:
        if not (typed.isascii() and typed.isdecimal() and len(typed) == len("2026")):
            raise Refused("Năm phải viết bằng bốn chữ số, như 2026.")
        period, forms = actions.begin_year(int(typed), by=request.user, at=clock.now())
    except Refused as refused:
        return _show_years(request, problem=str(refused), typed=typed)
    messages.success(request, f"Đã mở xếp loại {period.label}: {forms} phiếu.")
    return redirect("years")


def _show_years(request: HttpRequest, *, problem: str = "", typed: str = "") -> HttpResponse:
    rights, opened = request.rights, years_opened()
    wanted = address(request, "nam")
    here = next((one for one in opened if one.key == wanted), next(iter(opened), None))
    rounds = year_queries.rounds_of(here.id) if here else []
    search = address(request, "tim")
    seen = [
        one
        for one in rounds
        if may_read_round(rights, unit_path=one.unit_path)
        and all(word in fold(one.unit_name) for word in fold(search).split())
    ]
    pages = pages_of(len(seen), page_wanted(request), ROWS_PER_PAGE, turned(request, "dot"))
    shown = seen[pages.first : pages.last]
    page = years_page(
        opened,
        here,
        seen,
        pages=pages,
        deciders=round_deciders([one for one in shown if not one.is_decided], clock.today()),
        search=search,
        opens=rights.may(OPEN_YEAR),
        province=rights.may(READ_PROVINCE),
        today=clock.today(),
        typed=typed,
        problem=problem,
    )
    return show(request, "years/years.html", MISTAKEN if problem else 200, page=page)


@require_safe
def year_round(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Show a round: as it comes out now, or as it was decided."""
    asked = asked_round(request, year, unit)
    try:
        page = _decided(asked) if asked.round.is_decided else _live(asked)
    except RuleAsksTooMuch as refused:
        return show(request, "years/cannot.html", asked=asked, problem=str(refused), up=asked.up)
    if isinstance(page, HttpResponse):
        return page
    up = Link("Xếp loại năm", reverse("years"), here=False)
    return show(request, "years/round.html", page=page, asked=asked, up=up)


def _live(asked: Asked) -> RoundPage | HttpResponse:
    now = year_queries.round_now(asked.period, asked.round)
    if wants_list_file(asked.request):
        return now_file(now)
    names = {one.row.person: one.row.full_name for one in now.found.rows}
    lack = address(asked.request, "thieu")
    only = {one.kind.value: set(one.people) for one in now.lacking}.get(lack)
    rows = [
        now_line(one, now, lambda code: asked.href("year_person", code))
        for one in now.found.rows
        if only is None or one.row.person in only
    ]
    levels = [one.level for one in now.found.rows]
    here = asked.href()
    return _page(
        asked,
        rows,
        answer=answer_told(levels),
        provisional=provisional_told(now, moment(clock.now())),
        lacking=lack_lines(
            now.lacking, names, lambda kind: f"{here}?thieu={kind}#nguoi", _remedy(asked)
        ),
        places=place_lines(now.found.places, names),
        lack=next((str(one.kind.label) for one in now.lacking if one.kind.value == lack), ""),
        rules=now.found.rules.title,
    )


def _remedy(asked: Asked) -> Callable[[Shortfall], str]:
    """Where each shortfall is set right, for whom the page there opens."""

    def href(kind: Shortfall) -> str:
        name = PAGES.get(kind, "")
        return reverse(name) if name and POLICIES[name].admits(asked.request.rights) else ""

    return href


def _decided(asked: Asked) -> RoundPage | HttpResponse:
    results = year_queries.year_results(asked.period.id, round_id=asked.round.id)
    if wants_list_file(asked.request):
        return stored_file(asked.period, asked.round, results)
    rows = [stored_line(one, lambda code: asked.href("year_person", code)) for one in results]
    return _page(
        asked,
        rows,
        answer=answer_told([one.level for one in results]),
        decisions=tuple(decision_told(one) for one in year_queries.decisions_of(asked.round.id)),
    )


def _page(asked: Asked, rows: list[PersonLine], *, answer: str, **more: Any) -> RoundPage:
    search, level = address(asked.request, "tim"), address(asked.request, "muc")
    kept = kept_lines(rows, search, level)
    pages = pages_of(
        len(kept), page_wanted(asked.request), ROWS_PER_PAGE, turned(asked.request, "nguoi")
    )
    given: dict[str, Any] = {
        "provisional": "", "lacking": (), "places": (), "decisions": (), "lack": "", "rules": "",
    } | more  # fmt: skip
    today, done = clock.today(), asked.round.is_decided
    return RoundPage(
        title=f"Xếp loại {asked.period.label}",
        unit=asked.round.unit_name,
        state=state_told(asked.round),
        standing="" if done else standing_told(asked.period, asked.decider, today),
        answer=answer,
        blocked=any(one.blocks for one in given["lacking"]),
        raised=asked.round.raised_ground,
        rows=tuple(kept[pages.first : pages.last]),
        pages=pages,
        search=search,
        levels=level_choices(level),
        **given,
    )


@require_safe
def year_public(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Show the levels of a round's people to those of the unit, once decided (Đ21.1đ, Đ21.2đ)."""
    try:
        period, row = year_queries.round_in_year(min(year, LAST_YEAR), unit.replace("\0", ""))
    except year_queries.NoRound as unknown:
        raise Http404 from unknown
    results = year_queries.year_results(period.id, round_id=row.id) if row.is_decided else []
    oneself = any(one.person_id == request.rights.person for one in results)
    if not results or not (oneself or may_read_round(request.rights, unit_path=row.unit_path)):
        raise Http404
    return show(
        request,
        "years/public.html",
        period=period,
        round=row,
        answer=answer_told([one.level for one in results]),
        decisions=year_queries.decisions_of(row.id),
        rows=[stored_line(one, lambda code: code) for one in results],
        up=Link("Xếp loại năm", reverse("years"), here=False),
    )
