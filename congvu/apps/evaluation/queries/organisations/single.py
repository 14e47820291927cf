"""One organisation's year, by itself or among those whom its authority recognises with it."""

from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries.deciders import steps
from congvu.apps.evaluation.queries.organisations.criteria import criteria_sets
from congvu.apps.evaluation.queries.organisations.rating import (
    AuthorityYear,
    Rated,
    authority_key,
    authority_year,
    authority_year_among,
    rate_each,
)
from congvu.apps.evaluation.queries.organisations.rules import organisation_rules
from congvu.apps.evaluation.queries.organisations.units import organisations_in
from congvu.apps.org.queries import UnitRow
from congvu.law.registry import Rules


@dataclass(frozen=True)
class OrganisationYear:
    """One organisation's year; `group` are those of its authority, None where not asked for."""

    rated: Rated
    rules: Rules
    group: AuthorityYear | None = None


def organisation_year(
    year: int, here: UnitRow, today: date, *, grouped: bool = False
) -> OrganisationYear | None:
    """Return an organisation's year before the cap, None where the unit is not rated.

    `grouped`: with those that its authority recognises beside it. Seven queries, one more where
    grouped; more only where the authority is not the head of the unit next above. Raises law's
    NoRuleInForce.
    """
    sets, rules = criteria_sets(), organisation_rules(year)
    above = steps(here.path)[:-1]
    scope = above[-1] if grouped and above else here.path
    every = organisations_in(year, today, scope, sets)
    one = next((each for each in every if each.unit.id == here.id), None)
    if one is None:
        return None
    if not grouped or one.authority is None:
        (rated,) = rate_each([one], every, rules, sets, raised=False)
        return OrganisationYear(rated, rules)
    key = authority_key(one)
    group = (
        authority_year_among(every, key, rules, sets)
        if key == scope
        else authority_year(year, key, today)
    )
    rated = next(each for each in group.rated if each.code == here.code)
    return OrganisationYear(rated, rules, group)
