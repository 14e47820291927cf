"""The engine's answers in the judge's words: the text of the rule, run for one person at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from congvu.engine.caps import Rating as Found
from congvu.engine.caps import rate as rate_cases
from congvu.engine.explain import Explanation, explain
from congvu.engine.language.program import Program
from congvu.engine.oracle import Level, Line, Month, Rating, Settings, Year
from congvu.engine.scoring import Case, Outcome, program_for, score_all
from congvu.law.registry import Overlay, rules_on
from tests.engine.property.answer import NOT_SCORED, MonthAnswer

DAY = date(2026, 11, 30)
LEVELS = ("unmet", "met", "good", "excellent")


@cache
def program_of(settings: Settings) -> Program:
    """The rule text in force with the settings as local parameters."""
    chosen = {
        "clamp": settings.clamp,
        "floor_share": settings.floor_share,
        "extra_only_forms_base": settings.extra_only_forms_base,
        "nobody_scored": settings.nobody_scored,
        "cap_base": settings.cap_base,
    }
    return program_for(rules_on(DAY, overlay=Overlay(parameters=chosen, decision="phép thử")))


def row_of(line: Line) -> dict[str, int | str]:
    """A line as a row of the month stage."""
    return {
        "id": line.id,
        "label": line.id,
        "coefficient": line.coefficient_tenths,
        "assigned": line.assigned_hundredths,
        "completed": line.completed_hundredths,
        "failed": line.failed,
        "delays": line.delays,
        "origin": line.origin,
    }


def month_case(month: Month) -> Case:
    """A person's month as a case."""
    inputs = {
        "general": month.general_hundredths,
        "leads": month.leads,
        "organising": month.organising,
        "unity": month.unity,
    }
    return Case(month.person, inputs, [row_of(line) for line in month.lines])


def year_case(year: Year) -> Case:
    """A person's year as a case; months not scored are no rows."""
    heads = year.organisation_level is not None
    inputs = {
        "worked_months": year.months_worked,
        "protected_leave": year.protected_leave,
        "concluded": False,
        "disciplined": year.automatic_failed,
        "leads": heads,
        "waste": False,
        "heads": heads,
        "organisation": LEVELS[year.organisation_level] if heads else None,
        "moved": None if year.moved is None else LEVELS[year.moved],
        "raised": year.raised,
        "rank": year.rank,
        "peer_group": year.peer_group,
        "agency": year.agency,
        "person": year.person,
    }
    rows = [{"id": str(n), "score": x} for n, x in enumerate(year.months) if x is not None]
    return Case(year.person, inputs, rows)


def answer_of(outcome: Outcome) -> MonthAnswer:
    """An outcome in the common shape."""
    if not outcome.scored:
        return NOT_SCORED
    steps = outcome.steps
    told = {name: steps[name] for name in ("a", "b", "c", "d", "dd", "e", "share", "exact")}
    if not outcome.values["leads"]:
        told |= {"d": None, "dd": None, "e": None}
    return MonthAnswer(notified=outcome.notified, **told)


def settle(
    months: Iterable[Month], managed: Mapping[str, Collection[str]], settings: Settings
) -> dict[str, MonthAnswer]:
    """Everybody's month by the scalar functions."""
    cases = [month_case(month) for month in months]
    outcomes = score_all(program_of(settings), "month", cases, managed)
    return {person: answer_of(outcome) for person, outcome in outcomes.items()}


def explained(month: Month, settings: Settings, *, managed_met: bool) -> Explanation | None:
    """A month's bars by the engine."""
    return explain(program_of(settings), "month", month_case(month), settled=managed_met)


def rate(people: Sequence[Year], settings: Settings) -> dict[str, Rating]:
    """Everybody's year in Python; the mean is given only for those ranked."""
    found = rate_cases(program_of(settings), "year", [year_case(year) for year in people])
    return {person: _rating(one) for person, one in found.items()}


def _rating(found: Found) -> Rating:
    if found.level is None:
        return Rating(None, None, None)
    steps = found.outcome.steps
    by_score, level = (Level(LEVELS.index(name)) for name in (steps["by_score"], found.level))
    return Rating(steps["mean"], by_score, level, found.capped_in is not None)
