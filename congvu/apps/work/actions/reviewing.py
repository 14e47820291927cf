"""What a reviewer finds of reported results: accepted, failed, sent back; each kept as it was."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.actions.reporting import (
    RESULT_COLUMNS,
    NewResult,
    count_results,
    hold_periods_of,
)
from congvu.apps.work.enums import Effect, Verdict
from congvu.apps.work.models import Result, Review
from congvu.kernel.vietnamese import nfc

_STANDING = (
    "pending_hundredths", "pending_on", "returned_at", "return_reason", "accepted_at",
    "accepted_by",
)  # fmt: skip


@transaction.atomic
def accept_results(
    task_ids: Sequence[int],
    *,
    batch: bool = False,
    effect: int | None = None,
    reason: str = "",
    by: Actor | None,
    at: datetime,
) -> int:
    """Accept reported results as they stand, so that they count; return how many were new.

    What was reported after an earlier acceptance is added to it. `batch`: together, without a look
    at each, which the record then says; an import (`by` None) leaves no reviews. `effect` grades
    them in the same act. Raises PeriodClosed, or Refused when a task has no report or its result
    was sent back, or where a grade lacks its reason.
    """
    if effect is not None and effect not in Effect.values:
        raise Refused("Chọn một mức hiệu quả trong danh sách.")
    hold_periods_of(task_ids)
    wanted = sorted(set(task_ids))
    if missing := len(wanted) - count_results("task_id = ANY(%s)", wanted):
        raise Refused(f"{missing} nhiệm vụ chưa có báo cáo kết quả để nghiệm thu.")
    if back := count_results("task_id = ANY(%s) AND returned_at IS NOT NULL", wanted):
        raise Refused(f"{back} kết quả đã trả lại, đang chờ người thực hiện báo cáo lại.")
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPT, [at, by.pk if by else None, effect, wanted])
        accepted = cursor.fetchall()
    if by is not None:
        with in_words(Review), transaction.atomic():
            Review.objects.bulk_create(
                Review(
                    task_id=task_id,
                    verdict=Verdict.ACCEPTED,
                    batch=batch,
                    amount_hundredths=amount,
                    effect=effect,
                    reason=nfc(reason).strip(),
                    by_id=by.pk,
                    at=at,
                )
                for task_id, amount in accepted
            )
    audit.record(
        "work.results_accepted",
        kind="task",
        object_id=task_ids[0] if len(task_ids) == 1 else "",
        label=f"{len(accepted)} kết quả",
        by=by,
        at=at,
        reason=nfc(reason),
        payload=listed(list(task_ids)) | {"batch": batch, "effect": effect},
    )
    return len(accepted)


_ACCEPT = """
    UPDATE work_result SET accepted_at = %s, accepted_by_id = %s, effect = coalesce(%s, effect),
        completed_hundredths = completed_hundredths + pending_hundredths,
        finished_on = coalesce(pending_on, finished_on),
        pending_hundredths = 0, pending_on = NULL
    WHERE task_id = ANY(%s) AND (accepted_at IS NULL OR pending_hundredths > 0)
    RETURNING task_id, completed_hundredths
"""


@transaction.atomic
def grade_effect(task_id: int, effect: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Grade the effect of an accepted result; the lowest and the highest step need a reason."""
    result = _accepted(task_id)
    if effect not in Effect.values:
        raise Refused("Chọn một mức hiệu quả trong danh sách.")
    result.effect = effect
    with in_words(Result):
        result.save(update_fields=["effect"])
    _review(result, Verdict.ACCEPTED, effect=effect, reason=reason, by=by, at=at)
    _tell("work.effect_graded", result, by=by, at=at, reason=reason)


@transaction.atomic
def fail_result(task_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Find that a result falls short: the review counts (n, Đ14.2b), and it is to be mended.

    What was accepted before stands. Raises Refused without a report or a reason; PeriodClosed.
    """
    result = _reported(task_id)
    result.failed += 1
    _send_back(result, Verdict.FAILED, reason, by=by, at=at)


@transaction.atomic
def return_result(task_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Send a report back to be completed; it does not count as failed.

    What was added since the acceptance is what goes back; where nothing was, the acceptance itself
    is taken back.
    """
    result = _reported(task_id)
    if not result.pending_hundredths:
        result.accepted_at = result.accepted_by_id = None
    _send_back(result, Verdict.RETURNED, reason, by=by, at=at)


def _send_back(
    result: Result, verdict: Verdict, reason: str, *, by: Actor | None, at: datetime
) -> None:
    result.returned_at, result.return_reason = at, nfc(reason).strip()
    with in_words(Result), transaction.atomic():
        result.save(
            update_fields=["failed", "returned_at", "return_reason", "accepted_at", "accepted_by"]
        )
    _review(result, verdict, reason=reason, by=by, at=at)
    _tell(f"work.result_{verdict.value}", result, by=by, at=at, reason=reason)


def _reported(task_id: int) -> Result:
    hold_periods_of([task_id])
    result = Result.objects.select_for_update(of=("self",)).filter(task=task_id).first()
    if result is None:
        raise Refused("Nhiệm vụ chưa có báo cáo kết quả để nghiệm thu.")
    if result.returned_at is not None:
        raise Refused("Kết quả này đã trả lại, đang chờ người thực hiện báo cáo lại.")
    return result


def _accepted(task_id: int) -> Result:
    result = _reported(task_id)
    if result.accepted_at is None:
        raise Refused("Nghiệm thu kết quả trước, rồi mới đánh giá hiệu quả.")
    return result


def _review(
    result: Result,
    verdict: Verdict,
    *,
    reason: str,
    effect: int | None = None,
    by: Actor | None,
    at: datetime,
) -> None:
    with in_words(Review), transaction.atomic():
        Review.objects.create(
            task_id=result.task_id,
            verdict=verdict,
            amount_hundredths=result.completed_hundredths,
            effect=effect,
            reason=nfc(reason).strip(),
            by_id=by.pk if by else None,
            at=at,
        )


def _tell(verb: str, result: Result, *, by: Actor | None, at: datetime, reason: str) -> None:
    audit.record(
        verb,
        kind="task",
        object_id=result.task_id,
        label=f"Nhiệm vụ {result.task_id}",
        by=by,
        at=at,
        reason=nfc(reason),
        payload={"completed": result.completed_hundredths, "failed": result.failed},
    )


@transaction.atomic
def review_result(row: NewResult, *, by: Actor | None, at: datetime, reason: str = "") -> None:
    """Accept one result with the amounts, failures and excuses that the reviewer states.

    Raises PeriodClosed, or Refused when there is no report or a constraint forbids the row.
    """
    hold_periods_of([row.task_id])
    result = Result.objects.select_for_update().filter(task=row.task_id).first()
    if result is None:
        raise Refused("Nhiệm vụ chưa có báo cáo kết quả để nghiệm thu.")
    before = [result.completed_hundredths, result.failed, result.excused_days]
    for name in RESULT_COLUMNS[1:]:
        setattr(result, name, getattr(row, name))
    result.pending_hundredths, result.pending_on = 0, None
    result.returned_at, result.return_reason = None, ""
    result.accepted_at, result.accepted_by_id = at, by.pk if by else None
    with in_words(Result):
        result.save(update_fields=[*RESULT_COLUMNS[1:], *_STANDING])
    with in_words(Review), transaction.atomic():
        Review.objects.create(
            task_id=row.task_id,
            verdict=Verdict.ACCEPTED,
            amount_hundredths=row.completed_hundredths,
            effect=row.effect,
            reason=nfc(reason).strip(),
            by_id=by.pk if by else None,
            at=at,
        )
    audit.record(
        "work.result_reviewed",
        kind="task",
        object_id=row.task_id,
        label=f"Nhiệm vụ {row.task_id}",
        by=by,
        at=at,
        reason=reason,
        payload={
            "before": before,
            "after": [row.completed_hundredths, row.failed, row.excused_days],
            "excuse": row.excuse,
            "excused_by": row.excused_by,
        },
    )
