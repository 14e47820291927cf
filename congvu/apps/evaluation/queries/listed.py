"""A month's list of a unit: everybody with a card, with the score and level as notified or live."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for

_BAND = " ->> 'band'"


@dataclass(frozen=True, slots=True)
class ListedScore:
    """A person of the list, by code: hundredths of a point and level's code, or why there is none.

    The title is that of the primary posting on the period's last day. A result that was amended
    is as its last amendment has it.
    """

    person: str
    full_name: str
    unit: str
    unit_name: str
    agency: str
    title: str
    amended: bool
    score_hundredths: int | None
    level: str
    reason: str


def listed_scores(period: PeriodRow, unit_path: str, *, scope: str = "") -> list[ListedScore]:
    """Return everybody whose card lies at or under a unit, by unit and name; two queries.

    Live while the period is open, as stored once it is closed. `scope` is the path of the agency
    that the unit belongs to, beyond which nobody needs scoring. Raises ManagementCycle.
    """
    scoring = Scoring(period, rules_for(period), scope=scope, closing=not period.is_open)
    levels = [code for code, _ in scoring.program.levels]
    with connection.cursor() as cursor:
        cursor.execute((_live if period.is_open else _stored)(scoring, unit_path))
        return [_row(values, levels) for values in cursor.fetchall()]


def _row(values: tuple[Any, ...], levels: Sequence[str]) -> ListedScore:
    *told, score, band, reason = values
    level = levels[band] if band is not None else ""
    row: tuple[Any, ...] = (*told, score, level, reason)
    return ListedScore(*row)


def _live(scoring: Scoring, unit_path: str) -> str:
    strata = leader_strata(scoring.period, scope=scoring.scope) if scoring.chained else []
    result, unmet = scoring.stage.result, sources.requirement_words(scoring, "s")
    lines = [result, *(["band"] if has_band(scoring) else [])]
    return _listed(
        scoring,
        unit_path,
        join=f"LEFT JOIN ({scoring.query(strata, lines)}) s ON s.person = c.person_id",
        score=f"s.{result} * {sources.to_hundredths(scoring)}",
        band="s.band" if has_band(scoring) else "NULL::bigint",
        reason=f"coalesce({sources.card_reason(scoring)}, {unmet}, '')",
    )


def _stored(scoring: Scoring, unit_path: str) -> str:
    return _listed(
        scoring,
        unit_path,
        join=sources.LAST_AMENDED,
        score=sources.standing("score_hundredths"),
        band=f"({sources.standing('totals', _BAND)})::bigint",
        reason=sources.standing("not_scored_reason"),
        amended="amended.id IS NOT NULL",
    )


def _listed(
    scoring: Scoring,
    unit_path: str,
    *,
    join: str,
    score: str,
    band: str,
    reason: str,
    amended: str = "FALSE",
) -> str:
    return f"""
        SELECT p.code, p.full_name, u.code, u.name, a.code, coalesce(h.title, ''),
               {amended}, ({score})::bigint, {band}, {reason}
        FROM evaluation_scorecard c
        JOIN org_person p ON p.id = c.person_id
        JOIN org_unit u ON u.id = c.unit_id
        JOIN org_unit a ON a.id = c.agency_id
        LEFT JOIN ({sources.held(scoring.period, scoring.scope)}) h ON h.person_id = c.person_id
        {join}
        WHERE c.period_id = {int(scoring.period.id)}
          AND {sources.at_or_under(unit_path, "u.path")}
        ORDER BY u.path, p.sort_key, p.id"""
