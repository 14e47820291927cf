"""A published result scored anew from its stored inputs, some of them changed; nothing is stored.

The rules are the card's own. If these no longer give what the close stored, nothing is scored: a
result is not amended by rules that it never rested on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.managing import Managing
from congvu.apps.evaluation.queries.month import MonthView, view_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.work.queries import TaskRow, tasks
from congvu.engine.cases import InputError
from congvu.engine.language.program import MANAGED_SCORED
from congvu.law.registry import Rules

TASK_INPUTS = ("completed", "failed", "excused_days")
"""What of a task may be amended: the accepted amount (hundredths), failures and days excused."""
OTHER_RULES = (
    "Quy định đang có trong hệ thống không cho lại đúng kết quả đã chốt của phiếu này; không lập "
    "điều chỉnh bằng quy định khác với lúc chốt."
)


@dataclass(frozen=True)
class Result:
    """What a result comes to: points in hundredths or a reason, and every integer of its lines."""

    score_hundredths: int | None
    not_scored_reason: str
    level: str
    settled: bool
    totals: Mapping[str, int | bool]
    rules_fingerprint: str


@dataclass(frozen=True)
class Stored:
    """A published card with the tasks and rules that its result rests on."""

    period: PeriodRow
    card: CardRow
    rows: tuple[TaskRow, ...]
    rules: Rules

    @property
    def scoring(self) -> Scoring:
        """The scoring of the close."""
        return Scoring(self.period, self.rules, closing=True)


def stored_of(period: PeriodRow, card: CardRow, rules: Rules | None = None) -> Stored:
    """Return what a published card's result rests on; two queries at most."""
    rows = tuple(tasks(period.id, [card.person_id]))
    return Stored(period, card, rows, rules or rules_for(period))


def rescored(stored: Stored, inputs: Mapping[str, Any]) -> MonthView:
    """Return the month as it comes out with other inputs ({}: as stored), with its bars.

    Raises Refused for an input that the card does not have or the rules do not allow, and where
    the rules no longer give the stored result.
    """
    base = _ready(stored)
    if inputs and not _reproduces(stored.card, _view(stored, base, stored.rows)):
        raise Refused(OTHER_RULES)
    return _view(stored, _card_with(base, inputs), _rows_with(stored.rows, inputs))


def result_of(view: MonthView) -> Result:
    """Return what is kept of a month scored anew; the twin of what a close stores."""
    return Result(
        view.score_hundredths,
        view.reason,
        view.level or "",
        bool(view.card.settled),
        _totals(view),
        view.rules.fingerprint,
    )


def merged(first: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs changed twice, the later change before the earlier one."""
    whole = {**first, **then}
    if tasks_of := _joined(first.get("tasks", {}), then.get("tasks", {})):
        whole["tasks"] = tasks_of
    if general := {**first.get("general", {}), **then.get("general", {})}:
        whole["general"] = general
    return whole


def _joined(first: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    return {task: {**first.get(task, {}), **then.get(task, {})} for task in [*first, *then]}


def _ready(stored: Stored) -> CardRow:
    """The card as the close read it: a reason that the scoring itself gave is taken out again."""
    card = replace(stored.card, state=ScorecardState.CONFIRMED)
    if not card.not_scored_reason:
        return card
    bare = replace(card, not_scored_reason="")
    computed = _view(stored, bare, stored.rows).reason == card.not_scored_reason
    return bare if computed else card


def _reproduces(card: CardRow, view: MonthView) -> bool:
    return (view.score_hundredths, view.reason) == (card.score_hundredths, card.not_scored_reason)


def _view(stored: Stored, card: CardRow, rows: Sequence[TaskRow]) -> MonthView:
    scored = card.totals.get(MANAGED_SCORED, 0)
    managing = Managing(bool(card.settled), scored) if card.is_leader else None
    try:
        return view_of(stored.scoring, card, rows, managing, explained=True)
    except InputError as wrong:
        raise Refused(str(wrong)) from wrong


def _card_with(card: CardRow, inputs: Mapping[str, Any]) -> CardRow:
    changed: dict[str, Any] = {
        name: inputs[name] for name in ("organising", "unity", "settled") if name in inputs
    }
    if general := inputs.get("general"):
        whole = {**card.general_confirmed, **general}
        changed |= {"general_confirmed": whole, "general_hundredths": sum(whole.values())}
        changed["confirmed_at"] = card.confirmed_at or card.closed_at
    return replace(card, **changed)


def _rows_with(rows: Sequence[TaskRow], inputs: Mapping[str, Any]) -> list[TaskRow]:
    given = inputs.get("tasks", {})
    unknown = given.keys() - {str(row.id) for row in rows}
    if unknown:
        raise Refused(f"Phiếu không có việc mang mã {', '.join(sorted(unknown))}.")
    return [_row_with(row, given.get(str(row.id))) for row in rows]


def _row_with(row: TaskRow, given: Mapping[str, int] | None) -> TaskRow:
    if not given:
        return row
    changed: dict[str, Any] = {"accepted": True}
    if not row.accepted:
        changed |= {"completed_hundredths": 0, "failed": 0, "excused_failed": 0}
    if "completed" in given:
        changed["completed_hundredths"] = given["completed"]
    if "failed" in given:
        changed |= {"failed": given["failed"], "excused_failed": 0}
    if "excused_days" in given:
        changed["excused_days"] = given["excused_days"]
    return replace(row, **changed)


def inputs_now(card: CardRow, rows: Sequence[TaskRow]) -> dict[str, Any]:
    """Return the inputs that may be amended as they stand, in the shape of changes."""
    now: dict[str, Any] = {
        "tasks": {str(row.id): _task_now(row) for row in rows},
        "general": dict(card.general_confirmed),
    }
    if card.is_leader:
        now |= {"organising": card.organising, "unity": card.unity, "settled": bool(card.settled)}
    return now


def _task_now(row: TaskRow) -> dict[str, int]:
    if not row.accepted:
        return dict.fromkeys(TASK_INPUTS, 0)
    failed = row.failed - row.excused_failed
    return {
        "completed": row.completed_hundredths or 0,
        "failed": failed,
        "excused_days": row.excused_days,
    }


def _totals(view: MonthView) -> dict[str, int | bool]:
    """Every integer of the rule's lines, as the close's statement stores them."""
    outcome, stage = view.outcome, view.outcome.stage
    if view.reason != (outcome.reason or ""):
        return {}  # the card was not ready to be scored at all
    names = [total.name for total in stage.totals]
    names += [column.name for column in stage.columns] if outcome.scored else []
    found: dict[str, int | bool] = {name: outcome.values[name] for name in names}
    if stage.managed_test is not None:
        settled = bool(view.card.settled) if view.card.is_leader else stage.managed_none
        found |= {"settled": settled, MANAGED_SCORED: outcome.managed_scored}
    return found
