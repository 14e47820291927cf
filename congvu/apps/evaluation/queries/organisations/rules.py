"""The rules by which an organisation's year is rated, as the province adopted them."""

from datetime import date

from congvu.apps.rulebook.queries import adopted
from congvu.law.registry import Overlay, Rules, rules_on, the_law

SUBJECT = "organisation"
STAGE = "year"


def last_day(year: int) -> date:
    """Return the last day of a year: whose rules, units and criteria hold for it."""
    return date(year, 12, 31)


def organisation_rules(year: int) -> Rules:
    """Return the rules of a year; raises law's NoRuleInForce (before 2026 there are none).

    What the province chose for officials only is left out: the text of organisations does not
    know it.
    """
    day = last_day(year)
    overlay = adopted(day, SUBJECT)
    plain = rules_on(day, SUBJECT)
    if overlay is None:
        return plain
    kept = {name: value for name, value in overlay.parameters.items() if name in plain.parameters}
    if not kept and overlay.rule is None:
        return plain
    return rules_on(day, SUBJECT, Overlay(overlay.rule, kept, overlay.decision))


def rated_years(today: date) -> list[int]:
    """Return the years that organisations are rated in by points, the latest first."""
    first = min(one.valid_from.year for one in the_law().rule_texts if SUBJECT in one.subjects)
    return list(range(today.year, first - 1, -1))
