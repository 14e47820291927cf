"""How a published result is amended: proposed by one, checked by another, for Đ21.3 signed.

The amendment is a new record that names the hash of the old result; nothing stored changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.changes import checked_changes
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.actions.objections import mark_amended
from congvu.apps.evaluation.enums import UNDER_WAY, ObjectionState, ProposalState
from congvu.apps.evaluation.models import Amendment, AmendmentProposal, Scorecard
from congvu.apps.evaluation.queries.amended import merged, rescored, result_of, stored_of
from congvu.apps.evaluation.queries.amendments import (
    AFTER_FINDING,
    AFTER_OBJECTION,
    current_result,
    sealed,
)
from congvu.apps.evaluation.queries.cards import CardRow, card_of
from congvu.apps.evaluation.queries.deciders import managing_head_of
from congvu.apps.evaluation.queries.objections import ObjectionRow, frozen_subjects, objection
from congvu.apps.evaluation.queries.subjects import overlap, touched_by
from congvu.apps.org.queries import person_of
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewAmendment:
    """What is to change and why; `objection` names the accepted objection that it carries out.

    Without one it is by Đ21.3 (a fault found later), and the managing agency's head signs it.
    """

    changes: Mapping[str, Any]
    reason: str
    objection: int | None = None


@transaction.atomic
def propose_amendment(
    held: PeriodRow, person: str, row: NewAmendment, *, by: Actor, at: datetime
) -> int:
    """Propose to amend a published result; return the proposal's id.

    Of an accepted objection exactly what was granted is carried out. Raises NoScorecard, or
    Refused for a line that another objection holds, a proposer who scored or is the beneficiary,
    changes that change nothing, or without a reason.
    """
    card = card_of(person, period_id=held.id, on=held.ends_on)
    if not card.stands:
        raise Refused("Kết quả chưa công bố; còn sửa được trên phiếu, chưa cần điều chỉnh.")
    refuse_blank(row.reason, "Đề nghị điều chỉnh phải ghi lý do.")
    carried = _accepted(card, row.objection)
    wanted = carried.changes if carried else row.changes
    changes = checked_changes(stored_of(held, card), wanted)
    _refuse_disputed(card.id, changes, row.objection)
    _refuse_unchanged(held, card, changes)
    stored = Scorecard.objects.filter(pk=card.id).values("reviewed_by_id", "confirmed_by_id").get()
    with in_words(AmendmentProposal), transaction.atomic():
        made = AmendmentProposal.objects.create(
            card_id=card.id,
            person_id=card.person_id,
            **stored,
            objection_id=row.objection,
            changes=changes,
            reason=nfc(row.reason).strip(),
            clause=AFTER_OBJECTION if carried else AFTER_FINDING,
            proposer_id=_person(by),
            proposed_by_id=by.pk,
            proposed_at=at,
        )
    _tell("evaluation.amendment_proposed", made, card.full_name, row.reason, by=by, at=at)
    return made.pk


@transaction.atomic
def check_amendment(proposal_id: int, *, by: Actor, at: datetime) -> None:
    """Confirm a proposal as its second person: it is in force, or waits for its signature (Đ21.3).

    Raises Refused for the proposer, the beneficiary, who scored, a line disputed meanwhile, or a
    proposal that is not waiting to be checked.
    """
    made = _held(proposal_id, ProposalState.PROPOSED, "Đề nghị này không còn chờ kiểm tra.")
    _refuse_disputed(made.card_id, made.changes, made.objection_id)
    signs = made.clause == AFTER_FINDING
    made.checker_id, made.checked_by_id, made.checked_at = _person(by), by.pk, at
    made.state = ProposalState.CHECKED if signs else ProposalState.IN_FORCE
    _save(made, "checker", "checked_by", "checked_at")
    _tell("evaluation.amendment_checked", made, made.person.full_name, "", by=by, at=at)
    if not signs:
        _put_in_force(made, by=by, at=at)


@transaction.atomic
def sign_amendment(proposal_id: int, *, authority: int | None, by: Actor, at: datetime) -> None:
    """Sign a checked proposal as the managing agency's head (Đ21.3); it is in force then.

    She signs even where she scored. `authority` is the person (by id) in whose right it is done.
    Raises Refused.
    """
    made = _held(proposal_id, ProposalState.CHECKED, "Đề nghị này không chờ ký.")
    _refuse_disputed(made.card_id, made.changes, made.objection_id)
    _refuse_unless_managing(made, authority, local_day(at))
    made.signer_id, made.signed_by_id, made.signed_at = authority, by.pk, at
    made.state = ProposalState.IN_FORCE
    _save(made, "signer", "signed_by", "signed_at")
    _put_in_force(made, by=by, at=at)


@transaction.atomic
def refuse_amendment(proposal_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Refuse a proposal with a reason, as its checker or signer; the result stays.

    Raises Refused for the beneficiary, who scored, the proposer, or without a reason.
    """
    refuse_blank(reason, "Không đồng ý thì phải ghi lý do.")
    made = _held(proposal_id, None, "Đề nghị này không còn chờ ai.")
    if _person(by) == made.person_id:
        raise Refused("Người được đánh giá không quyết định về kết quả của chính mình.")
    if made.state == ProposalState.PROPOSED:
        made.checker_id, made.checked_by_id, made.checked_at = _person(by), by.pk, at
    made.state, made.refusal = ProposalState.REFUSED, nfc(reason).strip()
    _save(made, "checker", "checked_by", "checked_at", "refusal")
    _tell("evaluation.amendment_refused", made, made.person.full_name, reason, by=by, at=at)


def _put_in_force(made: AmendmentProposal, *, by: Actor, at: datetime) -> None:
    """Score the changed inputs by the card's own rules and keep the result beside the old one."""
    held = period(made.card.period.key)
    card = card_of(made.person_id, period_id=held.id, on=held.ends_on)
    now = current_result(card)
    inputs = merged(now.inputs, made.changes)
    result = result_of(rescored(stored_of(held, card), inputs))
    with in_words(Amendment), transaction.atomic():
        kept = Amendment.objects.create(
            card_id=card.id,
            proposal=made,
            before_id=now.amendment.id if now.amendment else None,
            old_hash=now.sha256,
            inputs=inputs,
            score_hundredths=result.score_hundredths,
            not_scored_reason=result.not_scored_reason,
            level=result.level,
            settled=result.settled,
            totals=dict(result.totals),
            rules_fingerprint=result.rules_fingerprint,
            sha256=sealed(made, now.sha256, inputs, result, at),
            at=at,
        )
    if made.objection_id is not None:
        mark_amended(made.objection_id, by=by, at=at)
    _tell(
        "evaluation.result_amended", made, card.full_name, made.reason, by=by, at=at,
        before=now.score_hundredths, after=kept.score_hundredths, sha256=kept.sha256,
    )  # fmt: skip


def _accepted(card: CardRow, objection_id: int | None) -> ObjectionRow | None:
    if objection_id is None:
        return None
    found = objection(objection_id)
    if found.card_id != card.id or found.state != ObjectionState.ACCEPTED:
        raise Refused("Kiến nghị này không về phiếu đó, hoặc không chờ điều chỉnh.")
    return found


def _refuse_disputed(card_id: int, changes: Mapping[str, Any], objection_id: int | None) -> None:
    """While an objection is open nothing of its line is amended by another way."""
    others = frozen_subjects(card_id, but=objection_id)
    if any(overlap(one, others) for one in touched_by(changes)):
        raise Refused(
            "Mục này đang có kiến nghị chưa giải quyết xong; chỉ sửa theo kết quả giải quyết kiến "
            "nghị đó."
        )


def _refuse_unchanged(held: PeriodRow, card: CardRow, changes: Mapping[str, Any]) -> None:
    now = current_result(card)
    if merged(now.inputs, changes) == now.inputs:
        raise Refused("Đề nghị không sửa điều gì so với kết quả đang có.")


def _refuse_unless_managing(made: AmendmentProposal, authority: int | None, today: date) -> None:
    head = managing_head_of(made.card.unit.path, today)
    if head is None or head.person_id != authority:
        who = f" ({head.full_name}, {head.unit_name})" if head else ""
        raise Refused(f"Người ký phải là người đứng đầu cơ quan quản lý công chức{who}.")


def _held(proposal_id: int, state: ProposalState | None, says: str) -> AmendmentProposal:
    """Hold a proposal and its card until the transaction ends: one amendment after another."""
    made = (
        AmendmentProposal.objects.select_for_update(of=("self", "card"))
        .select_related("card__period", "card__unit", "person")
        .filter(pk=proposal_id)
        .first()
    )
    if made is None or made.state not in ((state,) if state else UNDER_WAY):
        raise Refused(says)
    return made


def _save(made: AmendmentProposal, *fields: str) -> None:
    with in_words(AmendmentProposal), transaction.atomic():
        made.save(update_fields=["state", *fields])


def _person(by: Actor) -> int | None:
    found = person_of(by.pk)
    return found.id if found else None


def _tell(
    verb: str,
    made: AmendmentProposal,
    label: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    **more: object,
) -> None:
    audit.record(
        verb,
        kind="amendment",
        object_id=made.pk,
        label=label,
        by=by,
        at=at,
        reason=nfc(reason),
        clause=made.clause,
        payload={"card": made.card_id, "changes": made.changes, **more},
    )
