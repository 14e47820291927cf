"""What waits for whom: one set of SELECTs for one person's page and for everybody's letters."""
# ruff: noqa: S608 - the SQL is put together from fixed words, values are parameters

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q

from congvu.apps.work.enums import DigestState
from congvu.apps.work.models import Digest
from congvu.engine.reminding import MARKS_BEFORE, Source

ANSWERED_FOR = timedelta(days=7)
"""How long an answered cause is told of."""


@dataclass(frozen=True, slots=True)
class WaitingOn:
    """What to look at: deadlines of one period, what waits in all open ones, as of a day."""

    period_id: int
    open_ids: Sequence[int]
    today: date

    def values(self, **more: Any) -> dict[str, Any]:
        """The parameters of the SELECTs."""
        return {
            "period": self.period_id,
            "open": list(self.open_ids),
            "soon": self.today + timedelta(days=max(MARKS_BEFORE)),
            "answered": self.today - ANSWERED_FOR,
            **more,
        }


@dataclass(frozen=True, slots=True)
class OwnFact:
    """So many things of a person's own, of one source and day."""

    person_id: int
    source: Source
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class OwnItem:
    """One thing of a person's own: the task it is about, by id and title."""

    source: Source
    day: date
    task_id: int
    title: str


@dataclass(frozen=True, slots=True)
class OverFact:
    """So many things of one person that wait for whoever leads her, of one source and day."""

    unit_path: str
    person_id: int
    source: Source
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class OverPerson:
    """What of one person waits for whoever leads her, since which day; by code and name."""

    unit_path: str
    person_id: int
    source: Source
    since: date
    count: int
    person: str
    full_name: str


_DAY = "({} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_MINE = "AND (%(people)s::bigint[] IS NULL OR t.person_id = ANY(%(people)s::bigint[]))"
_LIVE = "t.cancelled_at IS NULL AND t.handed_back_at IS NULL"
_OWN = f"""
    SELECT t.person_id, 'task' AS source, t.due_on AS day, t.id AS task_id, t.title
    FROM work_task t LEFT JOIN work_result r ON r.task_id = t.id
    WHERE t.period_id = %(period)s AND {_LIVE} AND NOT t.declared AND t.due_on <= %(soon)s
      AND r.returned_at IS NULL
      AND coalesce(r.completed_hundredths + r.pending_hundredths, 0) < t.assigned_hundredths
      {_MINE}
    UNION ALL
    SELECT t.person_id, 'returned', {_DAY.format("r.returned_at")}, t.id, t.title
    FROM work_task t JOIN work_result r ON r.task_id = t.id
    WHERE t.period_id = ANY(%(open)s) AND {_LIVE} AND r.returned_at IS NOT NULL {_MINE}
    UNION ALL
    SELECT t.person_id, 'change', {_DAY.format("c.asked_at")}, t.id, t.title
    FROM work_task t JOIN work_taskchange c ON c.task_id = t.id
    WHERE t.period_id = ANY(%(open)s) AND t.cancelled_at IS NULL AND c.state = 'asked' {_MINE}
    UNION ALL
    SELECT t.person_id, 'answered', {_DAY.format("c.decided_at")}, t.id, t.title
    FROM work_task t JOIN work_cause c ON c.task_id = t.id
    WHERE t.period_id = ANY(%(open)s) AND t.cancelled_at IS NULL AND c.state <> 'claimed'
      AND {_DAY.format("c.decided_at")} >= %(answered)s {_MINE}"""
_THEIRS = """AND (t.unit_id = ANY(ARRAY(SELECT id FROM org_unit
                                       WHERE path LIKE ANY(%(under)s::text[])))
                  OR t.person_id = ANY(%(people)s::bigint[]))"""
_OVER = f"""
    SELECT u.path, t.person_id, 'review' AS source,
           coalesce(r.pending_on, r.finished_on, {_DAY.format("t.assigned_at")}) AS day
    FROM work_task t JOIN work_result r ON r.task_id = t.id JOIN org_unit u ON u.id = t.unit_id
    WHERE t.period_id = ANY(%(open)s) AND t.cancelled_at IS NULL AND r.returned_at IS NULL
      AND (r.accepted_at IS NULL OR r.pending_hundredths > 0) {{theirs}}
    UNION ALL
    SELECT u.path, t.person_id, 'cause', {_DAY.format("c.claimed_at")}
    FROM work_task t JOIN work_cause c ON c.task_id = t.id JOIN org_unit u ON u.id = t.unit_id
    WHERE t.period_id = ANY(%(open)s) AND t.cancelled_at IS NULL AND c.state = 'claimed' {{theirs}}
    UNION ALL
    SELECT u.path, t.person_id, 'handed_back', {_DAY.format("t.handed_back_at")}
    FROM work_task t JOIN org_unit u ON u.id = t.unit_id
    WHERE t.period_id = ANY(%(open)s) AND t.cancelled_at IS NULL AND t.handed_back_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM work_task x
                      WHERE x.taken_from_id = t.id AND x.cancelled_at IS NULL) {{theirs}}"""


def own_facts(waiting: WaitingOn) -> list[OwnFact]:
    """Return what waits for everybody of their own, counted; one query."""
    rows = _rows(
        f"SELECT person_id, source, day, count(*) FROM ({_OWN}) own GROUP BY 1, 2, 3",
        waiting.values(people=None),
    )
    return [OwnFact(person, Source(source), day, count) for person, source, day, count in rows]


def own_items(waiting: WaitingOn, person_id: int) -> list[OwnItem]:
    """Return what waits for one person of her own, the earliest day first; one query."""
    rows = _rows(
        f"SELECT source, day, task_id, title FROM ({_OWN}) own ORDER BY day, task_id",
        waiting.values(people=[person_id]),
    )
    return [OwnItem(Source(source), day, task, title) for source, day, task, title in rows]


def over_facts(waiting: WaitingOn) -> list[OverFact]:
    """Return what of everybody waits for whoever leads them, counted; one query."""
    rows = _rows(
        f"SELECT path, person_id, source, day, count(*) FROM ({_OVER.format(theirs='')}) over_ "
        "GROUP BY 1, 2, 3, 4",
        waiting.values(),
    )
    return [OverFact(path, person, Source(source), day, count)
            for path, person, source, day, count in rows]  # fmt: skip


def over_people(
    waiting: WaitingOn, *, paths: Collection[str], people: Collection[int]
) -> list[OverPerson]:
    """Return what waits under some units' paths or of some people; the longest waiting first."""
    rows = _rows(
        f"""SELECT o.path, o.person_id, o.source, min(o.day), count(*), p.code, p.full_name
            FROM ({_OVER.format(theirs=_THEIRS)}) o JOIN org_person p ON p.id = o.person_id
            GROUP BY 1, 2, 3, 6, 7, p.sort_key ORDER BY 4, p.sort_key""",
        waiting.values(under=[f"{path}%" for path in paths], people=list(people)),
    )
    return [OverPerson(path, person, Source(source), *rest)
            for path, person, source, *rest in rows]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeclinedFact:
    """So many changes that somebody (an account) asked for and the other declined, of one day."""

    user_id: int
    day: date
    count: int


def declined_facts(waiting: WaitingOn, *, user_id: int | None = None) -> list[DeclinedFact]:
    """Return the changes declined, by who asked for them: everybody, or one account."""
    rows = _rows(
        f"""SELECT c.asked_by_id, {_DAY.format("c.asked_at")}, count(*)
            FROM work_taskchange c JOIN work_task t ON t.id = c.task_id
            WHERE t.period_id = ANY(%(open)s) AND c.state = 'declined'
              AND c.asked_by_id IS NOT NULL
              AND (%(user)s::bigint IS NULL OR c.asked_by_id = %(user)s::bigint)
            GROUP BY 1, 2""",
        waiting.values(user=user_id),
    )
    return [DeclinedFact(*row) for row in rows]


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def last_digest_day() -> date | None:
    """Return the last day for which letters were made, or None."""
    last: date | None = Digest.objects.aggregate(last=Max("day"))["last"]
    return last


@dataclass(frozen=True, slots=True)
class DigestStanding:
    """How the letters fare: counts of the latest day, and when the last one went out.

    `stuck` were handed to the mail server and never heard of again; `refused` wait for another
    try after a fault, which `fault` names.
    """

    day: date | None
    queued: int
    sent: int
    stuck: int
    refused: int
    given_up: int
    fault: str
    last_sent_at: datetime | None


def digest_standing(*, stuck_before: datetime) -> DigestStanding:
    """Return how the letters of the latest day fare; two queries."""
    day = last_digest_day()
    waits = Q(state=DigestState.QUEUED)
    of_day = Digest.objects.filter(day=day) if day else Digest.objects.none()
    found = of_day.aggregate(
        queued=Count("pk", filter=waits & Q(tries=0)),
        sent=Count("pk", filter=Q(state=DigestState.SENT)),
        stuck=Count("pk", filter=Q(state=DigestState.CLAIMED, claimed_at__lt=stuck_before)),
        refused=Count("pk", filter=waits & Q(tries__gt=0)),
        given_up=Count("pk", filter=Q(state=DigestState.GIVEN_UP)),
        fault=Max("fault"),
        last_sent_at=Max("sent_at"),
    )
    return DigestStanding(day=day, **found | {"fault": found["fault"] or ""})
