"""Whose score stands at the highest level or below the lowest, while the period is open."""

from collections.abc import Collection

from django.db import connection
from django.db.models import Q

from congvu.apps.evaluation.queries.cards import cards
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.sealing import plan_for_everybody
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.evaluation.queries.standings import scope_of, standings
from congvu.apps.rulebook.queries import PeriodRow, rules_for

MANY = 200
"""From how many people on the planner is told to expect a province, not a room."""


def extremes(period: PeriodRow, people: Collection[int]) -> dict[int, str]:
    """Return which of these people (by id) score at the highest or lowest level, and at which.

    Whoever cannot be scored yet is at none, as is everybody where the rules name no level for a
    month's score. Three queries at most; of many people within a transaction only. Raises
    ManagementCycle naming the circle.
    """
    found = cards(Q(person__in=people), period_id=period.id, on=period.ends_on) if people else []
    scoring = Scoring(period, rules_for(period), scope=scope_of(found))
    if not found or not has_band(scoring):
        return {}
    if len(found) > MANY:
        with connection.cursor() as cursor:
            plan_for_everybody(cursor)
    levels = [code for code, _ in scoring.program.levels]
    standing = standings(scoring, found, period.ends_on, {"band"})
    bands = {one: stands.values.get("band") for one, stands in standing.items()}
    ends = {0: levels[0], len(levels) - 1: levels[-1]}
    return {one: ends[band] for one, band in bands.items() if band in ends}
