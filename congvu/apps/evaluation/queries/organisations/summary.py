"""A unit rolled up: the published periods of everybody at and under it, amended results included.

The last amendment of a card stands for the card (see queries.amendments).
"""
# ruff: noqa: S608 - the SQL is put together from fixed words

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from congvu.apps.evaluation.queries.province import BIN_HUNDREDTHS, Tally


@dataclass(frozen=True, slots=True)
class Unscored:
    """Somebody without a score in a published period, and why; `person` by code."""

    person: str
    full_name: str
    unit_name: str
    reason: str


_RESULTS = """
    FROM evaluation_scorecard c
    JOIN org_unit u ON u.id = c.unit_id
    JOIN org_person p ON p.id = c.person_id
    LEFT JOIN LATERAL (
        SELECT a.score_hundredths, a.not_scored_reason, a.level
        FROM evaluation_amendment a
        LEFT JOIN evaluation_amendment n ON n.before_id = a.id
        WHERE a.card_id = c.id AND n.id IS NULL
    ) m ON TRUE
    WHERE c.period_id = ANY(%s) AND u.path LIKE %s AND c.state IN ('published', 'closed')
"""
_SCORE = "CASE WHEN m.level IS NULL THEN c.score_hundredths ELSE m.score_hundredths END"
_REASON = "CASE WHEN m.level IS NULL THEN c.not_scored_reason ELSE m.not_scored_reason END"


def tallies_of(
    periods: Collection[int], unit_path: str, levels: Collection[str]
) -> dict[int, Tally]:
    """Return counts, sums, bins and levels of each period, by its id; one query.

    `levels` are the codes of the rules' levels, lowest first: a card stores its level's number.
    Periods without a published card in the unit are left out.
    """
    codes = list(levels)
    found: dict[int, Tally] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT period_id, score / {BIN_HUNDREDTHS}, band, level, reason, count(*),
                   coalesce(sum(score), 0)::bigint
            FROM (SELECT c.period_id, {_SCORE} AS score, (c.totals ->> 'band')::int AS band,
                         coalesce(m.level, '') AS level, {_REASON} AS reason {_RESULTS}) x
            GROUP BY 1, 2, 3, 4, 5""",
            [list(periods), f"{unit_path}%"],
        )
        for period, low, band, level, reason, people, total in cursor.fetchall():
            named = level or (codes[band] if band is not None else "")
            _count(found.setdefault(period, Tally()), low, named, reason, people, total)
    return found


def _count(tally: Tally, low: int | None, level: str, reason: str, people: int, sum_: int) -> None:
    tally.people += people
    if low is None:
        tally.reasons[reason] += people
        return
    tally.scored += people
    tally.sum_hundredths += sum_
    tally.bins[low * BIN_HUNDREDTHS // 100] += people
    if level:
        tally.levels[level] += people


def unscored_in(period: int, unit_path: str, *, most: int) -> list[Unscored]:
    """Return who has no score in a published period, by unit and name; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT x.code, x.full_name, x.name, x.reason FROM (
                SELECT p.code, p.full_name, p.sort_key, u.name, u.path, {_REASON} AS reason,
                       {_SCORE} AS score {_RESULTS}
            ) x WHERE x.score IS NULL ORDER BY x.path, x.sort_key LIMIT %s""",
            [[period], f"{unit_path}%", most],
        )
        return [Unscored(*row) for row in cursor.fetchall()]
