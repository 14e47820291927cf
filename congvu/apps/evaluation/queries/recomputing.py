"""A closed period computed anew from what it stored, on a copy: every hash must come out again.

Nothing live enters it but the tasks, which stand: cards, who is managed by whom and the form of the
hash are those that the close stored.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from congvu.apps.evaluation.models import Close
from congvu.apps.evaluation.queries import sources, storing
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.sealing import digest
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for

COPY, PAIRS = "close_copy", "close_pairs"
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class NotStored(LookupError):
    """The period was never closed: there is nothing to compute anew."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Whose stored card does not come out again, by code (nobody, if all is well).

    `digest` is over the hashes computed anew, `stored_digest` what the close wrote down.
    `same_rules`: whether the rules of the period still have the fingerprint they had then.
    """

    people: int
    digest: str
    stored_digest: str
    differing: tuple[str, ...]
    same_rules: bool


def recompute(period: PeriodRow) -> Recomputed:
    """Score and hash a closed period anew from its stored inputs; raises NotStored."""
    close = Close.objects.filter(period=period.id).first()
    if close is None:
        raise NotStored(f"Kỳ {period.key} chưa chốt.")
    rules = rules_for(period)
    scoring = Scoring(
        period, rules, closing=True, table=COPY, pairs=f"SELECT leader, person FROM {PAIRS}",
        fingerprint=close.rules_fingerprint,
    )  # fmt: skip
    with transaction.atomic():
        copy_stored(scoring)
        strata = leader_strata(period, pairs=scoring.pairs) if scoring.chained else []
        storing.score_everybody(scoring, strata)
        for _ in storing.store_in_slices(scoring, _ANY_TIME, form=close.form):
            pass
        people, _, found = _row(digest(period.id, COPY))
        differing = _differing(period)
        transaction.set_rollback(True)
    same = rules.fingerprint == close.rules_fingerprint
    return Recomputed(people, found, close.digest, differing, same)


def copy_stored(scoring: Scoring) -> None:
    """Put the cards beside as they were before the close: without results, without what it found.

    A reason that the close itself gave is told again by the scoring; one that somebody gave, or an
    absence, is an input and stays.
    """
    period = int(scoring.period.id)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {COPY}, {PAIRS}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {COPY} AS SELECT * FROM {sources.CARDS} "
            f"WHERE period_id = {period}"
        )
        cursor.execute(
            f"CREATE TEMPORARY TABLE {PAIRS} AS SELECT c.person_id AS leader, p.id AS person "
            f"FROM {COPY} c CROSS JOIN LATERAL jsonb_array_elements_text(c.managed) AS x(code) "
            "JOIN org_person p ON p.code = x.code"
        )
        cursor.execute(
            f"UPDATE {COPY} SET score_hundredths = NULL, totals = '{{}}', managed = '[]', "
            "settled = NULL, inputs_hash = '', rules_fingerprint = '', state = 'confirmed', "
            "not_scored_reason = CASE WHEN not_scored_reason = ANY(%s) THEN '' "
            "ELSE not_scored_reason END",
            [_own_reasons(scoring)],
        )
        cursor.execute(f"ANALYZE {COPY}, {PAIRS}")


def _own_reasons(scoring: Scoring) -> list[str]:
    """Every reason that a close gives by itself."""
    required = [one.reason for one in scoring.stage.requirements]
    return [sources.NO_GENERAL, sources.NO_CONFIRMED, sources.NO_STEPS, *required]


def _differing(period: PeriodRow) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.code FROM {sources.CARDS} c JOIN org_person p ON p.id = c.person_id
            LEFT JOIN {COPY} x ON x.id = c.id
            WHERE c.period_id = {int(period.id)}
              AND (x.inputs_hash IS DISTINCT FROM c.inputs_hash
                   OR x.score_hundredths IS DISTINCT FROM c.score_hundredths)
            ORDER BY p.code"""
        )
        return tuple(code for (code,) in cursor.fetchall())


def _row(statement: str) -> tuple[int, int, str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        people, scored, found = cursor.fetchone()
    return people, scored, found
