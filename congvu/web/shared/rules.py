"""Quy định: the rules in force on a day, each value with its clause and quotation."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_PROVINCE
from congvu.apps.evaluation.queries.organisations import organisation_rules_on
from congvu.apps.rulebook.queries import current_period, rules_for
from congvu.kernel.dates import NotADay, parse_day
from congvu.law.faults import LawFault
from congvu.law.registry import Rules, rules_on
from congvu.web.shared.frame import show
from congvu.web.shared.rules_page import rules_page

SUBJECT, ORGANISATIONS = "doi-tuong", "to-chuc"


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules of today, or of the day asked for (`ngay`, dd/mm/yyyy).

    Those of officials, or with `doi-tuong=to-chuc` those of organisations.
    """
    day, problem = _day(request.GET.get("ngay", ""))
    read = organisation_rules_on if request.GET.get(SUBJECT) == ORGANISATIONS else _rules
    try:
        found = read(day)
    except LawFault as fault:
        found, problem = read(clock.today()), str(fault)
    return show(
        request,
        "shared/rules.html",
        page=rules_page(found, problem=problem),
        of_organisations=read is organisation_rules_on,
        tries=request.rights.may(READ_PROVINCE),
    )


def _rules(day: date) -> Rules:
    """The rules of the month that holds the day, with what the province adopted; else the law's."""
    period = current_period(day)
    return rules_for(period) if period and period.ends_on >= day else rules_on(day)


def _day(text: str) -> tuple[date, str]:
    if not text.strip():
        return clock.today(), ""
    try:
        return parse_day(text), ""
    except NotADay as wrong:
        return clock.today(), str(wrong)
