"""How a person objects to her result and how it is answered (Đ22): each step by whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.card_proofs import Proof
from congvu.apps.evaluation.actions.changes import checked_changes
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.enums import WAITING, ObjectionState, ObjectionStepKind
from congvu.apps.evaluation.models import Objection, ObjectionStep
from congvu.apps.evaluation.queries.amended import stored_of
from congvu.apps.evaluation.queries.cards import CardRow, card_of
from congvu.apps.evaluation.queries.deciders import are_under, decider_of
from congvu.apps.evaluation.queries.objection_clocks import (
    due_on,
    wants_independent_opinion,
    window_of,
)
from congvu.apps.evaluation.queries.objections import ObjectionRow, frozen_subjects, objection
from congvu.apps.evaluation.queries.subjects import ALL, overlap, subjects_of, touched_by
from congvu.apps.org.queries import holdings_of, person_of
from congvu.apps.positions.queries import postings_of
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.apps.work.queries import tasks
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewObjection:
    """What a person objects to (see queries.subjects), why, and what shows it."""

    subject: str
    text: str
    link: str = ""
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How an objection is answered; `changes` are the inputs granted, none where it is upheld.

    `partly`: some of what was asked for is granted, not all.
    """

    reason: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    partly: bool = False


@transaction.atomic
def lodge_objection(
    held: PeriodRow, person: str, row: NewObjection, *, by: Actor | None, at: datetime
) -> int:
    """Object to a published result of one's own, or to a line of it; return the objection's id.

    Raises NoScorecard, or Refused after the window, for a line that the card does not have, one
    that is disputed already, another's card, or without a reason.
    """
    card = card_of(person, period_id=held.id, on=held.ends_on)
    _refuse_other(card, by)
    refuse_blank(row.text, "Hãy ghi vì sao không nhất trí.")
    _refuse_late(card, at)
    named = subjects_of(card, tasks(held.id, [card.person_id]), held.ends_on)
    if row.subject not in named:
        raise Refused("Phiếu không có mục này; hãy chọn lại mục muốn kiến nghị.")
    _refuse_disputed(card.id, row.subject)
    received = local_day(at)
    with in_words(Objection), transaction.atomic():
        made = Objection.objects.create(
            card_id=card.id,
            person_id=card.person_id,
            subject=row.subject,
            label=named[row.subject],
            lodged_by_id=by.pk if by else None,
            lodged_at=at,
            due_on=due_on(card.kind, at),
            asks_opinion=wants_independent_opinion(received, card.kind),
            **_told(row),
        )
    _step(made.pk, ObjectionStepKind.LODGED, "", by=by, at=at)
    _tell("evaluation.objection_lodged", made.pk, card.full_name, made.label, by=by, at=at)
    return made.pk


@transaction.atomic
def withdraw_objection(objection_id: int, *, by: Actor | None, at: datetime) -> None:
    """Take one's own objection back before it is decided. Raises Refused."""
    found = _waiting(objection_id)
    if by is not None and _person(by) != found.person_id:
        raise Refused("Chỉ người gửi mới rút được kiến nghị.")
    _end(found.id, ObjectionState.WITHDRAWN, at)
    _step(found.id, ObjectionStepKind.WITHDRAWN, "", by=by, at=at)
    _tell("evaluation.objection_withdrawn", found.id, found.full_name, found.label, by=by, at=at)


@transaction.atomic
def reply_to_objection(objection_id: int, text: str, *, by: Actor | None, at: datetime) -> None:
    """Answer an objection as one who scored the card; once. Raises Refused."""
    found = _waiting(objection_id)
    if by is not None and _person(by) not in found.scorers:
        raise Refused("Chỉ người đã nhận xét hoặc xác nhận phiếu mới trả lời ở đây.")
    _step(found.id, ObjectionStepKind.REPLIED, text, by=by, at=at)
    _tell("evaluation.objection_replied", found.id, found.full_name, text, by=by, at=at)


@transaction.atomic
def give_opinion(objection_id: int, text: str, *, by: Actor, at: datetime) -> None:
    """Give the independent opinion that the province's rule asks for before the decision.

    Raises Refused for who scored or confirmed the card, the person herself, whoever works under
    a scorer, a second opinion, or where none is asked for.
    """
    found = _waiting(objection_id)
    if not found.asks_opinion:
        raise Refused("Kiến nghị này không cần ý kiến độc lập.")
    _refuse_dependent(found, by, local_day(at))
    _step(found.id, ObjectionStepKind.ADVISED, text, by=by, at=at)
    Objection.objects.filter(pk=found.id).update(state=ObjectionState.ADVISED)
    _tell("evaluation.objection_advised", found.id, found.full_name, text, by=by, at=at)


@transaction.atomic
def decide_objection(
    objection_id: int,
    decision: Decision,
    *,
    authority: int | None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Answer an objection for good (Đ22): uphold the result, or grant all or part of it.

    `authority` is the person (by id) in whose right it is done; it must be the nearest head. What
    is granted waits for its amendment. Raises Refused.
    """
    found = _waiting(objection_id)
    _refuse_unless_competent(found, authority, local_day(at))
    if found.asks_opinion and found.state != ObjectionState.ADVISED:
        raise Refused("Phải có ý kiến độc lập trước khi quyết định.")
    refuse_blank(decision.reason, "Quyết định phải ghi lý do.")
    changes = _granted(found, decision)
    state = ObjectionState.ACCEPTED if changes else ObjectionState.UPHELD
    with in_words(Objection), transaction.atomic():
        Objection.objects.filter(pk=found.id).update(
            state=state,
            answered_at=at,
            decided_by=authority,
            changes=changes,
        )
    _step(found.id, _kind_of(decision), decision.reason, by=by, at=at)
    _tell(
        f"evaluation.objection_{state}", found.id, found.full_name, decision.reason, by=by, at=at,
        clause="Đ22", changes=changes,
    )  # fmt: skip


def mark_amended(objection_id: int, *, by: Actor | None, at: datetime) -> None:
    """Let go of the line: what was granted is in force; part of an action's transaction."""
    Objection.objects.filter(pk=objection_id).update(state=ObjectionState.AMENDED)
    _step(objection_id, ObjectionStepKind.AMENDED, "", by=by, at=at)


def _told(row: NewObjection) -> dict[str, Any]:
    link = nfc(row.link).strip()
    if len(link) > Objection.LONGEST_LINK:
        raise Refused(f"Đường dẫn dài quá {Objection.LONGEST_LINK} ký tự.")
    text = nfc(row.text).strip()
    if len(text) > Objection.LONGEST_TEXT:
        raise Refused(
            f"Kiến nghị dài {len(text)} ký tự; nhiều nhất {Objection.LONGEST_TEXT}. Phần dài hơn "
            "hãy gửi bằng tệp."
        )
    told: dict[str, Any] = {"text": text, "link": link}
    if row.proof is not None:
        told |= {
            "file_name": row.proof.name,
            "file_sha256": row.proof.sha256,
            "file_size": row.proof.size,
            "file_type": row.proof.content_type,
        }
    return told


def _granted(found: ObjectionRow, decision: Decision) -> dict[str, Any]:
    if not decision.changes:
        return {}
    held = period(found.period)
    card = card_of(found.person, period_id=held.id, on=held.ends_on)
    changes = checked_changes(stored_of(held, card), decision.changes)
    beyond = touched_by(changes) - {found.subject}
    if found.subject != ALL and beyond:
        raise Refused("Kiến nghị chỉ về một mục; không sửa mục khác theo kiến nghị này.")
    return changes


def _kind_of(decision: Decision) -> ObjectionStepKind:
    if not decision.changes:
        return ObjectionStepKind.UPHELD
    return ObjectionStepKind.PARTLY if decision.partly else ObjectionStepKind.ACCEPTED


def _refuse_other(card: CardRow, by: Actor | None) -> None:
    if by is not None and _person(by) != card.person_id:
        raise Refused("Chỉ người được đánh giá mới kiến nghị về kết quả của mình.")


def _refuse_late(card: CardRow, at: datetime) -> None:
    today = local_day(at)
    if not card.stands:
        raise Refused("Kết quả chưa công bố; khi công bố rồi mới kiến nghị được.")
    window = window_of(card, today)
    if window is None:
        raise Refused("Chưa có quy định về thời hạn kiến nghị cho đối tượng này trong kỳ.")
    if not window.is_open:
        raise Refused(f"Đã hết thời hạn kiến nghị (ngày {format_day(window.last_day)}).")


def _refuse_disputed(card_id: int, subject: str) -> None:
    if overlap(subject, frozen_subjects(card_id)):
        raise Refused("Mục này đang có một kiến nghị chưa giải quyết xong.")


def _refuse_unless_competent(found: ObjectionRow, authority: int | None, today: date) -> None:
    decider = decider_of(found, today)
    if decider is None:
        raise Refused("Chưa có người đứng đầu nào có thẩm quyền giải quyết kiến nghị này.")
    if authority != decider.person_id:
        raise Refused(
            f"Người có thẩm quyền giải quyết kiến nghị này là {decider.full_name}, "
            f"{decider.unit_name}."
        )


def _refuse_dependent(found: ObjectionRow, by: Actor, today: date) -> None:
    """An independent opinion comes from nobody who has a part in the score."""
    person = _person(by)
    if person is not None and person in {found.person_id, *found.scorers}:
        raise Refused("Người được đánh giá và người đã chấm không cho ý kiến độc lập.")
    paths = [one.path or "/" for one in holdings_of(by.pk, on=today)]
    if person is not None:
        paths = [one.unit_path for one in postings_of([person], on=today)] or paths
    if are_under(paths, found.scorers, today):
        raise Refused("Cấp dưới của người đã chấm không cho ý kiến độc lập.")


def _waiting(objection_id: int) -> ObjectionRow:
    """Hold an objection until the transaction ends; raises Refused where it is answered."""
    held = Objection.objects.select_for_update().filter(pk=objection_id)
    if held.values_list("state", flat=True).first() not in WAITING:
        raise Refused("Kiến nghị này không có, hoặc đã được giải quyết.")
    return objection(objection_id)


def _end(objection_id: int, state: ObjectionState, at: datetime) -> None:
    Objection.objects.filter(pk=objection_id).update(state=state, answered_at=at)


def _person(by: Actor | None) -> int | None:
    found = person_of(by.pk) if by else None
    return found.id if found else None


def _step(
    objection_id: int, kind: ObjectionStepKind, text: str, *, by: Actor | None, at: datetime
) -> None:
    with in_words(ObjectionStep), transaction.atomic():
        ObjectionStep.objects.create(
            objection_id=objection_id,
            kind=kind,
            text=nfc(text).strip(),
            by_id=by.pk if by else None,
            person_id=_person(by),
            on_behalf_of=by.on_behalf_of if by else "",
            at=at,
        )


def _tell(
    verb: str,
    objection_id: int,
    label: str,
    reason: str,
    *,
    by: Actor | None,
    at: datetime,
    clause: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        verb,
        kind="objection",
        object_id=objection_id,
        label=label,
        by=by,
        at=at,
        reason=nfc(reason),
        clause=clause,
        payload={"changes": dict(changes)} if changes else None,
    )
