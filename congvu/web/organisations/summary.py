"""Tổng hợp một đơn vị: scores, months, work and the organisation's level on one page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation.queries import organisations as queries
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow, months_and_rules, rules_in_force
from congvu.apps.work.queries import year_figures
from congvu.engine.scoring import program_for
from congvu.web.organisations.reach import readable_unit, year_of
from congvu.web.organisations.summary_page import (
    COLUMNS,
    Summed,
    summary_page,
    summary_rows,
)
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import list_file, wants_list_file

MOST_MISSING = 20


@require_safe
def unit_summary(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit rolled up in a year, or send its periods as a workbook."""
    today = clock.today()
    year, here = year_of(request, today), readable_unit(request.rights, code)
    found = _summed(here, year)
    if wants_list_file(request):
        name = f"tong-hop-{year}"
        return list_file(name, f"Tổng hợp {year}", COLUMNS, summary_rows(found))
    return show(
        request,
        "organisations/summary.html",
        page=summary_page(here.name, year, found),
        code=here.code,
        up=Link(here.name, reverse("unit", args=(here.code,)), here=False),
    )


def _summed(here: UnitRow, year: int) -> Summed:
    today, every = clock.today(), months_and_rules()
    published = [one for one in every.periods if not one.is_open and one.starts_on.year == year]
    latest: PeriodRow | None = next(iter(published), None)
    rules = every.rules_for(latest) if latest else rules_in_force(queries.last_day(year))
    levels = [code for code, _ in program_for(rules).levels]
    tallies = queries.tallies_of([one.id for one in published], here.path, levels)
    first = next((one.id for one in published if one.id in tallies), None)
    missing = queries.unscored_in(first, here.path, most=MOST_MISSING) if first else []
    return Summed(
        periods=published,
        tallies=tallies,
        rules=rules,
        work=year_figures(here.path, year, as_of=min(today, queries.last_day(year))),
        unscored=missing,
        row=queries.assessment(here.code, year),
        recognised=queries.standing(year, [here.id]).get(here.code),
        organisation_rules=queries.organisation_rules(year),
    )
