"""How a person objects to her result and how it is answered (Đ22): each step by whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.card_proofs import Proof
from congvu.apps.evaluation.actions.changes import checked_changes
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.actions.year_changes import checked_year_changes
from congvu.apps.evaluation.enums import WAITING, ObjectionState, ObjectionStepKind
from congvu.apps.evaluation.models import Objection, ObjectionStep
from congvu.apps.evaluation.queries.amended import stored_of
from congvu.apps.evaluation.queries.cards import card_of
from congvu.apps.evaluation.queries.deciders import are_under, decider_of
from congvu.apps.evaluation.queries.objection_clocks import (
    Window,
    due_on,
    wants_independent_opinion,
    window_of,
    year_window_of,
)
from congvu.apps.evaluation.queries.objections import (
    ObjectionRow,
    frozen_steps,
    frozen_subjects,
    objection,
)
from congvu.apps.evaluation.queries.subjects import ALL, overlap, subjects_of, touched_by
from congvu.apps.evaluation.queries.years.results import year_result, year_result_of
from congvu.apps.evaluation.queries.years.subjects import year_subjects_of, year_touched_by
from congvu.apps.org.queries import holdings_of, person_of
from congvu.apps.positions.queries import postings_of
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.apps.work.queries import tasks
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc


class Rated(Protocol):
    """Whoever was rated, in a month or a year."""

    @property
    def person_id(self) -> int: ...

    @property
    def full_name(self) -> str: ...

    @property
    def kind(self) -> str: ...


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
    if not card.stands:
        raise Refused("Kết quả chưa công bố; khi công bố rồi mới kiến nghị được.")
    _refuse_late(window_of(card, local_day(at)))
    named = subjects_of(card, tasks(held.id, [card.person_id]), held.ends_on)
    if row.subject not in named:
        raise Refused("Phiếu không có mục này; hãy chọn lại mục muốn kiến nghị.")
    _refuse_disputed(row.subject, frozen_subjects(card.id))
    return _kept(card, row, named[row.subject], by=by, at=at, card_id=card.id)


@transaction.atomic
def lodge_year_objection(
    held: PeriodRow, person_id: int, row: NewObjection, *, by: Actor | None, at: datetime
) -> int:
    """Object to one's own result of a year, or to one of its steps; return the objection's id.

    Raises NoYearResult, or Refused after the window, for a step that the result does not have, one
    that is disputed already, another's result, or without a reason.
    """
    result = year_result_of(person_id, held.id)
    _refuse_other(result, by)
    refuse_blank(row.text, "Hãy ghi vì sao không nhất trí.")
    _refuse_late(year_window_of(result, local_day(at)))
    named = year_subjects_of(result)
    if row.subject not in named:
        raise Refused("Kết quả năm không có mục này; hãy chọn lại mục muốn kiến nghị.")
    _refuse_disputed(row.subject, frozen_steps([result.rating_id]).get(result.rating_id, set()))
    return _kept(result, row, named[row.subject], by=by, at=at, result_id=result.id)


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


def _kept(
    about: Rated, row: NewObjection, label: str, *, by: Actor | None, at: datetime, **what: int
) -> int:
    """Keep an objection to `what`, a card or a year's result, with its clock; return its id."""
    with in_words(Objection), transaction.atomic():
        made = Objection.objects.create(
            **what,
            person_id=about.person_id,
            subject=row.subject,
            label=label,
            lodged_by_id=by.pk if by else None,
            lodged_at=at,
            due_on=due_on(about.kind, at),
            asks_opinion=wants_independent_opinion(local_day(at), about.kind),
            **_told(row),
        )
    _step(made.pk, ObjectionStepKind.LODGED, "", by=by, at=at)
    _tell("evaluation.objection_lodged", made.pk, about.full_name, label, by=by, at=at)
    return made.pk


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
    changes, touched = _looked_through(found, decision.changes)
    beyond = touched - {found.subject}
    if found.subject != ALL and beyond:
        raise Refused("Kiến nghị chỉ về một mục; không sửa mục khác theo kiến nghị này.")
    return changes


def _looked_through(
    found: ObjectionRow, changes: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """The changes in their one shape, and the lines that they are about."""
    if found.result_id is not None:
        told = checked_year_changes(year_result(found.result_id), changes)
        return told, year_touched_by(told)
    held = period(found.period)
    card = card_of(found.person, period_id=held.id, on=held.ends_on)
    told = checked_changes(stored_of(held, card), changes)
    return told, touched_by(told)


def _kind_of(decision: Decision) -> ObjectionStepKind:
    if not decision.changes:
        return ObjectionStepKind.UPHELD
    return ObjectionStepKind.PARTLY if decision.partly else ObjectionStepKind.ACCEPTED


def _refuse_other(about: Rated, by: Actor | None) -> None:
    if by is not None and _person(by) != about.person_id:
        raise Refused("Chỉ người được đánh giá mới kiến nghị về kết quả của mình.")


def _refuse_late(window: Window | None) -> None:
    if window is None:
        raise Refused("Chưa có quy định về thời hạn kiến nghị cho đối tượng này trong kỳ.")
    if not window.is_open:
        raise Refused(f"Đã hết thời hạn kiến nghị (ngày {format_day(window.last_day)}).")


def _refuse_disputed(subject: str, frozen: set[str]) -> None:
    if overlap(subject, frozen):
        raise Refused("Mục này đang có một kiến nghị chưa giải quyết xong.")


def _refuse_unless_competent(found: ObjectionRow, authority: int | None, today: date) -> None:
    decider = decider_of(found.about, today)
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
