"""How reviewers review: how much of what they accepted they accepted together, unlooked at."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

REASONS = 6
"""How many of a reviewer's own latest reasons are offered again."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How many tasks a reviewer accepted, how many of them together; her latest reasons."""

    accepted: int
    batch: int
    reasons: tuple[str, ...]


def conduct_of(user_id: int, period_ids: Collection[int]) -> Conduct:
    """Return how a user reviewed in these periods; the reasons are those of any period."""
    with connection.cursor() as cursor:
        cursor.execute(_CONDUCT, [user_id, REASONS, user_id, list(period_ids)])
        accepted, batch, reasons = cursor.fetchone()
    return Conduct(accepted, batch, tuple(reasons or ()))


_BY_TASK = """
    SELECT v.by_id, v.task_id,
           (array_agg(v.batch ORDER BY v.at DESC, v.id DESC))[1] AS batch
    FROM work_review v JOIN work_task t ON t.id = v.task_id
    WHERE v.verdict = 'accepted' AND {which}
    GROUP BY v.by_id, v.task_id"""
"""Each task once for whoever accepted it; a task graded afterwards was looked at alone."""

_CONDUCT = f"""
    SELECT count(*), count(*) FILTER (WHERE batch),
        (SELECT array_agg(reason ORDER BY last DESC) FROM (
            SELECT reason, max(at) AS last FROM work_review
            WHERE by_id = %s AND verdict IN ('failed', 'returned') AND reason > ''
            GROUP BY reason ORDER BY last DESC LIMIT %s) AS lately)
    FROM ({_BY_TASK.format(which="v.by_id = %s AND t.period_id = ANY(%s)")}) AS one
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class BatchShare:
    """One reviewer in a period: the agency, tasks accepted, and how many of them together."""

    reviewer: str
    agency: str
    accepted: int
    batch: int


def batch_shares(period_id: int, *, first: int, most: int) -> tuple[list[BatchShare], int]:
    """Return reviewers of a period, the largest share accepted together first, and how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, [period_id, first, most])
        rows = cursor.fetchall()
    return [BatchShare(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


_SHARES = f"""
    SELECT a.display_name, mode() WITHIN GROUP (ORDER BY g.name), count(*),
           count(*) FILTER (WHERE one.batch), count(*) OVER ()
    FROM ({_BY_TASK.format(which="t.period_id = %s AND v.by_id IS NOT NULL")}) AS one
    JOIN accounts_user a ON a.id = one.by_id
    JOIN work_task t ON t.id = one.task_id
    JOIN org_unit u ON u.id = t.unit_id
    JOIN org_unit g ON g.id = coalesce(u.agency_id, u.id)
    GROUP BY a.id, a.display_name
    ORDER BY count(*) FILTER (WHERE one.batch)::numeric / count(*) DESC, count(*) DESC, a.id
    OFFSET %s LIMIT %s
"""  # noqa: S608 - our own words
