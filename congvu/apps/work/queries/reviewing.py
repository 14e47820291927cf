"""What waits for a reviewer: reports to accept, causes to confirm, and how they stood when seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from congvu.apps.work.enums import CauseKind
from congvu.apps.work.models import CARRIED, REPEATED

MONTHS_BACK = 6
"""How many months before the periods asked for tell what is usual for a person."""
LATELY = 12
"""How many of a reviewer's own latest answers stay in sight, to be graded or looked at again."""


@dataclass(frozen=True, slots=True)
class Within:
    """Whose work is asked for: subtrees of units (by path), people by id, never `but` herself.

    Agencies inside a subtree are left to their own heads; only these heads themselves belong to it.
    """

    paths: frozenset[str]
    people: frozenset[int]
    but: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A task as a reviewer saw it: amounts in hundredths, the last log line and the last review.

    `text` is how a form carries it; it also covers what else the answer rests on.
    """

    assigned_hundredths: int
    due_on: date
    completed_hundredths: int
    pending_hundredths: int
    failed: int
    entry_id: int
    review_id: int
    text: str

    @property
    def reported_hundredths(self) -> int:
        """Everything reported, accepted or not."""
        return self.completed_hundredths + self.pending_hundredths


def read_seen(text: str) -> Seen | None:
    """Read what a form carried back; None where it is no such text."""
    parts = text.split("-")
    plain = all(one.isascii() and one.isdecimal() and len(one) <= _MOST_DIGITS for one in parts[:7])
    if len(parts) != _PARTS or not plain:
        return None
    assigned, due, completed, pending, failed, entry, review = (int(one) for one in parts[:7])
    try:
        day = date(due // 10_000, due // 100 % 100, due % 100)
    except ValueError:
        return None
    return Seen(assigned, day, completed, pending, failed, entry, review, text)


_PARTS, _MOST_DIGITS = 8, 18

_SEEN = """concat_ws('-', t.assigned_hundredths, to_char(t.due_on, 'YYYYMMDD'),
    coalesce(r.completed_hundredths, 0), coalesce(r.pending_hundredths, 0), coalesce(r.failed, 0),
    coalesce((SELECT max(e.id) FROM work_entry e
              WHERE e.task_id = t.id AND e.voided_at IS NULL), 0),
    coalesce((SELECT max(v.id) FROM work_review v WHERE v.task_id = t.id), 0),
    substr(md5(concat_ws('|', t.coefficient_tenths, coalesce(r.id, 0), coalesce(r.effect, -1),
        coalesce(r.accepted_at::text, ''), coalesce(r.returned_at::text, ''),
        coalesce((SELECT max(c.id) FROM work_cause c
                  WHERE c.task_id = t.id AND c.state = 'claimed'), 0),
        (SELECT concat(count(*), ':', max(p.id)) FROM work_evidence p
         WHERE p.task_id = t.id AND p.removed_at IS NULL))), 1, 12))"""
"""How a task stands, as one text: equal while nothing changed that a reviewer answers to."""


def seen_of(task_ids: Collection[int]) -> dict[int, str]:
    """Return by id how these tasks stand now, as `Seen.text` says it; unknown ones left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, {_SEEN} FROM work_task t LEFT JOIN work_result r ON r.task_id = t.id "  # noqa: S608 - our own words
            "WHERE t.id = ANY(%s) AND t.cancelled_at IS NULL",
            [list(task_ids)],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class ToReview:
    """A task as its reviewer needs it; amounts in hundredths, the coefficient in tenths.

    `claim_*` is the objective cause that waits, if one does. `like_reports` counts the reports of
    the same product in the period within reach, `like_evidenced` those that show evidence;
    `earlier` is what the person had accepted of this product in each earlier month she did it.
    `source` is where the task itself came from. `is_above`: the person heads the unit of who asks
    (`Within.but`), or one above it; nobody reviews her own head (Đ10.1).
    """

    task_id: int
    person_id: int
    person: str
    family_middle: str
    given: str
    sort_key: bytes
    unit: str
    unit_name: str
    unit_path: str
    is_above: bool
    period_id: int
    is_open: bool
    title: str
    output: str
    product: str | None
    coefficient_tenths: int
    assigned_hundredths: int
    due_on: date
    origin: int
    origin_reason: str
    declared: bool
    source: str
    reported: bool
    completed_hundredths: int
    pending_hundredths: int
    finished_on: date | None
    pending_on: date | None
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    failed: int
    excused_failed: int
    excused_days: int
    effect: int | None
    evidence: str
    claim_id: int | None
    claim_kind: str
    claim_note: str
    claimed_at: datetime | None
    seen: str
    evidenced: bool
    like_reports: int
    like_evidenced: int
    earlier: tuple[int, ...]

    @property
    def reported_hundredths(self) -> int:
        """Everything reported, accepted or not."""
        return self.completed_hundredths + self.pending_hundredths

    @property
    def waits(self) -> bool:
        """Whether a report waits for its review."""
        fresh = self.accepted_at is None or self.pending_hundredths > 0
        return self.reported and self.returned_at is None and fresh

    @property
    def done_on(self) -> date | None:
        """The last day reported."""
        return self.pending_on or self.finished_on

    @property
    def came_from(self) -> str:
        """Which list or system the task came from; empty where somebody gave it by hand."""
        if self.source.startswith(CARRIED):
            return "Việc chưa xong chuyển từ kỳ trước"
        return "" if self.source.startswith(REPEATED) else self.source

    @property
    def claim(self) -> str:
        """The cause that waits, as it is shown; empty where none does."""
        if self.claim_id is None:
            return ""
        if self.claim_kind == CauseKind.OTHER:
            return self.claim_note
        label = str(CauseKind(self.claim_kind).label)
        return f"{label}: {self.claim_note}" if self.claim_note else label


def to_review(
    within: Within,
    period_ids: Collection[int],
    *,
    reviewer: int | None = None,
    since: datetime | None = None,
    task_ids: Collection[int] | None = None,
    person_id: int | None = None,
) -> list[ToReview]:
    """Return what waits in these periods, and the last that `reviewer` answered since a moment.

    With `task_ids` those tasks, with `person_id` all tasks of that person, whether they wait or
    not. One query; in the order of names, then deadlines.
    """
    given: dict[str, Any] = {
        "periods": list(period_ids),
        "tops": list(within.paths),
        "paths": [f"{path}%" for path in within.paths],
        "people": list(within.people),
        "but": within.but or 0,
        "reviewer": reviewer or 0,
        "since": since,
        "tasks": list(task_ids) if task_ids is not None else None,
        "person": person_id,
        "back": MONTHS_BACK,
        "lately": LATELY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_REVIEW, given)
        return [_to_review(row) for row in cursor.fetchall()]


def _to_review(row: Sequence[Any]) -> ToReview:
    *told, earlier = row
    return ToReview(*(*told, tuple(earlier or ())))


_TO_REVIEW = f"""
WITH mine AS (
    SELECT u.id FROM org_unit u
    WHERE u.path LIKE ANY(%(paths)s) AND coalesce(u.agency_id, u.id) IN (
        SELECT coalesce(top.agency_id, top.id) FROM org_unit top WHERE top.path = ANY(%(tops)s))
), chiefs AS (
    SELECT p.person_id FROM positions_posting p JOIN org_unit g ON g.id = p.unit_id
    WHERE p.is_primary AND p.leads = 'head' AND g.agency_id = g.id AND g.path LIKE ANY(%(paths)s)
      AND (p.valid_until IS NULL OR p.valid_until > (
          SELECT min(starts_on) FROM rulebook_period WHERE id = ANY(%(periods)s)))
), above AS MATERIALIZED (
    SELECT h.person_id
    FROM positions_posting me JOIN org_unit own ON own.id = me.unit_id
    JOIN org_unit g ON starts_with(own.path, g.path)
    JOIN positions_posting h ON h.unit_id = g.id
    WHERE me.person_id = %(but)s AND me.is_primary AND h.is_primary AND h.leads = 'head'
      AND least(me.valid_until, h.valid_until, 'infinity') > (
          SELECT min(starts_on) FROM rulebook_period WHERE id = ANY(%(periods)s))
), picked AS MATERIALIZED (
    SELECT id FROM work_task WHERE period_id = ANY(%(periods)s)
        AND unit_id IN (SELECT id FROM mine)
    UNION SELECT id FROM work_task WHERE period_id = ANY(%(periods)s)
        AND person_id IN (SELECT person_id FROM chiefs)
    UNION SELECT id FROM work_task WHERE period_id = ANY(%(periods)s)
        AND person_id = ANY(%(people)s)
), month AS MATERIALIZED (
    SELECT t.id, t.period_id, t.product_id, t.person_id, r.id AS result_id,
           r.evidence > '' OR EXISTS (SELECT FROM work_evidence p
                                      WHERE p.task_id = t.id AND p.removed_at IS NULL)
               OR EXISTS (SELECT FROM work_entry e
                          WHERE e.task_id = t.id AND e.voided_at IS NULL AND e.source > '')
               AS evidenced
    FROM picked JOIN work_task t ON t.id = picked.id
    LEFT JOIN work_result r ON r.task_id = t.id
    WHERE t.cancelled_at IS NULL AND t.person_id <> %(but)s
), alike AS (
    SELECT period_id, product_id, count(*) AS reports, count(*) FILTER (WHERE evidenced) AS shown
    FROM month WHERE result_id IS NOT NULL AND product_id IS NOT NULL
    GROUP BY period_id, product_id
), lately AS MATERIALIZED (
    SELECT task_id FROM (
        SELECT task_id, at FROM work_review
            WHERE by_id = %(reviewer)s AND at >= %(since)s AND NOT batch
        UNION ALL SELECT task_id, decided_at FROM work_cause
            WHERE decided_by_id = %(reviewer)s AND decided_at >= %(since)s) AS answered
    GROUP BY task_id ORDER BY max(at) DESC, task_id DESC LIMIT %(lately)s
), asked AS MATERIALIZED (
    SELECT m.* FROM month m LEFT JOIN work_result r ON r.id = m.result_id
    WHERE CASE
        WHEN %(tasks)s::bigint[] IS NOT NULL THEN m.id = ANY(%(tasks)s)
        WHEN %(person)s::bigint IS NOT NULL THEN m.person_id = %(person)s
        ELSE (r.id IS NOT NULL AND r.returned_at IS NULL
                AND (r.accepted_at IS NULL OR r.pending_hundredths > 0))
            OR EXISTS (SELECT FROM work_cause c WHERE c.task_id = m.id AND c.state = 'claimed')
            OR m.id IN (SELECT task_id FROM lately)
        END
), before AS (
    SELECT a.person_id, q.code, w.series, sum(r.completed_hundredths) AS amount
    FROM (SELECT DISTINCT person_id FROM asked) a
    CROSS JOIN (SELECT id, starts_on FROM rulebook_period
                WHERE (kind, state <> 'merged') IN (
                    SELECT kind, TRUE FROM rulebook_period WHERE id = ANY(%(periods)s))
                  AND starts_on < (
                    SELECT min(starts_on) FROM rulebook_period WHERE id = ANY(%(periods)s))
                ORDER BY starts_on DESC LIMIT %(back)s) b
    JOIN work_task t ON t.period_id = b.id AND t.person_id = a.person_id
    JOIN work_result r ON r.task_id = t.id AND r.accepted_at IS NOT NULL
    JOIN catalogue_product q ON q.id = t.product_id
    JOIN catalogue_version w ON w.id = q.version_id
    WHERE t.cancelled_at IS NULL
    GROUP BY a.person_id, q.code, w.series, b.id
), usual AS (
    SELECT person_id, code, series, array_agg(amount::bigint ORDER BY amount) AS amounts
    FROM before GROUP BY person_id, code, series
)
SELECT t.id, p.id, p.code, p.family_middle, p.given, p.sort_key, u.code, u.name, u.path,
       p.id IN (SELECT person_id FROM above), d.id, d.state = 'open',
       t.title, t.output, q.code, t.coefficient_tenths,
       t.assigned_hundredths, t.due_on, t.origin, t.origin_reason, t.declared, t.source,
       r.id IS NOT NULL, coalesce(r.completed_hundredths, 0), coalesce(r.pending_hundredths, 0),
       r.finished_on, r.pending_on, r.accepted_at, r.returned_at, coalesce(r.return_reason, ''),
       coalesce(r.failed, 0), coalesce(r.excused_failed, 0), coalesce(r.excused_days, 0),
       r.effect, coalesce(r.evidence, ''), c.id, coalesce(c.kind, ''), coalesce(c.note, ''),
       c.claimed_at, {_SEEN}, coalesce(a.evidenced, false), coalesce(k.reports, 0),
       coalesce(k.shown, 0), s.amounts
FROM asked a JOIN work_task t ON t.id = a.id
JOIN org_person p ON p.id = t.person_id
JOIN org_unit u ON u.id = t.unit_id
JOIN rulebook_period d ON d.id = t.period_id
LEFT JOIN work_result r ON r.task_id = t.id
LEFT JOIN work_cause c ON c.task_id = t.id AND c.state = 'claimed'
LEFT JOIN catalogue_product q ON q.id = t.product_id
LEFT JOIN catalogue_version w ON w.id = q.version_id
LEFT JOIN alike k ON k.period_id = t.period_id AND k.product_id = t.product_id
LEFT JOIN usual s ON s.person_id = t.person_id AND s.code = q.code AND s.series = w.series
ORDER BY p.sort_key, p.id, t.due_on, t.id
"""  # noqa: S608 - our own words
