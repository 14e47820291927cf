"""Which organisations are rated in a year, who heads them and who recognises them (Đ5)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries.deciders import Decider, heads_at, steps
from congvu.apps.evaluation.queries.organisations.criteria import CriteriaRow, criteria_sets
from congvu.apps.evaluation.queries.organisations.rules import last_day
from congvu.apps.org.queries import UnitRow, unit, units


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of a year with its head and whoever recognises it, None where nobody does.

    `above` is the code of the rated organisation that it is a direct part of, if it is one.
    """

    unit: UnitRow
    head: Decider | None
    authority: Decider | None
    above: str | None


def organisations_in(
    year: int, today: date, under: str = "", sets: Iterable[CriteriaRow] | None = None
) -> list[Organisation]:
    """Return the organisations at and under a unit's path that are rated, in tree order.

    Rated is every unit that exists on the year's last day (today in the year itself) and whose
    kind has a set of criteria by then. The authority is the head of the nearest unit above, other
    than the organisation's own head (Đ5). `sets` are all sets of criteria, read where they are not
    given. Two queries, and two more for the sets.
    """
    day = min(today, last_day(year))
    begun = criteria_sets() if sets is None else sets
    kinds = {one.unit_kind for one in begun if one.valid_from <= last_day(year)}
    found = [one for one in units(on=day, under=under or None) if one.kind in kinds]
    heads = heads_at({step for one in found for step in steps(one.path)}, day)
    rated = {one.code for one in found}
    return [_organisation(one, heads, rated) for one in found]


def organisation_of(year: int, code: str, today: date) -> Organisation | None:
    """Return one organisation of a year, None where it is not rated; raises UnknownUnit."""
    every = organisations_in(year, today, unit(code).path)
    return next((one for one in every if one.unit.code == code), None)


def direct_parts(every: Iterable[Organisation]) -> dict[str, list[Organisation]]:
    """Return by code the organisations that are direct parts of each: rated before it (Đ9.1)."""
    parts: dict[str, list[Organisation]] = {}
    for one in every:
        if one.above is not None:
            parts.setdefault(one.above, []).append(one)
    return parts


def _organisation(
    unit: UnitRow, heads: dict[str, list[Decider]], rated: Collection[str]
) -> Organisation:
    head = next(iter(heads.get(unit.path, ())), None)
    own = head.person_id if head else None
    above = [
        one
        for step in reversed(steps(unit.path)[:-1])
        for one in heads.get(step, ())
        if one.person_id != own
    ]
    parent = unit.parent if unit.parent in rated else None
    return Organisation(unit, head, next(iter(above), None), parent)
