"""A year is opened for rating: a round for each authority, a form for everybody it rates."""

# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule's own subject words

from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation.queries.sources import held
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.scoring import program_for


@transaction.atomic
def begin_year(year: int, *, by: Actor | None, at: datetime) -> tuple[PeriodRow, int]:
    """Open a year, its rounds and everybody's form; return it and how many forms.

    Raises Refused if it is open.
    """
    period = rulebook.open_year(year, by=by, at=at)
    return period, bring_up_ratings(period, by=by, at=at)


@transaction.atomic
def bring_up_ratings(period: PeriodRow, *, by: Actor | None, at: datetime) -> int:
    """Bring rounds and forms up to the postings on the year's last day (Đ10.2, Đ19.1).

    The head of an agency is in the round of the unit that manages it, everybody else in her own
    agency's. Rounds decided already stay as they are. Returns how many forms were written.
    """
    subjects = program_for(rules_for(period)).subjects
    kinds = ", ".join(f"'{kind}'" for kind in subjects)
    with connection.cursor() as cursor:
        cursor.execute(_rounds(period, kinds))
        cursor.execute(_forms(period, kinds))
        written: int = cursor.rowcount
    audit.record(
        "evaluation.ratings_opened",
        kind="period",
        object_id=period.key,
        label=period.label,
        by=by,
        at=at,
        payload={"forms": written},
    )
    return written


def _rated(period: PeriodRow, kinds: str) -> str:
    """Everybody rated, with the unit whose head decides; nobody above leaves a person out."""
    return f"""
        SELECT h.*, CASE WHEN h.leads = 'head' AND h.unit_id = h.agency_id
                         THEN managing.id ELSE h.agency_id END AS decided_in
        FROM ({held(period)}) h JOIN org_person x ON x.id = h.person_id
        LEFT JOIN LATERAL (
            SELECT coalesce(a.managing_id, CASE WHEN a.kind = 'province' THEN a.id END) AS id
            FROM unnest(string_to_array(trim('/' FROM h.path), '/')) AS step(id)
            JOIN org_unit a ON a.id = step.id::bigint
            WHERE a.managing_id IS NOT NULL OR (a.kind = 'province' AND a.id <> h.unit_id)
            ORDER BY a.managing_id IS NULL, length(a.path) DESC LIMIT 1
        ) managing ON true
        WHERE x.kind = ANY(ARRAY[{kinds}])"""


def _rounds(period: PeriodRow, kinds: str) -> str:
    return f"""
        INSERT INTO evaluation_ratinground
            (period_id, unit_id, state, raised_ground, note)
        SELECT DISTINCT {int(period.id)}, r.decided_in, 'preparing', '', ''
        FROM ({_rated(period, kinds)}) r WHERE r.decided_in IS NOT NULL
        ON CONFLICT (period_id, unit_id) DO NOTHING"""


def _forms(period: PeriodRow, kinds: str) -> str:
    moved = ("round_id", "unit_id", "agency_id", "title", "peer_group", "leads", "heads_id")
    return f"""
        INSERT INTO evaluation_rating AS f
            (person_id, period_id, {", ".join(moved)}, state, own_level, own_report,
             return_reason, told, told_notes, rank, rank_reason, proposal)
        SELECT r.person_id, {int(period.id)}, d.id, r.unit_id, r.agency_id, r.title, r.peer_group,
               r.leads, CASE WHEN r.leads = 'head' THEN r.unit_id END,
               'draft', '', '', '', '{{}}', '{{}}', 0, '', ''
        FROM ({_rated(period, kinds)}) r
        JOIN evaluation_ratinground d
            ON d.period_id = {int(period.id)} AND d.unit_id = r.decided_in
        WHERE d.state <> 'decided'
        ON CONFLICT (period_id, person_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in moved)}
        WHERE f.state <> 'decided'
          AND ({", ".join(f"f.{name}" for name in moved)})
              IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in moved)})"""
