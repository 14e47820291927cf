"""Engine cases from the records: the Python twin of `sources`, for one person or a few."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries.cards import CardRow, card_reason_of, cards, general_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.work.enums import Effect, Origin
from congvu.apps.work.queries import TaskRow, tasks
from congvu.engine.cases import Case
from congvu.engine.delay import delays
from congvu.kernel.frozen import FrozenMap

_AS_COPIED: Mapping[int, int] = FrozenMap()


def cases(
    period: PeriodRow,
    person_ids: Collection[int],
    *,
    closing: bool = False,
    coefficients: Mapping[int, int] = _AS_COPIED,
) -> list[Case]:
    """Return the engine's cases of these people's cards that can be scored.

    `Case.person` is the person's id as text; a row's id is the task's id as text. What is excused
    is left out; work without an accepted result counts as nothing completed. `coefficients`: see
    Scoring.
    """
    scoring = Scoring(period, rules_for(period), closing=closing, coefficients=coefficients)
    found = cards(Q(person__in=person_ids), period_id=period.id, on=period.ends_on)
    by_person = by_owner(tasks(period.id, [card.person_id for card in found]))
    return [
        case_of(scoring, card, by_person.get(card.person_id, ()))
        for card in found
        if not card_reason_of(scoring, card)
    ]


def by_owner(rows: Iterable[TaskRow]) -> dict[int, list[TaskRow]]:
    """Return tasks by the person's id."""
    grouped: dict[int, list[TaskRow]] = {}
    for row in rows:
        grouped.setdefault(row.person_id, []).append(row)
    return grouped


def case_of(scoring: Scoring, card: CardRow, rows: Iterable[TaskRow]) -> Case:
    """Return the case of one card; general points that are missing stand as 0."""
    return Case(
        person=str(card.person_id),
        inputs={
            "general": general_of(scoring, card) or 0,
            "leads": card.is_leader,
            "organising": _step(card.organising),
            "unity": _step(card.unity),
        },
        rows=[row_of(scoring, row) for row in rows],
    )


def row_of(scoring: Scoring, row: TaskRow) -> Mapping[str, int | str]:
    """Return a task as a row of the month's stage."""
    most = {item.name: item.high for item in scoring.stage.fields}
    counts = row.accepted
    effect = row.effect if counts and row.effect is not None else scoring.ungraded
    failed = row.failed - row.excused_failed if counts else 0
    return {
        "id": str(row.id),
        "label": row.title,
        "coefficient": coefficient_of(scoring, row),
        "assigned": row.assigned_hundredths,
        "completed": (row.completed_hundredths or 0) if counts else 0,
        "failed": min(failed, most.get("failed", failed)),
        "delays": min(late := delays_of(scoring, row), most.get("delays", late)),
        "origin": Origin(row.origin).name.lower(),
        "effect": Effect(effect).name.lower(),
    }


def coefficient_of(scoring: Scoring, row: TaskRow) -> int:
    """Return what a task weighs, in tenths; the twin of sources.coefficient."""
    copied = row.coefficient_tenths
    return copied if row.product_id is None else scoring.coefficients.get(row.product_id, copied)


def delays_of(scoring: Scoring, row: TaskRow) -> int:
    """Return how many delays count: up to the finish of an accepted result, else the period's end.

    In the unit that the rules set (`delay_unit`), without what was excused.
    """
    finished = row.finished_on if row.accepted else None
    return delays(
        row.due_on,
        finished or scoring.period.ends_on,
        unit=str(scoring.rules.value("delay_unit")),
        excused=row.excused_days if row.accepted else 0,
    )


def _step(value: int | None) -> str:
    return Step(value or 0).name.lower()
