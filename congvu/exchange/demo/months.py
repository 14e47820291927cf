"""One month through the actions: open, assign, report, accept, score, and close if it is over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.queries import extremes
from congvu.apps.org.queries import person_ids
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult, NewTask
from congvu.exchange.demo import story
from congvu.exchange.demo.cards import CardPlan
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.frames import CLOCK, Frame, moment
from congvu.exchange.demo.issue import ProductIds
from congvu.exchange.demo.tasks import AGAIN, CARRIED, TaskPlan

CARRIED_ON = "carried:"  # what work.carry_over writes
WAITING = 120  # per mille of the open month's last results that the head has not accepted yet
LATEST = timedelta(days=4)
DAYS_TO_CLOSE, DAYS_TO_SEAL = timedelta(days=3), timedelta(days=28)
REASONS = {
    "excellent": "Việc đến hạn đều xong, tiêu chí chung thuộc nhóm cao của đơn vị",
    "unmet": "Nhiều việc chưa xong khi hết tháng, đã trao đổi trực tiếp",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """In whose name things are done: the head of the story room, the clerk, the system."""

    head: Actor
    clerk: Actor
    given: dict[tuple[str, str, date], int] = field(default_factory=dict)
    """The lines handed out so far, by person, title and deadline: what a later month carries on."""


def open_with_work(
    now: Frame, listed: Sequence[TaskPlan], ids: ProductIds, desk: Desk
) -> PeriodRow:
    """Open the month and put in its work, reported and accepted as far as the clock has come."""
    opened = moment(now.days[0] - timedelta(days=1), 16)
    period = rulebook.open_period(now.month, by=desk.clerk, at=opened)
    work.hand_out(period, by=desk.clerk, at=opened)
    for (day, in_room), rows in _batches(listed):
        giver = desk.head if in_room else None
        made = work.assign_tasks(
            period.id, [_task(row, ids, desk) for row in rows], by=giver, at=moment(day)
        )
        desk.given.update(
            ((row.person, row.title, row.due_on), number)
            for row, number in zip(rows, made, strict=True)
        )
        _results(now, rows, made, giver)
    return period


def _batches(listed: Sequence[TaskPlan]) -> Iterator[tuple[tuple[date, bool], list[TaskPlan]]]:
    """Lines by the day they were given, those of the story room in their head's name."""

    def key(task: TaskPlan) -> tuple[date, bool]:
        return task.assigned_on, task.unit == story.ROOM and task.person != story.HEAD

    for found, rows in groupby(sorted(listed, key=key), key=key):
        yield found, list(rows)


def _source(plan: TaskPlan, desk: Desk) -> str:
    """Where a line comes from; one that was not finished names the line it carries on."""
    first = desk.given.get((plan.person, plan.title.removesuffix(AGAIN), plan.due_on))
    return f"{CARRIED_ON}{first}" if plan.source == CARRIED and first else plan.source


def _task(plan: TaskPlan, ids: ProductIds, desk: Desk) -> NewTask:
    return NewTask(
        person=plan.person,
        unit=plan.unit,
        title=plan.title,
        coefficient_tenths=plan.coefficient_tenths,
        assigned_hundredths=plan.assigned_hundredths,
        due_on=plan.due_on,
        origin=plan.origin,
        product_id=ids[plan.version, plan.product] if plan.product else None,
        output=plan.output,
        source=_source(plan, desk),
    )


def _results(
    now: Frame, rows: Sequence[TaskPlan], made: Sequence[int], giver: Actor | None
) -> None:
    done = [(plan, number) for plan, number in zip(rows, made, strict=True) if plan.result]
    if not done:
        return
    seen = min(moment(now.month.last_day, 17), CLOCK)
    reported = [_result(plan, number) for plan, number in done]
    work.report_results(reported, by=None, at=seen - timedelta(hours=4))
    accepted = [number for plan, number in done if not is_waiting(plan, now)]
    work.accept_results(accepted, by=giver, at=seen - timedelta(hours=1))


def score(now: Frame, period: PeriodRow, cards: Sequence[CardPlan], desk: Desk) -> str:
    """Fill the cards; close the month if it is over. Return the close's digest, '' while open."""
    seen = min(moment(now.month.last_day, 17), CLOCK)
    evaluation.open_scorecards(period, by=desk.clerk, at=moment(period.starts_on))
    away = {plan.person: plan.not_scored_reason for plan in cards if plan.not_scored_reason}
    if away:
        evaluation.leave_out(period, away, by=desk.clerk, at=moment(period.starts_on, 9))
    own = [_self_score(now, plan) for plan in cards if plan.general_self]
    evaluation.save_self_scores(period, own, by=None, at=seen - timedelta(hours=3))
    for in_room in (False, True):
        rows = [_review(p) for p in cards if p.general_confirmed and _of_room(p) is in_room]
        if rows:
            by = desk.head if in_room else None
            evaluation.review_scorecards(period, rows, by=by, at=seen - timedelta(minutes=30))
            _confirm(period, rows, by=by, at=seen - timedelta(minutes=20))
    if now.is_open:
        return ""
    closed_at = moment(now.month.last_day + DAYS_TO_CLOSE, 16)
    digest = evaluation.close_month(period, by=desk.clerk, at=closed_at).digest
    if closed_at + DAYS_TO_SEAL <= CLOCK:
        evaluation.seal_period(period, by=desk.clerk, at=closed_at + DAYS_TO_SEAL)
    return digest


def _self_score(now: Frame, plan: CardPlan) -> SelfScore:
    told = story.told_by(plan.person, now)
    general = dict(plan.general_self)
    return SelfScore(plan.person, general, told.notes, told.strengths, told.shortcomings)


def _confirm(period: PeriodRow, rows: Sequence[Review], *, by: Actor | None, at: datetime) -> None:
    ids = person_ids([row.person for row in rows])
    ends = extremes(period, list(ids.values()))
    words = {row.person: REASONS.get(ends.get(ids[row.person], ""), "") for row in rows}
    evaluation.confirm_scorecards(period, words, by=by, at=at)


def _of_room(plan: CardPlan) -> bool:
    """Whether the story's head reviews this card (she does not review her own)."""
    return plan.person in story.RATED_BY_HEAD


def _review(plan: CardPlan) -> Review:
    return Review(
        person=plan.person,
        general=dict(plan.general_confirmed),
        organising=plan.organising,
        organising_reason=plan.organising_reason,
        unity=plan.unity,
        unity_reason=plan.unity_reason,
    )


def is_waiting(plan: TaskPlan, now: Frame) -> bool:
    """Whether a reported result still waits for the head (only in the open month)."""
    result = plan.result
    if not now.is_open or result is None or result.finished_on is None or plan.person == story.AN:
        return False
    if result.finished_on < now.cut - LATEST:
        return False
    return Dice("waiting", plan.person, plan.title, str(plan.due_on)).chance(WAITING)


def _result(plan: TaskPlan, number: int) -> NewResult:
    result = plan.result
    if result is None:
        raise ValueError(f"{plan.person}: nothing came of “{plan.title}”")
    return NewResult(
        task_id=number,
        completed_hundredths=result.completed_hundredths,
        finished_on=result.finished_on,
        failed=result.failed,
        excused_failed=result.excused_failed,
        excused_days=result.excused_days,
        excused_by=result.excused_by,
        excuse=result.excuse,
        effect=result.effect,
        evidence=result.evidence,
    )
