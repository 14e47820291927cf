"""How many people stand in a period at once: scored and counted in the database, one row each."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.kernel.frozen import FrozenMap

COUNTS = ("tasks", "done", "overdue", "pending", "failed", "late")
_NONE: Mapping[str, int] = FrozenMap(dict.fromkeys(COUNTS, 0))


@dataclass(frozen=True, slots=True)
class Standing:
    """One person: counts of tasks by COUNTS, the rule's stored integers by name (none where the
    card is not ready), and the number of the requirement not met."""

    counts: Mapping[str, int]
    values: Mapping[str, int]
    missed: int | None


def standings(
    scoring: Scoring,
    found: Sequence[CardRow],
    today: date,
    asked: Collection[str] | None = None,
    *,
    strata: Sequence[Sequence[int]] | None = None,
) -> dict[int, Standing]:
    """Return how each of these cards' people stands, by the person's id; two queries at most.

    `asked` names the stored integers that are wanted (None: all of them). Closed cards are not
    scored again: their values are what the close stored. `strata`: those of the scope's leaders,
    where they were read already.
    """
    if not found:
        return {}
    live = [card for card in found if not card.stands]
    scores = _scored(scoring, live, asked, strata) if live else ""
    rows = _read(scoring, [card.person_id for card in found], today, scores)
    return {card.person_id: _standing(card, rows.get(card.person_id)) for card in found}


def scope_of(found: Sequence[CardRow]) -> str:
    """Return the path of the agency above all these cards, "" (the province) if none is."""
    if not found:
        return ""
    shortest = min((card.agency_path for card in found), key=len)
    inside = all(card.agency_path.startswith(shortest) for card in found)
    return shortest if inside else ""


def _standing(card: CardRow, row: Mapping[str, int | None] | None) -> Standing:
    if row is None:
        return Standing(_NONE, card.totals, None)
    counts = {name: row[f"n_{name}"] or 0 for name in COUNTS}
    if card.stands:
        return Standing(counts, card.totals, None)
    values = {
        name: value
        for name, value in row.items()
        if value is not None and not name.startswith("n_") and name not in {"who", "reason"}
    }
    return Standing(counts, values, row.get("reason"))


def _scored(
    scoring: Scoring,
    live: Sequence[CardRow],
    asked: Collection[str] | None,
    strata: Sequence[Sequence[int]] | None,
) -> str:
    """The stage's SELECT over the agency; leaders hang on the people they manage in it."""
    chained = scoring.chained and any(card.is_leader for card in live)
    if strata is None:
        strata = leader_strata(scoring.period, scope=scoring.scope) if chained else []
    return scoring.query(strata if chained else [], None if asked is None else sorted(asked))


def _read(
    scoring: Scoring, people: Sequence[int], today: date, scores: str
) -> dict[int, dict[str, int | None]]:
    listed = sources.array(people)
    join = f"LEFT JOIN ({scores}) s ON s.person = p.who" if scores else ""
    columns = "s.*" if scores else "NULL AS reason"
    text = f"""
        SELECT p.who, n.*, {columns}
        FROM unnest({listed}) AS p(who)
        LEFT JOIN ({_counts(scoring, listed, today)}) n ON n.n_person = p.who {join}"""
    with connection.cursor() as cursor:
        cursor.execute(text)
        names = [column.name for column in cursor.description or ()]
        skipped = {"person", "period", "settled", "n_person"}
        return {
            row[0]: {
                name: value for name, value in zip(names, row, strict=True) if name not in skipped
            }
            for row in cursor.fetchall()
        }


def _counts(scoring: Scoring, listed: str, today: date) -> str:
    """Counts of each person's tasks; the twins of TaskRow's and TaskView's properties."""
    day = f"DATE '{today.isoformat()}'"
    whole = "r.id IS NOT NULL AND r.completed_hundredths >= t.assigned_hundredths"
    tests = {
        "tasks": "true",
        "done": whole,
        "overdue": f"t.due_on < {day} AND t.handed_back_at IS NULL "
        f"AND (w.id IS NULL OR (r.id IS NOT NULL AND NOT ({whole})))",
        "pending": "w.id IS NOT NULL AND w.return_reason = '' "
        "AND (w.accepted_at IS NULL OR w.pending_hundredths > 0)",
        "late": f"r.id IS NOT NULL AND {sources.delay_count(scoring)} > 0",
    }
    counted = [f"count(*) FILTER (WHERE {test}) AS n_{name}" for name, test in tests.items()]
    failed = "coalesce(sum(r.failed - r.excused_failed), 0)::bigint AS n_failed"
    tasks = sources.tasks(scoring).replace(
        " WHERE ", " LEFT JOIN work_result w ON w.task_id = t.id WHERE ", 1
    )
    return (
        f"SELECT t.person_id AS n_person, {', '.join(counted)}, {failed} {tasks} "
        f"AND t.person_id = ANY({listed}) GROUP BY t.person_id"
    )
