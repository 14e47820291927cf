"""Objective causes: claimed in one tap by who does the task, confirmed by the competent level."""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.actions.assigning import held_task
from congvu.apps.work.enums import CauseKind, CauseState
from congvu.apps.work.models import Cause, Result
from congvu.kernel.vietnamese import nfc

CLAUSE = "Điều 14 khoản 2 điểm b, c Nghị định 335/2025/NĐ-CP"


@transaction.atomic
def claim_cause(task_id: int, kind: str, *, note: str = "", by: Actor | None, at: datetime) -> int:
    """Claim an objective cause for a task's delay or failed review; return its id.

    Raises Refused where one waits already, or another cause is not told in words; PeriodClosed.
    """
    task = held_task(task_id)
    if kind not in CauseKind.values:
        raise Refused("Chọn một lý do trong danh sách.")
    with in_words(Cause), transaction.atomic():
        made = Cause.objects.create(
            task=task,
            kind=kind,
            note=nfc(note).strip(),
            claimed_by_id=by.pk if by else None,
            claimed_at=at,
        )
    _tell("work.cause_claimed", made, by=by, at=at, reason=note)
    return made.pk


@transaction.atomic
def confirm_cause(
    cause_id: int, *, days: int, failed: int, note: str = "", by: Actor, at: datetime
) -> None:
    """Confirm a cause: so many days of the delay and failed reviews are left out (Đ14.2b, c).

    Raises Refused for less than nothing or for more failed reviews than there were.
    """
    cause = _waiting(cause_id)
    if days < 0 or failed < 0 or days + failed == 0:
        raise Refused("Xác nhận thì phải trừ ít nhất một ngày chậm hoặc một lần chưa đạt.")
    cause.state, cause.days, cause.failed = CauseState.CONFIRMED, days, failed
    _decide(cause, note, by=by, at=at)
    result = Result.objects.select_for_update().filter(task=cause.task_id).first()
    if result is not None:
        for name, value in excuse_of(cause.task_id).items():
            setattr(result, name, value)
        with in_words(Result), transaction.atomic():
            result.save(update_fields=list(_EXCUSE))
    _tell("work.cause_confirmed", cause, by=by, at=at, reason=note)


@transaction.atomic
def refuse_cause(cause_id: int, *, note: str, by: Actor, at: datetime) -> None:
    """Do not confirm a cause, and say why."""
    cause = _waiting(cause_id)
    cause.state = CauseState.REFUSED
    _decide(cause, note, by=by, at=at)
    _tell("work.cause_refused", cause, by=by, at=at, reason=note)


_EXCUSE = ("excused_days", "excused_failed", "excused_by", "excuse")


def excuse_of(task_id: int) -> dict[str, object]:
    """Return what the confirmed causes of a task leave out, as the fields of its result."""
    found = list(
        Cause.objects.filter(task=task_id, state=CauseState.CONFIRMED)
        .select_related("decided_by")
        .order_by("decided_at")
    )
    if not found:
        return {}
    return {
        "excused_days": sum(one.days for one in found),
        "excused_failed": sum(one.failed for one in found),
        "excused_by": "; ".join(dict.fromkeys(_name(one) for one in found))[:200],
        "excuse": "; ".join(dict.fromkeys(_words(one) for one in found))[:500],
    }


def _name(cause: Cause) -> str:
    return cause.decided_by.display_name if cause.decided_by else "Hệ thống"


def _words(cause: Cause) -> str:
    label = CauseKind(cause.kind).label
    return cause.note if cause.kind == CauseKind.OTHER else f"{label} {cause.note}".strip()


def _waiting(cause_id: int) -> Cause:
    cause = Cause.objects.filter(pk=cause_id).first()
    if cause is None:
        raise Refused("Không có lý do khách quan này trong hồ sơ.")
    held_task(cause.task_id)
    cause = Cause.objects.select_for_update(of=("self",)).select_related("task").get(pk=cause_id)
    if cause.state != CauseState.CLAIMED:
        raise Refused(f"Lý do này đã xong: {CauseState(cause.state).label.lower()}.")
    return cause


def _decide(cause: Cause, note: str, *, by: Actor, at: datetime) -> None:
    cause.decided_by_id, cause.decided_at = by.pk, at
    cause.decision_note = nfc(note).strip()
    with in_words(Cause):
        cause.save(
            update_fields=["state", "days", "failed", "decided_by", "decided_at", "decision_note"]
        )


def _tell(verb: str, cause: Cause, *, by: Actor | None, at: datetime, reason: str) -> None:
    audit.record(
        verb,
        kind="task",
        object_id=cause.task_id,
        label=cause.task.title,
        by=by,
        at=at,
        reason=nfc(reason),
        clause=CLAUSE,
        payload={"cause": cause.pk, "kind": cause.kind, "days": cause.days, "failed": cause.failed},
    )
