"""How results of a year are replaced: proposed by one, checked by another, signed by a third.

The new decision names the old one; the old results stay as they are (Đ21.3, Đ22).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.actions.objections import mark_amended
from congvu.apps.evaluation.actions.year_changes import checked_year_changes
from congvu.apps.evaluation.actions.year_decisions import keep_results
from congvu.apps.evaluation.enums import UNDER_WAY, ObjectionState, ProposalState
from congvu.apps.evaluation.models import (
    Rating,
    RatingDecision,
    RatingResult,
    ReplacedResult,
    Replacement,
)
from congvu.apps.evaluation.queries.amendments import AFTER_FINDING, AFTER_OBJECTION
from congvu.apps.evaluation.queries.objections import ObjectionRow, frozen_steps, objection
from congvu.apps.evaluation.queries.years.replacements import (
    NamedRow,
    ReplacementRow,
    named_in,
    replacement_by_id,
    replacing_now,
)
from congvu.apps.evaluation.queries.years.replacing import (
    Rerated,
    competent_signer,
    rerated,
    what_comes,
)
from congvu.apps.evaluation.queries.years.results import YearResultRow, year_results
from congvu.apps.evaluation.queries.years.subjects import PLACES
from congvu.apps.org.queries import person_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import nfc

Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewReplacement:
    """Whose results are wrong (by person's id), in what, and why; see models.ReplacedResult.

    `objection` names the accepted objection that it carries out; then only what was granted is.
    `with_moved` names those too who would get or lose a place by it.
    """

    changes: Mapping[int, Changes]
    reason: str
    objection: int | None = None
    with_moved: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """The new decision as it is signed: number, day, the head (by person's id) in whose right.

    `digest` is that of the results that were seen.
    """

    number: str
    day: date
    authority: int | None
    digest: str


@transaction.atomic
def propose_replacement(held: PeriodRow, row: NewReplacement, *, by: Actor, at: datetime) -> int:
    """Propose to replace results of a decided year; return the proposal's id.

    Raises Refused for people who were not decided by one decision, one of whom a proposal is under
    way, a step that an objection holds, changes that change nothing, without a reason, and for a
    proposer who rated, is named, or would gain by it.
    """
    refuse_blank(row.reason, "Đề nghị thay thế phải ghi lý do.")
    carried = _accepted(held, row.objection)
    wanted = {carried.person_id: carried.changes} if carried else row.changes
    if row.with_moved:
        wanted = _with_moved(held, wanted)
    standing = _standing(held, wanted)
    _hold([one.rating_id for one in standing])
    changes = _checked(standing, wanted)
    _refuse_disputed(list(changes), row.objection)
    _refuse_twice(changes)
    last = max(standing, key=lambda one: one.decision_id)
    _refuse_gain(rerated(last.round_id, held.id, changes, nfc(row.reason).strip()), by)
    with in_words(Replacement, ReplacedResult), transaction.atomic():
        made = Replacement.objects.create(
            replaces_id=last.decision_id,
            rated_by_id=last.signer_id,
            objection_id=row.objection,
            reason=nfc(row.reason).strip(),
            clause=AFTER_OBJECTION if carried else AFTER_FINDING,
            proposer_id=_person(by),
            proposed_by_id=by.pk,
            proposed_at=at,
        )
        for one in standing:
            ReplacedResult.objects.create(
                replacement=made,
                rating_id=one.rating_id,
                before_id=one.id,
                changes=changes[one.rating_id],
            )
    _tell("evaluation.replacement_proposed", replacement_by_id(made.pk), by=by, at=at)
    return made.pk


@transaction.atomic
def check_replacement(replacement_id: int, *, by: Actor, at: datetime) -> None:
    """Confirm a proposal as its second person; it waits for its signature then.

    Raises Refused for the proposer, who rated, who is named or would gain, a step disputed
    meanwhile, or a proposal that is not waiting to be checked.
    """
    row, named = _waiting(replacement_id, ProposalState.PROPOSED, "không còn chờ kiểm tra")
    _refuse_disputed([one.rating_id for one in named], row.objection_id)
    _refuse_named(named, _person(by))
    _refuse_gain(what_comes(row, named), by)
    _save(row, state=ProposalState.CHECKED, checker_id=_person(by), checked_by_id=by.pk,
          checked_at=at)  # fmt: skip
    _tell("evaluation.replacement_checked", row, by=by, at=at)


@transaction.atomic
def sign_replacement(replacement_id: int, new: Signing, *, by: Actor, at: datetime) -> int:
    """Sign a checked proposal: the new decision, and its results, are in force; return its id.

    By Đ21.3 the managing agency's head signs, even where she rated; after an objection the head who
    rates. Raises Refused, also where it comes to other results than those seen.
    """
    row, named = _waiting(replacement_id, ProposalState.CHECKED, "không chờ ký")
    _refuse_disputed([one.rating_id for one in named], row.objection_id)
    _refuse_named(named, new.authority)
    _refuse_named(named, _person(by))
    _refuse_unless_competent(row, named, new.authority, local_day(at))
    refuse_blank(new.number, "Quyết định thay thế phải có số.")
    found = what_comes(row, named)
    if found.digest != new.digest:
        raise Refused("Kết quả tính lại đã khác lúc xem; hãy xem lại rồi ký.")
    decision = _kept(row, found, new, by=by, at=at)
    _save(row, state=ProposalState.IN_FORCE, decision_id=decision)
    if row.objection_id is not None:
        mark_amended(row.objection_id, by=by, at=at)
    _tell(
        "evaluation.year_replaced", row, by=by, at=at, number=new.number, digest=found.digest,
        shifted=[one.row.person for one in found.shifted],
    )  # fmt: skip
    return decision


@transaction.atomic
def refuse_replacement(replacement_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Refuse a proposal with a reason, as its checker or signer; the results stay.

    Raises Refused for who is named, who proposed it, or without a reason.
    """
    refuse_blank(reason, "Không đồng ý thì phải ghi lý do.")
    row, named = _waiting(replacement_id, None, "không còn chờ ai")
    _refuse_named(named, _person(by))
    if row.state == ProposalState.PROPOSED:
        _save(row, state=ProposalState.REFUSED, refusal=nfc(reason).strip(), checked_at=at,
              checker_id=_person(by), checked_by_id=by.pk)  # fmt: skip
    else:
        _save(row, state=ProposalState.REFUSED, refusal=nfc(reason).strip())
    _tell("evaluation.replacement_refused", row, by=by, at=at, refusal=nfc(reason).strip())


def _accepted(held: PeriodRow, objection_id: int | None) -> ObjectionRow | None:
    if objection_id is None:
        return None
    found = objection(objection_id)
    if found.period != held.key or found.state != ObjectionState.ACCEPTED or not found.of_year:
        raise Refused("Kiến nghị này không về năm đó, hoặc không chờ thay thế.")
    return found


def _standing(held: PeriodRow, people: Collection[int]) -> list[YearResultRow]:
    found = year_results(held.id, list(people))
    if not people or len(found) != len(people):
        raise Refused("Chỉ thay được kết quả của người đã có quyết định xếp loại năm.")
    if len({one.round_id for one in found}) > 1:
        raise Refused("Những người này thuộc các đợt xếp loại khác nhau; hãy lập riêng từng đợt.")
    return found


def _checked(
    standing: Collection[YearResultRow], wanted: Mapping[int, Changes]
) -> dict[int, dict[str, Any]]:
    """The changes in their one shape, by form."""
    return {one.rating_id: checked_year_changes(one, wanted[one.person_id]) for one in standing}


def _with_moved(held: PeriodRow, wanted: Mapping[int, Changes]) -> Mapping[int, Changes]:
    """Name those too whose places are given anew, until nobody is left who would move."""
    named = dict(wanted)
    while True:
        standing = _standing(held, named)
        found = rerated(standing[0].round_id, held.id, _checked(standing, named))
        more = {one.row.person_id for one in found.shifted} - named.keys()
        if not more:
            return named
        named |= {person: {PLACES: True} for person in sorted(more)}


def _hold(ratings: Collection[int]) -> None:
    """Hold forms until the transaction ends: one replacement after another."""
    held = Rating.objects.select_for_update().filter(pk__in=ratings).order_by("pk")
    list(held.values_list("pk"))


def _waiting(
    replacement_id: int, state: ProposalState | None, says: str
) -> tuple[ReplacementRow, list[NamedRow]]:
    """Hold a proposal and its forms until the transaction ends; raises Refused."""
    held = Replacement.objects.select_for_update().filter(pk=replacement_id)
    now = held.values_list("state", flat=True).first()
    if now not in ((state,) if state else UNDER_WAY):
        raise Refused(f"Đề nghị thay thế này {says}.")
    named = named_in([replacement_id])[replacement_id]
    _hold([one.rating_id for one in named])
    return replacement_by_id(replacement_id), named


def _refuse_disputed(ratings: Collection[int], objection_id: int | None) -> None:
    """While an objection is open nothing of a result is replaced by another way."""
    if frozen_steps(ratings, but=objection_id):
        raise Refused(
            "Kết quả năm này đang có kiến nghị chưa giải quyết xong; chỉ thay theo kết quả giải "
            "quyết kiến nghị đó."
        )


def _refuse_twice(changes: Mapping[int, Changes]) -> None:
    if replacing_now(list(changes)):
        raise Refused("Có người đang nằm trong một đề nghị thay thế chưa xong.")


def _refuse_named(named: Collection[NamedRow], person: int | None) -> None:
    if person is not None and any(one.person_id == person for one in named):
        raise Refused("Người có tên trong đề nghị không kiểm tra, ký hay quyết định về mình.")


def _refuse_gain(found: Rerated, by: Actor) -> None:
    """Whoever is named, or would get or lose a place by it, has no part in it."""
    person = _person(by)
    touched = {one.before.person_id for one in found.named}
    touched |= {one.row.person_id for one in found.shifted}
    if person is not None and person in touched:
        raise Refused("Người có kết quả đổi theo đề nghị này không đề nghị, không kiểm tra.")


def _refuse_unless_competent(
    row: ReplacementRow, named: Collection[NamedRow], authority: int | None, today: date
) -> None:
    head = competent_signer(row, named, today)
    if head is None or head.person_id != authority:
        who = f" ({head.full_name}, {head.unit_name})" if head else ""
        of = "cơ quan quản lý công chức" if row.clause == AFTER_FINDING else "có thẩm quyền"
        raise Refused(f"Người ký phải là người đứng đầu {of}{who}.")


def _kept(
    row: ReplacementRow, found: Rerated, new: Signing, *, by: Actor, at: datetime
) -> int:  # fmt: skip
    earlier = RatingDecision.objects.values("publicity", "rules_fingerprint")
    with in_words(RatingDecision, RatingResult), transaction.atomic():
        made = RatingDecision.objects.create(
            round_id=row.round_id,
            replaces_id=row.replaces_id,
            number=nfc(new.number).strip(),
            day=new.day,
            signer_id=new.authority,
            signed_by_id=by.pk,
            at=at,
            clause=row.clause,
            reason=row.reason,
            people=len(found.named),
            digest=found.digest,
            **earlier.get(pk=row.replaces_id),
        )
        keep_results(
            made.pk,
            {one.before.person_id: one.record for one in found.named},
            {one.before.person_id: one.before.rating_id for one in found.named},
            {one.before.person_id: one.before.id for one in found.named},
        )
    return made.pk


def _save(row: ReplacementRow, **changed: object) -> None:
    with in_words(Replacement), transaction.atomic():
        Replacement.objects.filter(pk=row.id).update(**changed)


def _person(by: Actor) -> int | None:
    found = person_of(by.pk)
    return found.id if found else None


def _tell(verb: str, row: ReplacementRow, *, by: Actor, at: datetime, **more: object) -> None:
    named = named_in([row.id])[row.id]
    audit.record(
        verb,
        kind="replacement",
        object_id=row.id,
        label=f"Năm {row.year}, {row.round_name}, thay quyết định {row.number}",
        by=by,
        at=at,
        reason=row.reason,
        clause=row.clause,
        payload={"people": {one.person: dict(one.changes) for one in named}, **more},
    )
