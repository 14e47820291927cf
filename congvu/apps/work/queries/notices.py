"""What waits for an answer of who does the work: changes asked for, results sent back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from congvu.apps.work.enums import ChangeState, Verdict


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at: a change to acknowledge, or a result that was sent back, and why.

    `kind` is ChangeState.ASKED, or the verdict that sent the result back.
    """

    task_id: int
    title: str
    kind: str
    reason: str
    at: datetime
    by: str | None

    @property
    def is_change(self) -> bool:
        """Whether a change waits to be acknowledged or declined."""
        return self.kind == ChangeState.ASKED


def notices_of(person_id: int) -> list[Notice]:
    """Return what waits for a person in the open months, the latest first; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTICES,
            [ChangeState.ASKED, person_id, [Verdict.FAILED, Verdict.RETURNED], person_id],
        )
        found = [Notice(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda one: one.at, reverse=True)


_NOTICES = """
    SELECT t.id, t.title, c.state, c.reason, c.asked_at, u.display_name
    FROM work_taskchange c JOIN work_task t ON t.id = c.task_id AND t.cancelled_at IS NULL
    JOIN rulebook_period p ON p.id = t.period_id AND p.state = 'open'
    LEFT JOIN accounts_user u ON u.id = c.asked_by_id
    WHERE c.state = %s AND t.person_id = %s
    UNION ALL
    (SELECT DISTINCT ON (t.id) t.id, t.title, v.verdict, v.reason, v.at, u.display_name
     FROM work_task t JOIN rulebook_period p ON p.id = t.period_id AND p.state = 'open'
     JOIN work_result r ON r.task_id = t.id AND r.returned_at IS NOT NULL
     JOIN work_review v ON v.task_id = t.id AND v.verdict = ANY(%s)
     LEFT JOIN accounts_user u ON u.id = v.by_id
     WHERE t.person_id = %s AND t.cancelled_at IS NULL
     ORDER BY t.id, v.at DESC, v.id DESC)
"""
