"""Who holds each card of a period now, since when, for how many working days, late or not.

A draft waits for its person; a self-score and a review for whoever Đ10.1 names, the nearest head
at or above her unit other than herself; a confirmed card for the Department that publishes it.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and this module's own words

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.heads import heads, nearest_first
from congvu.apps.evaluation.queries.sources import at_or_under
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import EVERYBODY, Deadlines, PeriodRow, deadlines

LEFT_OUT = "left_out"
"""The stage of a card that is not scored this period: it waits for nobody."""
STAGES = (
    ScorecardState.DRAFT,
    ScorecardState.SELF_SCORED,
    ScorecardState.REVIEWED,
    ScorecardState.CONFIRMED,
)
"""The stages in which a card waits for somebody, in their order."""
_STEPS = dict(zip(STAGES, Step, strict=True))


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card, its stage, and who holds it (by id and name; none for the Department or nobody).

    `days` are working days since it came to its stage, `late_days` those after the stage's last
    day `due`, 0 while it is in time; `sent_late_days` tells how late her self-score came.
    `above_id` is the head next above whoever holds it.
    """

    person_id: int
    person: str
    full_name: str
    unit: str
    unit_path: str
    agency_id: int
    stage: str
    holder_id: int | None
    holder: str
    above_id: int | None
    since: date
    days: int
    due: date | None
    late_days: int
    sent_late_days: int

    @property
    def is_late(self) -> bool:
        """Whether the stage's last day is over."""
        return self.late_days > 0

    @property
    def waits_for_department(self) -> bool:
        """Whether nothing but the publication is left."""
        return self.stage == ScorecardState.CONFIRMED


@dataclass(frozen=True, slots=True)
class StageTally:
    """How many cards of an agency are at a stage, how many of them late, the longest there."""

    agency: str
    name: str
    stage: str
    cards: int
    late: int
    days: int


@dataclass(frozen=True, slots=True)
class HolderTally:
    """How many cards of a stage somebody holds for others, how many of them late, the longest."""

    stage: str
    person: str
    full_name: str
    agency: str
    cards: int
    late: int
    days: int


def holders(
    period: PeriodRow,
    unit_path: str,
    *,
    today: date,
    known: Deadlines | None = None,
    person_id: int | None = None,
    touching: int | None = None,
) -> list[HeldCard]:
    """Return who holds the cards at and under a unit ("": everywhere), unit by unit.

    One query, three where the deadlines are not given. `person_id`: only her card; `touching`: only
    those that a person owns, holds, or stands next above.
    """
    near = f"WHERE {int(touching)} IN (k.person_id, k.holder_id, k.above_id)" if touching else ""
    one = f"AND c.person_id = {int(person_id)}" if person_id is not None else ""
    rows = _rows(
        f"""{_held(period, unit_path, today, known, one)}
        SELECT k.person_id, p.code, p.full_name, u.name, k.path, k.agency_id, k.stage,
               k.holder_id, coalesce(h.full_name, ''), k.above_id, k.since, k.days, k.due,
               k.late_days, k.sent_late_days
        FROM kept k JOIN org_person p ON p.id = k.person_id JOIN org_unit u ON u.id = k.unit_id
        LEFT JOIN org_person h ON h.id = k.holder_id
        {near}
        ORDER BY k.path, p.sort_key, p.id"""
    )
    return [HeldCard(*row) for row in rows]


def stage_tallies(
    period: PeriodRow, *, today: date, known: Deadlines | None = None
) -> list[StageTally]:
    """Return every agency's cards by stage, the agency with the most late ones first."""
    rows = _rows(
        f"""{_held(period, "", today, known)}
        SELECT a.code, a.name, k.stage, count(*), count(*) FILTER (WHERE k.late_days > 0),
               max(k.days)
        FROM kept k JOIN org_unit a ON a.id = k.agency_id
        GROUP BY a.id, a.code, a.name, a.path, k.stage
        ORDER BY sum(count(*) FILTER (WHERE k.late_days > 0)) OVER (PARTITION BY a.id) DESC,
                 a.path, k.stage"""
    )
    return [StageTally(*row) for row in rows]


def slowest_holders(
    period: PeriodRow, *, today: date, known: Deadlines | None = None, most: int = 3
) -> list[HolderTally]:
    """Return who holds others' cards longest at each stage: the most working days first."""
    rows = _rows(
        f"""{_held(period, "", today, known)},
        tallied AS (
            SELECT k.stage, h.code, h.full_name, min(a.name) AS agency, count(*) AS cards,
                   count(*) FILTER (WHERE k.late_days > 0) AS late, max(k.days) AS longest,
                   row_number() OVER (PARTITION BY k.stage
                                      ORDER BY max(k.days) DESC, count(*) DESC, h.id) AS n
            FROM kept k JOIN org_person h ON h.id = k.holder_id
            JOIN org_unit a ON a.id = k.agency_id
            WHERE k.holder_id <> k.person_id
            GROUP BY k.stage, h.id, h.code, h.full_name
        )
        SELECT stage, code, full_name, agency, cards, late, longest
        FROM tallied WHERE n <= {int(most)} ORDER BY stage, n"""
    )
    return [HolderTally(*row) for row in rows]


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _held(
    period: PeriodRow, unit_path: str, today: date, known: Deadlines | None, one: str = ""
) -> str:
    """Return the common tables up to `kept`: one row a card, with its holder and its days."""
    under = f"AND {at_or_under(unit_path, 'u.path')}" if unit_path else ""
    days = known or deadlines(period)
    return f"""
        WITH now AS (SELECT DATE '{today.isoformat()}' AS day),
        due(agency_id, stage, day) AS (VALUES {_due(days)}),
        cards AS MATERIALIZED ({_cards(period)} {under} {one}),
        heads AS MATERIALIZED ({heads(today)}),
        chain AS ({nearest_first("cards", "heads")}),
        kept AS ({_KEPT})"""


def _cards(period: PeriodRow) -> str:
    """Return the cards of a period with their stage and the day since which they are in it."""
    return f"""
            SELECT c.id, c.person_id, c.unit_id, c.agency_id, u.path,
                   CASE WHEN c.not_scored_reason <> '' AND c.state IN ({_quoted(STAGES)})
                        THEN '{LEFT_OUT}' ELSE c.state END AS stage,
                   c.leads = 'head' AND c.unit_id = c.agency_id AS chief,
                   coalesce((c.since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
                            DATE '{period.starts_on.isoformat()}') AS since,
                   (c.self_scored_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS sent
            FROM evaluation_scorecard c JOIN org_unit u ON u.id = c.unit_id
            WHERE c.period_id = {int(period.id)}"""


def _quoted(states: Sequence[ScorecardState]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


_DRAFT = _quoted(STAGES[:1])
_REVIEWED = _quoted((ScorecardState.SELF_SCORED, ScorecardState.REVIEWED))
_KEPT = f"""
            SELECT c.*,
                   CASE WHEN c.stage = {_DRAFT} THEN c.person_id
                        WHEN c.stage IN ({_REVIEWED}) THEN first.person_id END AS holder_id,
                   CASE WHEN c.stage = {_DRAFT} THEN first.person_id
                        WHEN c.stage IN ({_REVIEWED}) THEN second.person_id END AS above_id,
                   due.day AS due,
                   greatest(0, coalesce(told.ordinal - began.ordinal, 0)) AS days,
                   CASE WHEN now.day > due.day
                        THEN greatest(0, coalesce(told.ordinal - last.ordinal, 0)) ELSE 0
                        END AS late_days,
                   greatest(0, coalesce(sent.ordinal - asked.ordinal, 0)) AS sent_late_days
            FROM now CROSS JOIN cards c
            LEFT JOIN chain first ON first.id = c.id AND first.n = 1
                AND (c.chief OR first.agency_id = c.agency_id)
            LEFT JOIN chain second ON second.id = c.id AND second.n = 2 AND first.id IS NOT NULL
            LEFT JOIN due own ON own.agency_id = c.agency_id AND own.stage = c.stage
            LEFT JOIN due every ON every.agency_id = {EVERYBODY} AND every.stage = c.stage
            LEFT JOIN LATERAL (SELECT coalesce(own.day, every.day) AS day) due ON TRUE
            LEFT JOIN due own_self ON own_self.agency_id = c.agency_id
                AND own_self.stage = {_DRAFT}
            JOIN due every_self ON every_self.agency_id = {EVERYBODY}
                AND every_self.stage = {_DRAFT}
            LEFT JOIN rulebook_workingday asked
                ON asked.day = coalesce(own_self.day, every_self.day)
            LEFT JOIN rulebook_workingday sent ON sent.day = c.sent
            LEFT JOIN rulebook_workingday told ON told.day = now.day
            LEFT JOIN rulebook_workingday began ON began.day = c.since
            LEFT JOIN rulebook_workingday last ON last.day = due.day"""


def _due(days: Deadlines) -> str:
    return ", ".join(
        f"({int(agency)}, '{stage.value}', DATE '{days.on(step, agency).isoformat()}')"
        for agency in sorted(days.by_agency)
        for stage, step in _STEPS.items()
    )
