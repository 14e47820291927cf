"""The way of a list: proposed, appraised by another person, issued by a decision (Đ13)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import unit_ids
from congvu.apps.toolkit.actions.issuing import Decision, issue_document
from congvu.apps.toolkit.actions.rows import HEADING, Heading, change_rows, hold, replace_sheets
from congvu.apps.toolkit.enums import (
    AUTHORS,
    EDITABLE,
    Act,
    ListKind,
    PlanState,
    ProposalState,
)
from congvu.apps.toolkit.models import Change, ImportPlan, Proposal
from congvu.apps.toolkit.queries.findings import Judged, judged
from congvu.apps.toolkit.queries.proposals import draft_document
from congvu.engine.lists.document import Document, sparse

_CLAUSE = {ListKind.CATALOGUE: "Đ13"}


@transaction.atomic
def start(
    document: Document,
    *,
    unit: str | None = None,
    based_on: str = "",
    origin: str = "",
    by: Actor | None,
    at: datetime,
) -> int:
    """Begin a proposal from a document (an edition in force, or nothing yet) and return its id.

    Raises Refused where one is under way for the same list.
    """
    with in_words(Proposal):
        made = Proposal.objects.create(
            kind=str(document.kind),
            series=document.code,
            name=document.name,
            unit_id=unit_ids([unit])[unit] if unit else None,
            settings=dict(document.settings),
            based_on=based_on,
            origin=origin,
            proposed_by_id=by.pk if by else None,
            proposed_at=at,
        )
    _tell("toolkit.proposal_started", made, by=by, at=at, reason=origin)
    replace_sheets(
        made.pk, document.sheets, act=Act.START, label=origin or "Lập bản đề xuất", by=by, at=at
    )
    return made.pk


@transaction.atomic
def change_settings(
    proposal_id: int,
    *,
    name: str,
    settings: Mapping[str, str],
    seen: int | None = None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Change what stands above the rows: name, points of the standard product, bands.

    `seen` is the revision that the editor saw; raises Refused, saying what stands there now, when
    somebody changed name or settings since.
    """
    proposal = hold(proposal_id)
    _refuse_unless(proposal, EDITABLE)
    if seen is not None:
        _refuse_changed_heading(proposal, seen)
    if not name.strip():
        raise Refused("Tên danh mục không được để trống.")
    heading = Heading(name.strip(), sparse(settings))
    change_rows(proposal_id, [], heading=heading, label="Sửa tên, thiết đặt", by=by, at=at)


@transaction.atomic
def submit(proposal_id: int, *, by: Actor | None, at: datetime) -> None:
    """Send a proposal to be appraised; raises Refused where it has no rows."""
    proposal = hold(proposal_id)
    _refuse_unless(proposal, EDITABLE)
    if not proposal.rows.exists():
        raise Refused("Bản đề xuất chưa có dòng nào để thẩm định.")
    _move(proposal, ProposalState.SUBMITTED, submitted_at=at)
    _tell("toolkit.proposal_submitted", proposal, by=by, at=at)


@transaction.atomic
def send_back(proposal_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Send a proposal back to whoever proposes it, with the reason."""
    proposal = hold(proposal_id)
    _refuse_unless(proposal, (ProposalState.SUBMITTED, ProposalState.APPRAISED))
    refuse_author(proposal, by)
    if not reason.strip():
        raise Refused("Trả lại thì phải ghi lý do.")
    _move(proposal, ProposalState.RETURNED, appraised_by=None, appraised_at=None)
    _tell("toolkit.proposal_returned", proposal, by=by, at=at, reason=reason)


@transaction.atomic
def appraise(proposal_id: int, *, opinion: str, by: Actor, at: datetime) -> None:
    """Confirm that a proposal was appraised: by another person, every finding settled.

    Raises Refused while a finding blocks, or waits for the appraiser's word.
    """
    proposal = hold(proposal_id)
    _refuse_unless(proposal, (ProposalState.SUBMITTED,))
    refuse_author(proposal, by)
    _refuse_unsettled(judged(proposal_id))
    _move(
        proposal,
        ProposalState.APPRAISED,
        appraised_by_id=by.pk,
        appraised_at=at,
        appraisal=opinion,
    )
    _tell("toolkit.proposal_appraised", proposal, by=by, at=at, reason=opinion)


@transaction.atomic
def issue(
    proposal_id: int,
    *,
    decision: str,
    decided_on: date,
    issued_by: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> str:
    """Issue an appraised proposal by a decision, in force from a day; return the edition's code.

    Raises Refused when whoever issues proposed it, or changed its rows, or when the records
    refuse the edition.
    """
    proposal = hold(proposal_id)
    _refuse_unless(proposal, (ProposalState.APPRAISED,))
    _refuse_issuer(proposal, by)
    if not decision.strip() or not issued_by.strip():
        raise Refused("Ban hành phải ghi số quyết định và cơ quan ban hành.")
    terms = Decision(decision.strip(), decided_on, issued_by.strip(), valid_from)
    unit = proposal.unit.code if proposal.unit else None
    edition = issue_document(
        draft_document(proposal_id), terms, unit=unit, source=proposal.origin, by=by, at=at
    )
    _move(
        proposal,
        ProposalState.ISSUED,
        issued_by_id=by.pk,
        issued_at=at,
        decision=terms.number,
        edition=edition,
    )
    _tell("toolkit.proposal_issued", proposal, by=by, at=at, reason=decision)
    return edition


@transaction.atomic
def withdraw(proposal_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Give a proposal up; its rows and its journal stay readable."""
    proposal = hold(proposal_id)
    _refuse_unless(proposal, (*EDITABLE, ProposalState.SUBMITTED))
    _move(proposal, ProposalState.WITHDRAWN)
    _tell("toolkit.proposal_withdrawn", proposal, by=by, at=at, reason=reason)


def _refuse_changed_heading(proposal: Proposal, seen: int) -> None:
    since = Change.objects.filter(proposal=proposal, number__gt=seen, after__has_key=HEADING)
    last = since.select_related("by").order_by("-number").first()
    if last is not None:
        now = "; ".join([f"tên “{proposal.name}”", *map(" ".join, proposal.settings.items())])
        who = last.by.display_name if last.by else "Hệ thống"
        raise Refused(f"{who} vừa sửa phần này ({now}). Xem lại rồi lưu lần nữa nếu vẫn muốn đổi.")


def _refuse_unless(proposal: Proposal, states: tuple[ProposalState, ...]) -> None:
    if proposal.state not in states:
        raise Refused(f"Bản đề xuất {proposal.get_state_display().lower()}; không làm bước này.")


def refuse_author(proposal: Proposal, by: Actor | None) -> None:
    """Raise Refused where the list is the appraiser's own work: proposed, written or loaded by her.

    A change that she suggested herself in the appraisal does not make it hers.
    """
    if by is None:
        return
    if proposal.proposed_by_id == by.pk:
        raise Refused("Người thẩm định phải khác người đề xuất.")
    wrote = Change.objects.filter(proposal=proposal, by=by.pk, act__in=AUTHORS)
    loaded = ImportPlan.objects.filter(proposal=proposal, planned_by=by.pk, state=PlanState.APPLIED)
    if wrote.exists() or loaded.exists():
        raise Refused("Người thẩm định không được là người đã soạn các dòng của bản này.")


def _refuse_issuer(proposal: Proposal, by: Actor) -> None:
    if proposal.proposed_by_id == by.pk:
        raise Refused("Người ban hành phải khác người đề xuất.")
    if Change.objects.filter(proposal=proposal, by=by.pk).exists():
        raise Refused("Người ban hành không được là người đã sửa các dòng của bản này.")


def _refuse_unsettled(found: Judged) -> None:
    waiting = found.waiting
    blocking = [one for one in waiting if one.blocks]
    if blocking:
        raise Refused(f"Còn {len(blocking)} lỗi phải sửa trước khi ban hành.")
    if waiting:
        raise Refused(f"Còn {len(waiting)} phát hiện chưa xử lý: sửa, trả lại hoặc giữ có lý do.")


def _move(proposal: Proposal, state: ProposalState, **fields: object) -> None:
    proposal.state = state
    for name, value in fields.items():
        setattr(proposal, name, value)
    names = [name.removesuffix("_id") for name in fields]
    with in_words(Proposal):
        proposal.save(update_fields=["state", *names])


def _tell(
    verb: str,
    proposal: Proposal,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    payload: dict[str, str] | None = None,
) -> None:
    audit.record(
        verb,
        kind="proposal",
        object_id=proposal.pk,
        label=proposal.name,
        by=by,
        at=at,
        reason=reason,
        clause=_CLAUSE.get(ListKind(proposal.kind), ""),
        payload={"state": str(proposal.state), **(payload or {})},
    )
