"""Whoever is away on every working day of a month is not scored in it, and never scored 0."""

from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewAbsence
from congvu.apps.org.enums import AbsenceKind
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow, hold_open, periods

WHOLE = {PeriodKind.MONTH: "cả tháng", PeriodKind.QUARTER: "cả quý"}
WORDS = tuple(f"{kind.label} {whole}" for whole in WHOLE.values() for kind in AbsenceKind)
"""The reasons on cards that were found here; a reason in other words was given by a person."""
_MARK = """
    WITH days AS (
        SELECT day FROM rulebook_workingday WHERE is_working AND day BETWEEN %(first)s AND %(last)s
    ),
    touched AS (
        SELECT DISTINCT person_id FROM org_absence
        WHERE starts_on <= %(last)s AND (ends_on IS NULL OR ends_on >= %(first)s)
    ),
    held AS (
        SELECT t.person_id, (
            SELECT a.kind FROM org_absence a
            WHERE a.person_id = t.person_id AND a.starts_on <= d.day
              AND (a.ends_on IS NULL OR a.ends_on >= d.day)
        ) AS kind
        FROM touched t CROSS JOIN days d
        WHERE EXISTS (
            SELECT 1 FROM positions_posting p
            WHERE p.person_id = t.person_id AND p.valid_from <= d.day
              AND (p.valid_until IS NULL OR p.valid_until > d.day)
        )
    ),
    away AS (
        SELECT person_id, mode() WITHIN GROUP (ORDER BY kind) AS kind
        FROM held GROUP BY person_id HAVING bool_and(kind IS NOT NULL)
    ),
    fresh AS (
        SELECT c.id, coalesce(w.reason, '') AS reason
        FROM evaluation_scorecard c
        LEFT JOIN away ON away.person_id = c.person_id
        LEFT JOIN unnest(%(kinds)s::text[], %(words)s::text[]) AS w(kind, reason)
            ON w.kind = away.kind
        WHERE c.period_id = %(period)s AND c.closed_at IS NULL
          AND (c.not_scored_reason = '' OR c.not_scored_reason = ANY(%(found)s::text[]))
    )
    UPDATE evaluation_scorecard c SET not_scored_reason = f.reason
    FROM fresh f WHERE c.id = f.id AND c.not_scored_reason <> f.reason"""


def mark_absent(period: PeriodRow) -> int:
    """Write why people away all month are not scored, and take it back where it no longer holds.

    The twin of `engine.attendance.absent_all`; part of an action's transaction. A reason that
    somebody gave in other words stays. Returns how many cards changed.
    """
    whole = WHOLE[PeriodKind(period.kind)]
    with connection.cursor() as cursor:
        cursor.execute(
            _MARK,
            {
                "first": period.starts_on,
                "last": period.ends_on,
                "kinds": [kind.value for kind in AbsenceKind],
                "words": [f"{kind.label} {whole}" for kind in AbsenceKind],
                "found": list(WORDS),
                "period": period.id,
            },
        )
        changed: int = cursor.rowcount
    return changed


@transaction.atomic
def record_absence(row: NewAbsence, *, by: Actor | None, at: datetime) -> int:
    """Enter an absence and bring the cards of the open months up to it; return its id.

    Raises UnknownPerson, or Refused as `org.record_absences`.
    """
    made = org.record_absence(row, by=by, at=at)
    _mark_open_months()
    return made


@transaction.atomic
def end_absence(absence_id: int, *, ends_on: date, by: Actor | None, at: datetime) -> None:
    """Set an absence's last day and bring the cards of the open months up to it."""
    org.end_absence(absence_id, ends_on=ends_on, by=by, at=at)
    _mark_open_months()


@transaction.atomic
def withdraw_absence(absence_id: int, *, by: Actor | None, at: datetime, reason: str) -> None:
    """Take an absence back, and the marks that rested on it in open months."""
    org.withdraw_absence(absence_id, by=by, at=at, reason=reason)
    _mark_open_months()


def _mark_open_months() -> None:
    opened = [period for period in periods() if period.is_open]
    hold_open([period.id for period in opened])
    for period in opened:
        mark_absent(period)
