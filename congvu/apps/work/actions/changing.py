"""A task that stands changes in the open: with a reason, and not by its giver alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.actions.assigning import held_task
from congvu.apps.work.enums import ChangeState
from congvu.apps.work.models import Entry, Result, Task, TaskChange
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import nfc

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long after handing it out a giver may take a task back that nobody has begun."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a task is to become; None leaves it as it is. `cancels`: it is no longer assigned."""

    assigned_hundredths: int | None = None
    coefficient_tenths: int | None = None
    due_on: date | None = None
    cancels: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood on a task when somebody looked at it to change it."""

    assigned_hundredths: int
    coefficient_tenths: int
    due_on: date


class Moved(Refused):
    """The task was changed since it was looked at; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Có người vừa sửa việc này; hãy so hai bản rồi quyết định.")


@transaction.atomic
def ask_change(
    task_id: int,
    to: Changed,
    *,
    reason: str,
    by: Actor | None,
    at: datetime,
    seen: Seen | None = None,
) -> int:
    """Ask for a change to a task that stands; return its id. It holds once it is settled.

    Raises Refused where another waits, nothing changes or no reason is given; PeriodClosed; Moved
    where the task no longer stands as it was `seen`.
    """
    task = held_task(task_id)
    _refuse_moved(task, seen)
    with in_words(TaskChange), transaction.atomic():
        change = TaskChange.objects.create(
            task=task,
            was_assigned_hundredths=task.assigned_hundredths,
            was_coefficient_tenths=task.coefficient_tenths,
            was_due_on=task.due_on,
            reason=nfc(reason).strip(),
            asked_by_id=by.pk if by else None,
            asked_at=at,
            cancels=to.cancels,
            **_values(task, to),
        )
    _tell("work.change_asked", change, by=by, at=at, reason=reason)
    return change.pk


@transaction.atomic
def acknowledge_change(change_id: int, *, by: Actor | None, at: datetime) -> None:
    """The person who does the task has seen the change: it holds from now."""
    change = _waiting(change_id)
    _settle(change, ChangeState.ACKNOWLEDGED, by=by, at=at)
    _apply(change)
    _tell("work.change_acknowledged", change, by=by, at=at)


@transaction.atomic
def decline_change(change_id: int, *, note: str, by: Actor | None, at: datetime) -> None:
    """The person who does the task does not agree: only a second approver can make it hold."""
    change = _waiting(change_id)
    if change.state == ChangeState.DECLINED:
        raise Refused("Đã ghi ý kiến không đồng ý với thay đổi này.")
    if not note.strip():
        raise Refused("Không đồng ý thì ghi vì sao, để người duyệt thứ hai xem.")
    change.state, change.decline_note = ChangeState.DECLINED, nfc(note).strip()
    change.save(update_fields=["state", "decline_note"])
    _tell("work.change_declined", change, by=by, at=at, reason=note)


@transaction.atomic
def approve_change(change_id: int, *, by: Actor, at: datetime) -> None:
    """A second approver, neither who asked nor who does the task, makes the change hold."""
    change = _waiting(change_id)
    if change.task.person.user_id == by.pk:
        raise Refused("Người thực hiện xác nhận thay đổi, không duyệt thay người thứ hai.")
    _settle(change, ChangeState.APPROVED, by=by, at=at)
    _apply(change)
    _tell("work.change_approved", change, by=by, at=at)


@transaction.atomic
def withdraw_change(change_id: int, *, by: Actor | None, at: datetime) -> None:
    """Take back a change that was asked for and is not settled."""
    change = _waiting(change_id)
    _settle(change, ChangeState.WITHDRAWN, by=by, at=at)
    _tell("work.change_withdrawn", change, by=by, at=at)


@transaction.atomic
def amend_task(
    task_id: int, to: Changed, *, by: Actor | None, at: datetime, seen: Seen | None = None
) -> None:
    """Set a task right before its period begins: nothing stands yet.

    Raises Refused afterwards; Moved where the task no longer stands as it was `seen`.
    """
    task = held_task(task_id)
    _refuse_moved(task, seen)
    if local_day(at) >= task.period.starts_on:
        raise Refused("Kỳ đã bắt đầu: thay đổi phải ghi lý do và được xác nhận.")
    before = [task.assigned_hundredths, task.coefficient_tenths, str(task.due_on)]
    for name, value in _values(task, to).items():
        setattr(task, name, value)
    task.amended_at = at
    task.cancelled_at = at if to.cancels else None
    with in_words(Task):
        task.save(update_fields=[*_FROZEN, "amended_at", "cancelled_at"])
    after = [task.assigned_hundredths, task.coefficient_tenths, str(task.due_on)]
    audit.record(
        "work.task_amended",
        kind="task",
        object_id=task.pk,
        label=task.title,
        by=by,
        at=at,
        payload={"before": before, "after": after, "cancels": to.cancels},
    )


@transaction.atomic
def take_back(task_ids: list[int], *, by: Actor | None, at: datetime) -> int:
    """Undo handing out: tasks given a moment ago that nobody has begun; return how many.

    Raises Refused, for all of them, when one is older or was begun: that takes a change.
    """
    tasks = [held_task(task_id) for task_id in sorted(set(task_ids))]
    begun = Result.objects.filter(task__in=task_ids).exists()
    begun = begun or Entry.objects.filter(task__in=task_ids).exists()
    late = any(at - task.assigned_at > TAKEN_BACK_WITHIN for task in tasks)
    if begun or late:
        raise Refused(
            "Chỉ thu lại được việc vừa giao trong 15 phút và chưa ai làm; sau đó hãy dùng "
            "“Thay đổi”, có lý do."
        )
    for task in tasks:
        task.cancelled_at = at
        task.save(update_fields=["cancelled_at"])
    audit.record(
        "work.tasks_taken_back",
        kind="task",
        object_id=tasks[0].pk if len(tasks) == 1 else "",
        label=tasks[0].title if len(tasks) == 1 else f"{len(tasks)} nhiệm vụ",
        by=by,
        at=at,
        payload={"rows": [task.pk for task in tasks]},
    )
    return len(tasks)


_FROZEN = ("assigned_hundredths", "coefficient_tenths", "due_on")


def _values(task: Task, to: Changed) -> dict[str, object]:
    asked = (getattr(to, name) for name in _FROZEN)
    return {
        name: getattr(task, name) if value is None else value
        for name, value in zip(_FROZEN, asked, strict=True)
    }


def _refuse_moved(task: Task, seen: Seen | None) -> None:
    now = Seen(task.assigned_hundredths, task.coefficient_tenths, task.due_on)
    if seen is not None and seen != now:
        raise Moved


def _waiting(change_id: int) -> TaskChange:
    change = TaskChange.objects.filter(pk=change_id).first()
    if change is None:
        raise Refused("Không có thay đổi này trong hồ sơ.")
    held_task(change.task_id)
    change = (
        TaskChange.objects.select_for_update(of=("self",))
        .select_related("task__person")
        .get(pk=change_id)
    )
    if change.state not in {ChangeState.ASKED, ChangeState.DECLINED}:
        raise Refused(f"Thay đổi này đã xong: {ChangeState(change.state).label.lower()}.")
    return change


def _settle(change: TaskChange, state: ChangeState, *, by: Actor | None, at: datetime) -> None:
    change.state, change.settled_at = state, at
    change.settled_by_id = by.pk if by else None
    with in_words(TaskChange):
        change.save(update_fields=["state", "settled_by", "settled_at"])


def _apply(change: TaskChange) -> None:
    task = change.task
    for name in _FROZEN:
        setattr(task, name, getattr(change, name))
    task.cancelled_at = change.settled_at if change.cancels else None
    with in_words(Task):
        task.save(update_fields=[*_FROZEN, "cancelled_at"])


def _tell(
    verb: str, change: TaskChange, *, by: Actor | None, at: datetime, reason: str = ""
) -> None:
    audit.record(
        verb,
        kind="task",
        object_id=change.task_id,
        label=change.task.title,
        by=by,
        at=at,
        reason=nfc(reason),
        payload={
            "change": change.pk,
            "before": [
                change.was_assigned_hundredths,
                change.was_coefficient_tenths,
                str(change.was_due_on),
            ],
            "after": [change.assigned_hundredths, change.coefficient_tenths, str(change.due_on)],
            "cancels": change.cancels,
        },
    )
