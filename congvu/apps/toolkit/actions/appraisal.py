"""The appraiser's word on each finding, and comments on rows."""

from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.toolkit.actions.proposals import send_back
from congvu.apps.toolkit.actions.rows import RowEdit, change_rows, hold
from congvu.apps.toolkit.enums import Act, ProposalState, Verdict
from congvu.apps.toolkit.models import Comment, Proposal, Ruling
from congvu.apps.toolkit.queries.findings import judged
from congvu.apps.toolkit.queries.proposals import Draft, draft_of
from congvu.engine.appraisal.findings import Finding


@transaction.atomic
def rule(
    proposal_id: int,
    fingerprint: str,
    verdict: str,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Settle a finding: make the suggested change, send the proposal back, or keep the row.

    Raises Refused when the finding is gone, when it has no suggestion to make, when a fault that
    blocks is to be kept, when keeping or sending back says no reason, or when the appraiser
    proposed the list herself.
    """
    proposal = hold(proposal_id)
    if proposal.state != ProposalState.SUBMITTED:
        raise Refused("Chỉ xử lý phát hiện khi bản đề xuất đang ở bước thẩm định.")
    if proposal.proposed_by_id == by.pk:
        raise Refused("Người thẩm định phải khác người đề xuất.")
    finding = _finding(proposal_id, fingerprint)
    if verdict == Verdict.OVERRIDE and finding.blocks:
        raise Refused("Lỗi này không giữ nguyên được: sửa, hoặc trả lại người đề xuất.")
    if verdict == Verdict.FIX:
        _fix(proposal, finding, by=by, at=at)
    _record(proposal, finding, verdict, reason.strip(), by=by, at=at)
    if verdict == Verdict.RETURN:
        _comment_on(proposal, finding, reason, by=by, at=at)
        send_back(proposal_id, reason=reason, by=by, at=at)


@transaction.atomic
def comment(
    proposal_id: int, text: str, *, row_id: int | None = None, by: Actor | None, at: datetime
) -> None:
    """Say something of a row, or of the whole proposal."""
    proposal = hold(proposal_id)
    row = proposal.rows.filter(pk=row_id).first() if row_id is not None else None
    if row_id is not None and row is None:
        raise Refused("Dòng này vừa bị xóa; hãy tải lại trang.")
    label = row.values.get("code", row.values.get("name", "")) if row else ""
    with in_words(Comment):
        Comment.objects.create(
            proposal=proposal,
            row=row,
            label=label[:300],
            text=text.strip(),
            by_id=by.pk if by else None,
            at=at,
        )
    audit.record(
        "toolkit.row_commented",
        kind="proposal",
        object_id=proposal.pk,
        label=proposal.name,
        by=by,
        at=at,
        reason=text.strip(),
        payload={"row": row_id},
    )


@transaction.atomic
def settle_comment(comment_id: int, *, by: Actor | None, at: datetime) -> None:
    """Mark a comment as dealt with."""
    found = Comment.objects.select_for_update().get(pk=comment_id)
    found.settled_at = at
    found.save(update_fields=["settled_at"])
    audit.record(
        "toolkit.comment_settled",
        kind="proposal",
        object_id=found.proposal_id,
        label=found.label,
        by=by,
        at=at,
    )


def _finding(proposal_id: int, fingerprint: str) -> Finding:
    found = judged(proposal_id).findings
    for one in found:
        if one.fingerprint == fingerprint:
            return one
    raise Refused("Phát hiện này không còn: dòng đã được sửa. Hãy tải lại trang.")


def _fix(proposal: Proposal, finding: Finding, *, by: Actor, at: datetime) -> None:
    if not finding.change:
        raise Refused("Phát hiện này không có sửa đổi làm sẵn; hãy trả lại, hoặc giữ có lý do.")
    draft = draft_of(proposal.pk)
    edits = _edits(draft, finding)
    change_rows(proposal.pk, edits, act=Act.FIX, label=finding.why[:300], by=by, at=at)


def _edits(draft: Draft, finding: Finding) -> list[RowEdit]:
    """Turn the suggestion, which speaks of places in the sheet, into edits of rows."""
    sheet = finding.sheet
    ids, rows = draft.ids[sheet], draft.document.rows(sheet)
    texts: dict[int, dict[str, str] | None] = {}
    for one in finding.change:
        if one.deletes:
            texts[one.row] = None
        elif (values := texts.setdefault(one.row, dict(rows[one.row]))) is not None:
            values[one.column] = one.text
    return [RowEdit(sheet, values, ids[row]) for row, values in texts.items()]


def _record(
    proposal: Proposal,
    finding: Finding,
    verdict: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    with in_words(Ruling):
        Ruling.objects.update_or_create(
            proposal=proposal,
            fingerprint=finding.fingerprint,
            defaults={
                "rule": str(finding.rule),
                "about": finding.why[:300],
                "verdict": verdict,
                "reason": reason,
                "by_id": by.pk,
                "at": at,
            },
        )
    audit.record(
        "toolkit.finding_ruled",
        kind="proposal",
        object_id=proposal.pk,
        label=proposal.name,
        by=by,
        at=at,
        reason=reason,
        clause="Đ13.2",
        payload={"rule": str(finding.rule), "verdict": str(verdict), "why": finding.why[:300]},
    )


def _comment_on(
    proposal: Proposal, finding: Finding, reason: str, *, by: Actor, at: datetime
) -> None:
    draft = draft_of(proposal.pk)
    ids = draft.ids[finding.sheet]
    row_id = ids[finding.rows[0]] if finding.rows else None
    comment(proposal.pk, f"{finding.why} {reason}".strip(), row_id=row_id, by=by, at=at)
