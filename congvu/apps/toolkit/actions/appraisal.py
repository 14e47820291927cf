"""The appraiser's word on each finding, and comments on rows."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.toolkit.actions.proposals import refuse_author
from congvu.apps.toolkit.actions.rows import RowEdit, change_rows, hold
from congvu.apps.toolkit.enums import Act, ProposalState, Verdict
from congvu.apps.toolkit.models import Comment, Proposal, Ruling
from congvu.apps.toolkit.queries.findings import Judged, judged
from congvu.apps.toolkit.queries.proposals import Draft
from congvu.engine.appraisal.findings import RULE_TITLES, Finding
from congvu.engine.lists.sheets import Row

LONGEST_ABOUT = 300


@transaction.atomic
def rule(
    proposal_id: int,
    fingerprints: Collection[str],
    verdict: str,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Settle findings in one act and return how many.

    Make the suggested changes, keep the rows, or mark them for whoever proposes: `send_back` then
    returns the whole list, once, with all that is marked.

    Raises Refused when a finding is gone or has no suggestion to make, when two suggestions write
    one cell, when a fault that blocks is to be kept, when keeping or returning says no reason, or
    when the list does not lie with an appraiser other than its proposer.
    """
    proposal = hold(proposal_id)
    _refuse_ruler(proposal, by)
    found = judged(proposal_id)
    chosen = _chosen(found, fingerprints)
    _refuse_verdict(chosen, verdict)
    if verdict == Verdict.FIX:
        _fix(found, proposal, chosen, by=by, at=at)
    if verdict == Verdict.RETURN:
        _comment_on(found.draft, proposal, chosen, reason, by=by, at=at)
    _record(proposal, chosen, verdict, reason.strip(), by=by, at=at)
    return len(chosen)


@transaction.atomic
def comment(
    proposal_id: int, text: str, *, row_id: int | None = None, by: Actor | None, at: datetime
) -> None:
    """Say something of a row, or of the whole proposal."""
    proposal = hold(proposal_id)
    row = proposal.rows.filter(pk=row_id).first() if row_id is not None else None
    if row_id is not None and row is None:
        raise Refused("Dòng này vừa bị xóa; hãy tải lại trang.")
    label = _name_of(row.values) if row else ""
    with in_words(Comment):
        Comment.objects.create(
            proposal=proposal,
            row=row,
            label=label,
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


def _refuse_ruler(proposal: Proposal, by: Actor) -> None:
    if proposal.state != ProposalState.SUBMITTED:
        raise Refused("Chỉ xử lý phát hiện khi bản đề xuất đang ở bước thẩm định.")
    refuse_author(proposal, by)


def _refuse_verdict(chosen: Sequence[Finding], verdict: str) -> None:
    if verdict not in Verdict.values:
        raise Refused("Chọn một trong ba: sửa theo đề nghị, trả lại, giữ nguyên.")
    if verdict == Verdict.OVERRIDE and any(one.blocks for one in chosen):
        raise Refused("Lỗi này không giữ nguyên được: sửa, hoặc trả lại người đề xuất.")
    if verdict == Verdict.FIX and not all(one.change for one in chosen):
        raise Refused("Phát hiện này không có sửa đổi làm sẵn; hãy trả lại, hoặc giữ có lý do.")


def _chosen(found: Judged, fingerprints: Collection[str]) -> list[Finding]:
    """Return the findings asked for, in the order of the list."""
    wanted = set(fingerprints)
    if not wanted:
        raise Refused("Chưa chọn phát hiện nào.")
    chosen = [one for one in found.findings if one.fingerprint in wanted]
    if len(chosen) < len(wanted):
        raise Refused("Phát hiện này không còn: dòng đã được sửa. Hãy tải lại trang.")
    return chosen


def _fix(
    found: Judged, proposal: Proposal, chosen: Sequence[Finding], *, by: Actor, at: datetime
) -> None:
    edits = list(_edits(found.draft, chosen))
    change_rows(proposal.pk, edits, act=Act.FIX, label=_label(chosen), by=by, at=at)


def _label(chosen: Sequence[Finding]) -> str:
    if len(chosen) == 1:
        return chosen[0].why
    titles = dict.fromkeys(RULE_TITLES[one.rule] for one in chosen)
    return f"Sửa theo đề nghị {len(chosen)} phát hiện: {', '.join(titles)}"


def _edits(draft: Draft, chosen: Sequence[Finding]) -> Iterator[RowEdit]:
    """Turn suggestions, which speak of places in the sheet, into one edit for each row."""
    suggested: dict[tuple[str, int], dict[str, str]] = {}
    gone: set[tuple[str, int]] = set()
    for sheet, one in [(finding.sheet, one) for finding in chosen for one in finding.change]:
        if one.deletes:
            gone.add((sheet, one.row))
            continue
        cells = suggested.setdefault((sheet, one.row), {})
        if cells.setdefault(one.column, one.text) != one.text:
            raise Refused("Hai đề nghị sửa cùng một ô khác nhau; hãy xử lý từng phát hiện.")
    for sheet, row in sorted(suggested.keys() | gone):
        values = {**draft.document.rows(sheet)[row], **suggested.get((sheet, row), {})}
        yield RowEdit(sheet, None if (sheet, row) in gone else values, draft.ids[sheet][row])


def _record(
    proposal: Proposal,
    chosen: Sequence[Finding],
    verdict: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    made = [
        Ruling(
            proposal=proposal,
            fingerprint=one.fingerprint,
            rule=str(one.rule),
            about=one.why[:LONGEST_ABOUT],
            verdict=verdict,
            reason=reason,
            by_id=by.pk,
            at=at,
        )
        for one in chosen
    ]
    with in_words(Ruling):
        Ruling.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["proposal", "fingerprint"],
            update_fields=["rule", "about", "verdict", "reason", "by", "at"],
        )
    audit.record(
        "toolkit.findings_ruled",
        kind="proposal",
        object_id=proposal.pk,
        label=proposal.name,
        by=by,
        at=at,
        reason=reason,
        clause="Đ13.2",
        payload={"verdict": str(verdict)} | listed([[str(r.rule), r.about] for r in made]),
    )


def _comment_on(
    draft: Draft,
    proposal: Proposal,
    chosen: Sequence[Finding],
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Say on each row at fault what is to be mended; the ruling's event tells of it."""
    said = []
    for one in chosen:
        place = one.rows[0] if one.rows else None
        row = {} if place is None else draft.document.rows(one.sheet)[place]
        said.append(
            Comment(
                proposal=proposal,
                row_id=None if place is None else draft.ids[one.sheet][place],
                label=_name_of(row),
                text=f"{one.why} {reason.strip()}",
                by_id=by.pk,
                at=at,
            )
        )
    Comment.objects.bulk_create(said)


def _name_of(row: Row) -> str:
    return row.get("code", row.get("name", ""))[:LONGEST_ABOUT]
