"""Quy định: the rules in force on a day, each value with its clause and quotation."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.kernel.dates import NotADay, parse_day
from congvu.law.faults import LawFault
from congvu.law.registry import rules_on
from congvu.web.shared.frame import show
from congvu.web.shared.rules_page import rules_page


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules of today, or of the day asked for (`ngay`, dd/mm/yyyy)."""
    day, problem = _day(request.GET.get("ngay", ""))
    try:
        found = rules_on(day)
    except LawFault as fault:
        found, problem = rules_on(clock.today()), str(fault)
    return show(request, "shared/rules.html", page=rules_page(found, problem=problem))


def _day(text: str) -> tuple[date, str]:
    if not text.strip():
        return clock.today(), ""
    try:
        return parse_day(text), ""
    except NotADay as wrong:
        return clock.today(), str(wrong)
