"""One person's month: what the page "Tháng của tôi" and the head's page of a person show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.cards import CardRow, card_of, card_reason_of
from congvu.apps.evaluation.queries.cases import case_of, delays_of
from congvu.apps.evaluation.queries.managing import Managing, alone, managing_of
from congvu.apps.evaluation.queries.sources import Scoring, to_hundredths
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.work.queries import TaskRow, tasks
from congvu.engine.cases import Case
from congvu.engine.explain import Explanation, explain
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import score
from congvu.law.criteria import Criterion
from congvu.law.registry import Rules, general_criteria_on


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with the delays and failures that count in the score (excused ones left out)."""

    row: TaskRow
    delays: int
    failed: int


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A general criterion with what the person and the head gave, in hundredths; None: not yet."""

    criterion: Criterion
    self_hundredths: int | None
    confirmed_hundredths: int | None


@dataclass(frozen=True)
class MonthView:
    """Everything one month's page needs.

    `outcome` holds a, b, c … also where the month is not scored for want of general points (they
    stand as 0 in it); `scored`, `reason`, `score_hundredths` and `level` are what counts.
    `provisional`: the period is open. `explanation` is None where nothing is scored, or where the
    rules as they read today give another result than the close stored (`rules_changed`).
    """

    period: PeriodRow
    card: CardRow
    rules: Rules
    case: Case
    outcome: Outcome
    explanation: Explanation | None
    scored: bool
    reason: str
    score_hundredths: int | None
    level: str | None
    level_label: str
    provisional: bool
    rules_changed: bool
    managing: Managing | None
    tasks: tuple[TaskView, ...]
    criteria: tuple[CriterionLine, ...]

    @property
    def pending(self) -> int:
        """How many reports wait for their review, whole or in part, and do not count yet."""
        return sum(task.row.is_waiting_for_review for task in self.tasks)


def month_of(
    person: str | int, period: PeriodRow, rules: Rules | None = None, *, as_if_sent: bool = False
) -> MonthView:
    """Return one person's month (by code or id), live while it is open, as stored once closed.

    `as_if_sent`: a whole self-score that is not sent yet counts as it would if it was.
    At most five queries, four where the period's rules are given. Raises NoScorecard, or
    ManagementCycle naming the circle.
    """
    card = card_of(person, period_id=period.id, on=period.ends_on)
    if as_if_sent and card.state == ScorecardState.DRAFT:
        card = _sent(period, card)
    held = rules or rules_for(period)
    scoring = Scoring(period, held, scope=card.agency_path, closing=card.stands)
    rows = tasks(period.id, [card.person_id])
    managing = _managing(scoring, card)
    return view_of(scoring, card, rows, managing, explained=True)


def _sent(period: PeriodRow, card: CardRow) -> CardRow:
    """The card with the sum of its draft, where the draft lacks no criterion."""
    codes = {one.code for one in general_criteria_on(period.ends_on)}
    whole = codes == card.general_self.keys()
    return replace(card, general_self_hundredths=sum(card.general_self.values())) if whole else card


def _managing(scoring: Scoring, card: CardRow) -> Managing | None:
    if not card.is_leader:
        return None
    if card.stands:
        return stored_managing(card)
    return managing_of(scoring, [card.person_id]).get(card.person_id, alone(scoring))


def stored_managing(card: CardRow) -> Managing:
    """Return what the d of a published leader's card rested on."""
    return Managing(bool(card.settled), card.totals.get("managed_scored", 0))


def view_of(
    scoring: Scoring,
    card: CardRow,
    rows: Sequence[TaskRow],
    managing: Managing | None,
    *,
    explained: bool,
) -> MonthView:
    """Return the view of one card from rows already read; bars only where asked for."""
    case = case_of(scoring, card, rows)
    stands = managing or alone(scoring)
    outcome = score(
        scoring.program, "month", case, settled=stands.settled, managed_scored=stands.scored
    )
    reason, points = _result(scoring, card, outcome)
    changed = _rules_changed(scoring, card, outcome)
    told = None
    if explained and not reason and not changed:
        told = explain(scoring.program, "month", case, settled=stands.settled)
    level = level_of(scoring, card, outcome) if not reason else None
    return MonthView(
        period=scoring.period,
        card=card,
        rules=scoring.rules,
        case=case,
        outcome=outcome,
        explanation=told,
        scored=not reason,
        reason=reason,
        score_hundredths=points,
        level=level,
        level_label=dict(scoring.program.levels).get(level or "", ""),
        provisional=not card.stands,
        rules_changed=changed,
        managing=managing,
        tasks=tuple(_task_view(scoring, row) for row in rows),
        criteria=_criteria(scoring.period, card),
    )


def _rules_changed(scoring: Scoring, card: CardRow, outcome: Outcome) -> bool:
    """Whether the rules as they read today would give a closed card another result.

    A text whose words changed but not its result may still tell how the result came about.
    """
    if not card.stands or card.rules_fingerprint == scoring.rules.fingerprint:
        return False
    if card.score_hundredths is None:
        return False
    return (
        outcome.notified is None
        or outcome.notified * to_hundredths(scoring) != card.score_hundredths
    )


def _result(scoring: Scoring, card: CardRow, outcome: Outcome) -> tuple[str, int | None]:
    """Return (why not scored or "", notified points in hundredths or None)."""
    if card.stands:
        return card.not_scored_reason, card.score_hundredths
    reason = card_reason_of(scoring, card) or outcome.reason or ""
    if reason or outcome.notified is None:
        return reason, None
    return "", outcome.notified * to_hundredths(scoring)


def level_of(scoring: Scoring, card: CardRow, outcome: Outcome) -> str | None:
    """Return the code of the level that the month's score answers to, if the rule names one."""
    names = {step.name for step in scoring.stage.steps if step.kind == "level"}
    if "band" not in names:
        return None
    if card.stands:
        return scoring.program.levels[card.totals["band"]][0]
    return str(outcome.step("band"))


def _task_view(scoring: Scoring, row: TaskRow) -> TaskView:
    failed = row.failed - row.excused_failed if row.accepted else 0
    return TaskView(row, delays_of(scoring, row) if row.accepted else 0, failed)


def _criteria(period: PeriodRow, card: CardRow) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(one, card.general_self.get(one.code), card.general_confirmed.get(one.code))
        for one in general_criteria_on(period.ends_on)
    )
