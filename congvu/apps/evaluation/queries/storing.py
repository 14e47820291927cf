"""How a close scores everybody at once and stores them in slices, as SQL.

Everybody is scored by one statement into a table of the transaction's own, since a leader hangs on
the people managed; what is stored, and hashed, then goes on people by people, so that it can be
told how far it is, and ended before it is done.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from congvu.apps.evaluation.queries import sealing, sources
from congvu.apps.evaluation.queries.sources import Scoring

SLICE_ROWS = 2_500
"""How many people are stored between two looks at whether to go on."""
_SCORED, _CHAINED, _LINES = "close_scored", "close_managed", "close_lines"


@dataclass(frozen=True, slots=True)
class Slice:
    """People whose ids lie between two, both included, and how many they are."""

    first: int
    last: int
    people: int


def score_everybody(scoring: Scoring, strata: Sequence[Sequence[int]]) -> None:
    """Score every card that is ready and put the texts to be hashed beside, in tables of our own.

    The tasks of a province are read twice so, and not once more for each slice.
    """
    with connection.cursor() as cursor:
        sealing.plan_for_everybody(cursor)
        cursor.execute(f"DROP TABLE IF EXISTS {_SCORED}, {_CHAINED}, {_LINES}")
        cursor.execute(f"CREATE TEMPORARY TABLE {_SCORED} AS {scoring.query(strata)}")
        cursor.execute(f"CREATE TEMPORARY TABLE {_CHAINED} AS {_managed_codes(scoring)}")
        cursor.execute(f"CREATE TEMPORARY TABLE {_LINES} AS {sealing.lines(scoring)}")
        cursor.execute(f"ANALYZE {_SCORED}, {_CHAINED}, {_LINES}")


def store_in_slices(scoring: Scoring, at: datetime, *, form: str = sealing.FORM) -> Iterator[Slice]:
    """Store everybody's result and hash, a slice each time the next one is asked for."""
    with connection.cursor() as cursor:
        for one in _slices(scoring):
            cursor.execute(_store(scoring, at, one, form))
            yield one
        cursor.execute(f"DROP TABLE {_SCORED}, {_CHAINED}, {_LINES}")


def count_people(scoring: Scoring) -> int:
    """Return how many cards there are to store."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {sources.cards(scoring)}")
        (people,) = cursor.fetchone()
    return int(people)


def _slices(scoring: Scoring) -> list[Slice]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT min(person_id), max(person_id), count(*) FROM (
                SELECT c.person_id, (row_number() OVER (ORDER BY c.person_id) - 1)
                       / {SLICE_ROWS} AS n
                {sources.cards(scoring)}
            ) numbered GROUP BY n ORDER BY n"""
        )
        return [Slice(*row) for row in cursor.fetchall()]


def _store(scoring: Scoring, at: datetime, people: Slice, form: str) -> str:
    """Return the statement that stores the cards of some people."""
    totals = "coalesce(jsonb_strip_nulls(to_jsonb(s) - '{person,period,reason}'::text[]), '{}')"
    some = f"c.person_id BETWEEN {people.first} AND {people.last}"
    return f"""
        WITH fresh AS MATERIALIZED (
            SELECT c.id, coalesce({sources.card_reason(scoring)},
                          {sources.requirement_words(scoring, "s")}, '') AS not_scored_reason,
                   s.{scoring.stage.result} * {sources.to_hundredths(scoring)} AS score_hundredths,
                   {"coalesce(s.settled, TRUE)" if scoring.chained else "TRUE"} AS settled,
                   {totals} AS totals, coalesce(m.codes, '[]') AS managed,
                   '{scoring.fingerprint or scoring.rules.fingerprint}' AS rules_fingerprint
            FROM {scoring.table} c
            LEFT JOIN {_SCORED} s ON s.person = c.person_id
            LEFT JOIN {_CHAINED} m ON m.leader = c.person_id
            WHERE c.period_id = {int(scoring.period.id)} AND {some}
        )
        UPDATE {scoring.table} stored
        SET not_scored_reason = f.not_scored_reason, score_hundredths = f.score_hundredths,
            settled = f.settled, totals = f.totals, managed = f.managed,
            rules_fingerprint = f.rules_fingerprint, state = 'published',
            since = TIMESTAMPTZ '{at.isoformat()}',
            closed_at = TIMESTAMPTZ '{at.isoformat()}',
            inputs_hash = {sealing.seal(scoring.period, "f", form)}
        FROM fresh f JOIN {scoring.table} c ON c.id = f.id {sealing.NAMED}
        LEFT JOIN {_LINES} l ON l.person_id = c.person_id
        WHERE stored.id = f.id"""


def _managed_codes(scoring: Scoring) -> str:
    """Return each leader's people as a list of codes, in byte order."""
    return f"""
        SELECT m.leader, jsonb_agg(p.code ORDER BY p.code COLLATE "C") AS codes
        FROM ({sources.pairs_of(scoring)}) m JOIN org_person p ON p.id = m.person
        GROUP BY m.leader"""
