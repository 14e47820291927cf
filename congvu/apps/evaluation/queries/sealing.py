"""What the hashes of a close cover, as SQL; the same text verifies them later."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from congvu.apps.evaluation.models import Close
from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.kernel.periods import tracked

FIRST_FORM, FORM = "congvu-card-1", "congvu-card-2"
"""What a hash covers, by name: a close keeps to the form it was made in."""
NAMED = "JOIN org_person p ON p.id = c.person_id JOIN org_unit u ON u.id = c.unit_id"
_CARD = (
    "leads", "general_self", "general_confirmed", "general_hundredths", "organising",
    "organising_reason", "unity", "unity_reason",
)  # fmt: skip
_TOLD = ("general_notes", "strengths", "shortcomings", "comment", "extreme_reason")
_SIGNED = ("reviewed_by_id", "confirmed_by_id")
_RESULT = (
    "totals", "settled", "managed", "rules_fingerprint", "not_scored_reason", "score_hundredths",
)  # fmt: skip


def plan_for_everybody(cursor: CursorWrapper) -> None:
    """Let the rest of the transaction hash and sort in memory and never loop.

    Right after an import, or right after the close itself, the planner's counts are those of
    before: it expects a handful of rows and would walk a province's tasks once for each person.
    """
    cursor.execute("SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL enable_nestloop = off")


def lines(scoring: Scoring) -> str:
    """Return each person's tasks as one text: id and the stage's fields, in the order of ids."""
    return f"SELECT t.person_id, {_text(scoring)} {sources.tasks(scoring)} GROUP BY t.person_id"


def lines_of(scoring: Scoring, person: str) -> str:
    """Return the lines of one person, named by a column in reach; see `lines`."""
    return f"SELECT {_text(scoring)} {sources.tasks(scoring)} AND t.person_id = {person}"


def _text(scoring: Scoring) -> str:
    fields = ", ".join(sources.task_fields(scoring).values())
    return f"string_agg(concat_ws(' ', t.id, {fields}), ';' ORDER BY t.id) AS lines"


def seal(period: PeriodRow, result: str, form: str = FORM) -> str:
    """Return the sha256 over a card's inputs, steps, rules and result, in hexadecimal.

    Card `c`, person `p`, unit `u` and lines `l` are in reach; `result` names the row of the
    results. People, units and the period go in by their codes, so that the hash can be told again
    from an export. Since the second form what was told and who signed is covered too.
    """
    later = [] if form == FIRST_FORM else [*(f"c.{name}" for name in _TOLD), *map(_code, _SIGNED)]
    covered = [
        _known_form(form),
        f"'{tracked(period.key).key}'",
        "p.code",
        "u.code",
        *(f"c.{name}" for name in _CARD),
        *later,
        "coalesce(l.lines, '')",
        *(f"{result}.{name}" for name in _RESULT),
    ]
    text = f"jsonb_build_array({', '.join(covered)})::text"
    return f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')"


def _known_form(form: str) -> str:
    return f"'{(FIRST_FORM, FORM)[(FIRST_FORM, FORM).index(form)]}'"


def _code(column: str) -> str:
    return f"(SELECT x.code FROM org_person x WHERE x.id = c.{column})"


def digest(period_id: int, table: str = sources.CARDS) -> str:
    """Return people, scored and the sha256 over all hashes in the order of the people."""
    return f"""
        SELECT count(*), count(score_hundredths),
               encode(sha256(convert_to(
                   coalesce(string_agg(inputs_hash, ' ' ORDER BY person_id), ''), 'UTF8')), 'hex')
        FROM {table} WHERE period_id = {int(period_id)}"""


def altered(period: PeriodRow) -> list[str]:
    """Return the codes of people whose closed card no longer fits its hash (none, if all is well).

    It reads tasks, cards and results as they are stored and hashes them again.
    """
    scoring = Scoring(period, rules_for(period), closing=True)
    form = Close.objects.filter(period=period.id).values_list("form", flat=True).first() or FORM
    with transaction.atomic(), connection.cursor() as cursor:
        plan_for_everybody(cursor)
        cursor.execute(
            f"""
            SELECT p.code FROM evaluation_scorecard c {NAMED}
            LEFT JOIN ({lines(scoring)}) l ON l.person_id = c.person_id
            WHERE c.period_id = {int(period.id)} AND c.state IN ('published', 'closed')
              AND c.inputs_hash <> {seal(period, "c", form)}
            ORDER BY p.code"""
        )
        return [code for (code,) in cursor.fetchall()]
