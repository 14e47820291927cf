"""Two people decide the close of a period: one proposes it on a dry run, another signs that."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.close import rehearse_close
from congvu.apps.evaluation.enums import ALIVE, DUE, Gap, RunState
from congvu.apps.evaluation.models import CloseRun
from congvu.apps.evaluation.queries.gaps import open_gaps
from congvu.apps.evaluation.queries.rehearsals import Rehearsed
from congvu.apps.evaluation.queries.runs import RunRow, run_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.rulebook.queries import period as period_named
from congvu.kernel.vietnamese import nfc

BY_TWO = "Người ký chốt phải khác người đề nghị chốt."


class ChangedSince(Exception):
    """What was signed for is no longer what the close would store; `now` is."""

    def __init__(self, now: Rehearsed) -> None:
        super().__init__("Dữ liệu đã đổi từ lúc xem kết quả; hãy xem lại rồi ký kết quả mới.")
        self.now = now


@transaction.atomic
def propose_close(period: PeriodRow, reasons: Mapping[str, str], *, by: Actor, at: datetime) -> int:
    """Propose to close a period on a dry run made now; return the close's id.

    `reasons` says for each gap (by code) with people open why it may stay so. Raises Refused where
    one is missing, another proposal is under way, or as close_month.
    """
    left = {gap: number for gap, number in open_gaps(period).items() if number}
    silent = [str(Gap(gap).label) for gap in left if not reasons.get(gap, "").strip()]
    if silent:
        raise Refused(f"Còn người trong mục “{'”, “'.join(silent)}”: ghi lý do vẫn chốt.")
    found = rehearse_close(period, at=at)
    with in_words(CloseRun), transaction.atomic():
        made = CloseRun.objects.create(
            period_id=period.id,
            proposed_by_id=by.pk,
            proposed_at=at,
            found=found.to_json(),
            digest=found.digest,
            accepted={
                gap: {"people": number, "reason": nfc(reasons[gap]).strip()}
                for gap, number in left.items()
            },
        )
    payload = {"digest": found.digest, "people": found.people, "left": left}
    _tell("evaluation.close_proposed", made.pk, period.label, payload, by=by, at=at)
    return made.pk


@transaction.atomic
def sign_close(run_id: int, *, digest: str, by: Actor, at: datetime) -> None:
    """Sign a close that somebody else proposed, for the result of this digest.

    The close is rehearsed again. Raises ChangedSince when that gives another result, Refused for
    one's own proposal, one not waiting for a signature, or as close_month.
    """
    run = run_of(run_id)
    if run.proposed_by_id == by.pk:
        raise Refused(BY_TWO)
    _refuse_unless(run, RunState.PROPOSED, "không ký được nữa")
    now = rehearse_close(period_named(run.period), at=at)
    if now.digest != digest:
        raise ChangedSince(now)
    with in_words(CloseRun), transaction.atomic():
        signed = CloseRun.objects.filter(pk=run_id, state=RunState.PROPOSED).update(
            state=RunState.SIGNED,
            signed_by=by.pk,
            signed_at=at,
            signed_digest=digest,
            told_at=Now(),
        )
    if not signed:
        raise Refused("Đề nghị này vừa được ký hoặc rút; không ký lần thứ hai.")
    payload = {"digest": digest, "proposed": run.digest}
    _tell("evaluation.close_signed", run_id, run.period, payload, by=by, at=at)


@transaction.atomic
def cancel_close(run_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a proposal, or call a running close off before it is kept.

    Whoever runs it notices before its next step, and keeps nothing. Raises Refused without a
    reason, or when the close has ended.
    """
    run = run_of(run_id)
    if not reason.strip():
        raise Refused("Hủy chốt phải ghi lý do.")
    ended = CloseRun.objects.filter(pk=run_id, state__in=ALIVE).update(
        state=RunState.CANCELLED, ended_at=at, ended_by=by.pk
    )
    if not ended:
        raise Refused(f"Lần chốt này {_state(run_of(run_id))}; không hủy được.")
    _tell("evaluation.close_cancelled", run_id, run.period, {}, by=by, at=at, reason=nfc(reason))


def note_resumed(run_id: int, *, by: Actor, at: datetime) -> None:
    """Remember that somebody had a close taken up again whose runner had died; Refused if ended."""
    with transaction.atomic():
        run = run_of(run_id)
        if not run.is_due:
            raise Refused(f"Lần chốt này {_state(run)}; không chạy tiếp được.")
        CloseRun.objects.filter(pk=run_id, state__in=DUE).update(told_at=Now())
        _tell("evaluation.close_resumed", run_id, run.period, {}, by=by, at=at)


def _refuse_unless(run: RunRow, state: RunState, says: str) -> None:
    if run.state != state:
        raise Refused(f"Lần chốt này {_state(run)}; {says}.")


def _state(run: RunRow) -> str:
    return str(RunState(run.state).label).lower()


def _tell(
    verb: str,
    run_id: int,
    label: str,
    payload: Mapping[str, object],
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    audit.record(
        verb,
        kind="close_run",
        object_id=run_id,
        label=f"Chốt kỳ {label}",
        by=by,
        at=at,
        reason=reason,
        payload=payload,
    )
