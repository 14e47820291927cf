"""What a month's page tells beside the month: who confirms the card, and the year's results."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and fixed words

from dataclasses import dataclass

from django.db import connection

from congvu.apps.evaluation.queries.authority import Authority, nearest_head
from congvu.apps.evaluation.queries.sources import LAST_AMENDED, standing
from congvu.apps.evaluation.queries.tracked import TrackedScore, result_row
from congvu.apps.rulebook.enums import TRACKED_KINDS, PeriodState
from congvu.apps.rulebook.queries import PeriodRow


@dataclass(frozen=True, slots=True)
class Beside:
    """Whom Điều 10 names for a person (None: nobody), and her results of the period's year."""

    authority: Authority | None
    scores: tuple[TrackedScore, ...]


def beside(period: PeriodRow, person_id: int) -> Beside:
    """Return both in one query; the twin of `authorities` and `tracked_scores` for one person."""
    kinds = ", ".join(f"'{kind.value}'" for kind in TRACKED_KINDS)
    text = f"""
        SELECT 0 AS part, p.starts_on, p.key, c.state,
               {standing("not_scored_reason")}, {standing("score_hundredths")}
        FROM evaluation_scorecard c JOIN rulebook_period p ON p.id = c.period_id
        {LAST_AMENDED}
        WHERE c.person_id = {int(person_id)} AND p.kind IN ({kinds})
          AND p.state <> '{PeriodState.MERGED.value}'
          AND p.key LIKE '{period.months[0].year:04d}-%'
        UNION ALL
        SELECT 1, NULL, n.code, n.full_name, n.name, n.authority
        FROM ({nearest_head(period, person_id)}) n
        ORDER BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(text)
        rows = cursor.fetchall()
    heads = [Authority(head, *named) for part, _, *named, head in rows if part]
    scores = tuple(
        result_row(person_id, key, state, points, reason)
        for part, _, key, state, reason, points in rows
        if not part
    )
    return Beside(heads[0] if heads else None, scores)
