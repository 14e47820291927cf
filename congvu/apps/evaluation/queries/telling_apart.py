"""By which bars the two results of a person differ, from the inputs that both rest on."""
# ruff: noqa: S608 - the SQL is put together from integers and the rule generator's words

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection

from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.paralleling import Both, Parallel, Side
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.engine.cases import Case
from congvu.engine.contrast import BarDifference, differences
from congvu.engine.explain import Shares, shares

_Rows = list[dict[str, Any]]


def told_apart(found: Parallel, some: Sequence[Both]) -> dict[int, tuple[BarDifference, ...]]:
    """Return the bars that differ by person's id, for those of `some` whom both rules score.

    Nobody where the rules of the period are not those it was closed by: the stored result has no
    bars then. Four queries, however many people.
    """
    twice = [one for one in some if one.scored_twice] if found.same_rules else []
    if not twice:
        return {}
    ids = [one.person_id for one in twice]
    before, after = _cases(found.before, ids), _cases(found.after, ids)
    rows: dict[int, tuple[BarDifference, ...]] = {}
    for one in twice:
        left = _shares(found.before, before.get(one.person_id), one.before)
        right = _shares(found.after, after.get(one.person_id), one.after)
        if left and right and one.before.score is not None and one.after.score is not None:
            notified = (one.before.score, one.after.score)
            rows[one.person_id] = tuple(differences(left, right, notified))
    return rows


def _shares(scoring: Scoring, case: Case | None, side: Side) -> Shares | None:
    """The shares of a result, None where the inputs no longer give it."""
    if case is None:
        return None
    found = shares(scoring.program, "month", case, settled=side.settled)
    same = found is not None and found.notified * sources.to_hundredths(scoring) == side.score
    return found if same else None


def _cases(scoring: Scoring, ids: Sequence[int]) -> dict[int, Case]:
    """The cases of some people as the SQL itself reads them, already in whole units."""
    some = f"WHERE x.person = ANY({sources.array(ids)})"
    rows: dict[int, _Rows] = defaultdict(list)
    for number, row in enumerate(_read(f"SELECT * FROM ({sources.task_rows(scoring)}) x {some}")):
        rows[row["person"]].append({**row, "id": str(number)})
    people = _read(f"SELECT * FROM ({sources.people(scoring)}) x {some}")
    return {
        row["person"]: Case(str(row["person"]), row, rows.get(row["person"], ())) for row in people
    }


def _read(statement: str) -> _Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
