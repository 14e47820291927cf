"""A change of the rules is drafted whole, proposed on its preview, adopted by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.actions.rulings import refuse_closed, replace_parameter, replace_rule
from congvu.apps.rulebook.enums import CALENDAR_SETTINGS, DraftState
from congvu.apps.rulebook.models import OverlayDraft
from congvu.apps.rulebook.queries import (
    OverlayRow,
    overlay_draft,
    rules_in_force,
    rules_with,
)
from congvu.kernel.vietnamese import nfc

BY_TWO = "Người áp dụng phải khác người đề nghị."


@dataclass(frozen=True)
class OverlayTerms:
    """What a draft says: another text ("" keeps it), values as the law writes them, from when."""

    values: Mapping[str, str]
    valid_from: date
    decision: str
    reason: str
    rule: str = ""
    subject: str = PersonKind.CIVIL_SERVANT


@transaction.atomic
def draft_overlay(terms: OverlayTerms, *, by: Actor, at: datetime) -> int:
    """Draft a change of the rules; return the draft's id.

    Raises law's OverlayRefused or NoRuleInForce, Refused for a change of nothing, a day whose
    results stand, a value of the calendar, or without decision or reason.
    """
    _check(terms)
    with in_words(OverlayDraft), transaction.atomic():
        made = OverlayDraft.objects.create(
            **_fields(terms), subject=terms.subject, drafted_by_id=by.pk, drafted_at=at
        )
    _tell("rulebook.overlay_drafted", overlay_draft(made.pk), by=by, at=at)
    return made.pk


@transaction.atomic
def redraft_overlay(draft_id: int, terms: OverlayTerms, *, by: Actor, at: datetime) -> None:
    """Change the terms of a draft; what was previewed of the old terms no longer counts.

    Raises Refused once it is proposed or ended, else as draft_overlay.
    """
    _hold(draft_id, DraftState.DRAFT, "không sửa được nữa")
    _check(terms)
    with in_words(OverlayDraft), transaction.atomic():
        OverlayDraft.objects.filter(pk=draft_id).update(**_fields(terms))
    _tell("rulebook.overlay_redrafted", overlay_draft(draft_id), by=by, at=at)


@transaction.atomic
def propose_overlay(
    draft_id: int, *, preview: int | None, preview_digest: str, by: Actor, at: datetime
) -> None:
    """Propose a draft to the second person, on a preview whose fitness the caller has checked."""
    _hold(draft_id, DraftState.DRAFT, "không đề nghị được")
    _check(_terms(overlay_draft(draft_id)))
    OverlayDraft.objects.filter(pk=draft_id).update(
        state=DraftState.PROPOSED,
        proposed_by_id=by.pk,
        proposed_at=at,
        preview=preview,
        preview_digest=preview_digest,
    )
    _tell("rulebook.overlay_proposed", overlay_draft(draft_id), by=by, at=at)


@transaction.atomic
def return_overlay(draft_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Send a proposed draft back to be drafted anew; Refused without a reason."""
    _hold(draft_id, DraftState.PROPOSED, "không trả lại được")
    _refuse_silence(reason, "Trả lại phải ghi lý do.")
    OverlayDraft.objects.filter(pk=draft_id).update(
        state=DraftState.DRAFT, proposed_by=None, proposed_at=None, preview=None, preview_digest=""
    )
    _tell("rulebook.overlay_returned", overlay_draft(draft_id), by=by, at=at, reason=reason)


@transaction.atomic
def withdraw_overlay(draft_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """End a draft that will not be adopted; Refused without a reason, or when it has ended."""
    _refuse_silence(reason, "Rút dự thảo phải ghi lý do.")
    if _hold(draft_id).has_ended:
        raise Refused("Dự thảo này đã xong; không rút được.")
    OverlayDraft.objects.filter(pk=draft_id).update(
        state=DraftState.WITHDRAWN, ended_by=by.pk, ended_at=at
    )
    _tell("rulebook.overlay_withdrawn", overlay_draft(draft_id), by=by, at=at, reason=reason)


@transaction.atomic
def adopt_overlay(draft_id: int, *, by: Actor, at: datetime) -> None:
    """Let a proposed draft apply from its day, all of it or nothing; somebody else than proposed.

    The event names the preview that was proposed on. Raises as draft_overlay, replace_rule and
    replace_parameter.
    """
    draft = _hold(draft_id, DraftState.PROPOSED, "không áp dụng được")
    if draft.proposed_by == by.pk:
        raise Refused(BY_TWO)
    _check(_terms(draft))
    _apply(draft, by=by, at=at)
    with in_words(OverlayDraft), transaction.atomic():
        OverlayDraft.objects.filter(pk=draft_id).update(
            state=DraftState.ADOPTED, ended_by=by.pk, ended_at=at
        )
    _tell("rulebook.overlay_adopted", overlay_draft(draft_id), by=by, at=at)


def _apply(draft: OverlayRow, *, by: Actor, at: datetime) -> None:
    """Let text and values of a draft apply from its day."""
    decision, day = draft.decision, draft.valid_from
    if draft.rule:
        replace_rule(
            rule=draft.rule, decision=decision, valid_from=day, by=by, at=at, subject=draft.subject
        )
    for name, value in draft.values.items():
        replace_parameter(
            name=name, value=value, decision=decision, valid_from=day, by=by, at=at
        )  # fmt: skip


def _hold(draft_id: int, state: DraftState | None = None, says: str = "") -> OverlayRow:
    """The draft, kept as it is until the transaction ends; Refused where it is in another state."""
    OverlayDraft.objects.select_for_update().filter(pk=draft_id).first()
    found = overlay_draft(draft_id)
    if state is not None and found.state != state:
        label = str(DraftState(found.state).label).lower()
        raise Refused(f"Dự thảo này {label}; {says}.")
    return found


def _check(terms: OverlayTerms) -> None:
    """Refuse what could not be adopted; see draft_overlay."""
    for text, missing in ((terms.decision, "quyết định"), (terms.reason, "lý do")):
        _refuse_silence(text, f"Dự thảo phải ghi {missing}.")
    refuse_closed(terms.valid_from)
    later = sorted(set(terms.values) & set(CALENDAR_SETTINGS))
    if later:
        raise Refused(f"“{later[0]}” là thiết đặt của lịch kỳ; đổi ở trang Lịch kỳ.")
    drafted = rules_with(terms.valid_from, terms.subject, terms.rule, terms.values)
    now = rules_in_force(terms.valid_from, terms.subject)
    if (drafted.text, drafted.values()) == (now.text, now.values()):
        raise Refused("Dự thảo chưa đổi gì so với quy định áp dụng từ ngày đó.")


def _refuse_silence(text: str, says: str) -> None:
    if not text.strip():
        raise Refused(says)


def _terms(draft: OverlayRow) -> OverlayTerms:
    return OverlayTerms(
        draft.values, draft.valid_from, draft.decision, draft.reason, draft.rule, draft.subject
    )


def _fields(terms: OverlayTerms) -> dict[str, object]:
    return {
        "rule": terms.rule,
        "values": dict(terms.values),
        "valid_from": terms.valid_from,
        "decision": nfc(terms.decision).strip(),
        "reason": nfc(terms.reason).strip(),
    }


def _tell(verb: str, draft: OverlayRow, *, by: Actor, at: datetime, reason: str = "") -> None:
    preview = {"preview": draft.preview, "preview_digest": draft.preview_digest}
    audit.record(
        verb,
        kind="overlay_draft",
        object_id=draft.id,
        label=draft.decision,
        by=by,
        at=at,
        reason=nfc(reason).strip() or draft.reason,
        payload={
            "rule": draft.rule,
            "values": dict(draft.values),
            "from": draft.valid_from.isoformat(),
            **(preview if draft.preview else {}),
        },
    )
