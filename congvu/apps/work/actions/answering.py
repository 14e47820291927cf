"""A reviewer's answer to what she saw: if it is no longer so, nothing is written."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.work.actions.causes import confirm_cause, refuse_cause
from congvu.apps.work.actions.reporting import hold_periods_of
from congvu.apps.work.actions.reviewing import (
    accept_results,
    fail_result,
    grade_effect,
    return_result,
)
from congvu.apps.work.enums import CauseState
from congvu.apps.work.models import Cause, Result, Task
from congvu.apps.work.queries import seen_of


class Stale(Refused):
    """Somebody reported or answered since the reviewer looked; nothing was written."""


class Act(StrEnum):
    """What a reviewer may answer to one task."""

    ACCEPT = "accept"
    FAIL = "fail"
    RETURN = "return"
    GRADE = "grade"
    CONFIRM = "confirm"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Answer:
    """An act with its words; `effect` of a grade, `days` and `failed` of a confirmed cause."""

    act: Act
    reason: str = ""
    effect: int | None = None
    days: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What became of results to be accepted together: by task id; `changed` were left alone."""

    accepted: tuple[int, ...]
    changed: tuple[int, ...]


@transaction.atomic
def answer_task(task_id: int, said: Answer, *, seen: str, by: Actor, at: datetime) -> None:
    """Answer one task as it was seen (`Seen.text`): its report, its effect, or its cause.

    A grade of what still waits accepts it. Raises Stale where it changed since, Refused, or
    PeriodClosed.
    """
    if _hold([task_id]).get(task_id) != seen:
        raise Stale("Việc này vừa thay đổi sau khi ông/bà mở trang; chưa ghi gì.")
    _ACTS[said.act](task_id, said, by, at)


@transaction.atomic
def accept_together(seen: Mapping[int, str], *, by: Actor, at: datetime) -> Together:
    """Accept results together, without a look at each, where they still stand as they were seen.

    Raises Refused where not one of them does, or PeriodClosed.
    """
    now = _hold(seen)
    same = sorted(task_id for task_id, text in seen.items() if now.get(task_id) == text)
    if not same:
        raise Refused("Không còn việc nào đúng như lúc ông/bà mở trang; chưa nghiệm thu việc nào.")
    accept_results(same, batch=True, by=by, at=at)
    return Together(tuple(same), tuple(sorted(seen.keys() - set(same))))


def _hold(task_ids: Collection[int]) -> dict[int, str]:
    """Keep these tasks and their results as they are until the end; return how they stand."""
    hold_periods_of(list(task_ids))
    for locked in (
        Task.objects.select_for_update(no_key=True).filter(pk__in=task_ids),
        Result.objects.select_for_update(of=("self",)).filter(task__in=task_ids),
    ):
        list(locked.order_by("pk").values_list("pk"))
    return seen_of(task_ids)


def _accept(task_id: int, said: Answer, by: Actor, at: datetime) -> None:
    if not accept_results([task_id], reason=said.reason, by=by, at=at):
        raise Refused("Việc này không có báo cáo nào đang chờ nghiệm thu.")


def _grade(task_id: int, said: Answer, by: Actor, at: datetime) -> None:
    if said.effect is None:
        raise Refused("Chọn một mức hiệu quả trong danh sách.")
    result = Result.objects.filter(task=task_id).first()
    waits = result is not None and (result.accepted_at is None or result.pending_hundredths > 0)
    if waits:
        accept_results([task_id], effect=said.effect, reason=said.reason, by=by, at=at)
    else:
        grade_effect(task_id, said.effect, reason=said.reason, by=by, at=at)


def _confirm(task_id: int, said: Answer, by: Actor, at: datetime) -> None:
    cause = _claimed(task_id)
    confirm_cause(cause, days=said.days, failed=said.failed, note=said.reason, by=by, at=at)


def _claimed(task_id: int) -> int:
    found = Cause.objects.filter(task=task_id, state=CauseState.CLAIMED).values_list("pk").first()
    if found is None:
        raise Refused("Việc này không có lý do khách quan nào đang chờ xác nhận.")
    return int(found[0])


_ACTS: Mapping[Act, Callable[[int, Answer, Actor, datetime], None]] = {
    Act.ACCEPT: _accept,
    Act.FAIL: lambda task_id, said, by, at: fail_result(task_id, reason=said.reason, by=by, at=at),
    Act.RETURN: lambda task_id, said, by, at: return_result(
        task_id, reason=said.reason, by=by, at=at
    ),
    Act.GRADE: _grade,
    Act.CONFIRM: _confirm,
    Act.REFUSE: lambda task_id, said, by, at: refuse_cause(
        _claimed(task_id), note=said.reason, by=by, at=at
    ),
}
