"""Điều chỉnh: proposals to amend published results, proposed by one and checked by another."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.access.policy import AMEND_RESULT, DECIDE_RESULT, READ_MONTH, may_amend, may_read_month
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import NewAmendment
from congvu.apps.evaluation.enums import ProposalState
from congvu.apps.evaluation.queries import (
    ALL,
    NoScorecard,
    ObjectionRow,
    ProposalRow,
    Stored,
    UnknownObjection,
    UnknownProposal,
)
from congvu.apps.rulebook.queries import UnknownPeriod
from congvu.web.objections.amendment_page import amendment_page, proposal_lines, reasons_against
from congvu.web.objections.authority import decides
from congvu.web.objections.change_form import changes_in_words, changes_typed, lines_of
from congvu.web.objections.lists_file import amendments_file
from congvu.web.objections.months import named
from congvu.web.objections.rows import ROWS_PER_PAGE
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import MOST_ROWS, wants_list_file
from congvu.web.shared.paging import page_wanted, pages_of

MISTAKEN = 422
_MOST_DIGITS = 6


@require_safe
def amendments(request: HttpRequest) -> HttpResponse:
    """Show the proposals and amendments in the reader's reach, 50 a page."""
    reach = sorted(request.rights.reach(READ_MONTH).paths)
    waiting = request.GET.get("loc") == "cho"
    if wants_list_file(request):
        _, every = queries.listed_proposals(reach, under_way=waiting, first=0, most=MOST_ROWS)
        return amendments_file(every)
    wanted = page_wanted(request)
    first = (wanted - 1) * ROWS_PER_PAGE
    total, rows = queries.listed_proposals(
        reach, under_way=waiting, first=first, most=ROWS_PER_PAGE
    )
    asked = {"loc": "cho"} if waiting else {}
    pages = pages_of(
        total, wanted, ROWS_PER_PAGE, lambda page: f"?{urlencode({**asked, 'trang': page})}"
    )
    return show(
        request,
        "objections/amendments.html",
        rows=proposal_lines(rows),
        pages=pages,
        waiting=waiting,
        up=Link("Kiến nghị", reverse("objections"), here=False),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_new(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Propose to amend a person's published result: what an objection was granted, or a fault."""
    stored = _stored(request, code, key)
    carried = _carried(request, stored)
    if request.method != "POST":
        return _form(request, stored, carried)
    try:
        made = actions.propose_amendment(
            stored.period, code, _typed(request, stored, carried), by=_by(request, stored),
            at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _form(request, stored, carried, str(refused))
    messages.success(request, "Đã gửi đề nghị điều chỉnh; chờ người thứ hai kiểm tra.")
    return redirect("amendment", made)


def _by(request: HttpRequest, stored: Stored) -> Any:
    card = stored.card
    return request.rights.acting(request.user, AMEND_RESULT, card.unit_path, card.person_id)


def _typed(request: HttpRequest, stored: Stored, carried: ObjectionRow | None) -> NewAmendment:
    reason = request.POST.get("ly-do", "").replace("\0", "").strip()
    if carried is not None:
        return NewAmendment(carried.changes, reason, carried.id)
    standing = queries.current_result(stored.card)
    return NewAmendment(changes_typed(stored, standing.inputs, request.POST, (ALL,)), reason)


def _stored(request: HttpRequest, code: str, key: str) -> Stored:
    """The published result of a person in the reader's reach; 404 for others."""
    try:
        held, rules = named(key)
        card = queries.card_of(code, period_id=held.id, on=held.ends_on)
    except (UnknownPeriod, NoScorecard) as unknown:
        raise Http404 from unknown
    within = may_amend(request.rights, person=card.person_id, unit_path=card.unit_path)
    if not within or not card.stands:
        raise Http404
    return queries.stored_of(held, card, rules)


def _carried(request: HttpRequest, stored: Stored) -> ObjectionRow | None:
    """The accepted objection that is carried out; 404 for one of another card."""
    asked = request.POST.get("kien-nghi") or request.GET.get("kien-nghi", "")
    if not asked:
        return None
    try:
        row = queries.objection(_number(asked))
    except UnknownObjection as unknown:
        raise Http404 from unknown
    if row.card_id != stored.card.id or not row.changes:
        raise Http404
    return row


def _form(
    request: HttpRequest, stored: Stored, carried: ObjectionRow | None, problem: str = ""
) -> HttpResponse:
    standing = queries.current_result(stored.card)
    typed = request.POST.dict() if request.method == "POST" else None
    lines = () if carried else lines_of(stored, standing.inputs, (ALL,), typed)
    month = reverse("person_month", args=(stored.card.person, stored.period.key))
    return show(
        request,
        "objections/amendment_new.html",
        MISTAKEN if problem else 200,
        card=stored.card,
        period=stored.period,
        carried=carried,
        granted=changes_in_words(stored, carried.changes) if carried else (),
        lines=lines,
        reason=request.POST.get("ly-do", ""),
        problem=problem,
        up=Link(stored.card.full_name, month, here=False),
    )


@require_safe
def amendment(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show one proposal or amendment, the results before and after side by side."""
    return _page(request, _readable(request, proposal_id))


@require_POST
def check(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Confirm or refuse a proposal as its second person."""
    row = _readable(request, proposal_id)
    if not may_amend(request.rights, person=row.person_id, unit_path=row.unit_path):
        raise PermissionDenied
    by = request.rights.acting(request.user, AMEND_RESULT, row.unit_path, row.person_id)
    try:
        if request.POST.get("lam") == "khong":
            actions.refuse_amendment(row.id, reason=_reason(request), by=by, at=clock.now())
        else:
            actions.check_amendment(row.id, by=by, at=clock.now())
    except Refused as refused:
        return _page(request, row, str(refused), MISTAKEN)
    messages.success(request, "Đã ghi kết quả kiểm tra.")
    return redirect("amendment", row.id)


@require_POST
def sign(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Sign or refuse a checked proposal as the managing agency's head (Đ21.3)."""
    row = _readable(request, proposal_id)
    head = queries.managing_head_of(row.unit_path, clock.today())
    if head is None or not decides(request.rights, row, head):
        raise PermissionDenied
    by = request.rights.acting(request.user, DECIDE_RESULT, row.unit_path, row.person_id)
    try:
        if request.POST.get("lam") == "khong":
            actions.refuse_amendment(row.id, reason=_reason(request), by=by, at=clock.now())
        else:
            actions.sign_amendment(row.id, authority=head.person_id, by=by, at=clock.now())
    except Refused as refused:
        return _page(request, row, str(refused), MISTAKEN)
    messages.success(request, "Đã ghi quyết định.")
    return redirect("amendment", row.id)


def _readable(request: HttpRequest, proposal_id: int) -> ProposalRow:
    """A proposal that the reader may see, as she may see the month; 404 for others."""
    try:
        row = queries.proposal(proposal_id if proposal_id < 1 << 63 else 0)
    except UnknownProposal as unknown:
        raise Http404 from unknown
    if not may_read_month(request.rights, person=row.person_id, unit_path=row.unit_path):
        raise Http404
    return row


def _page(
    request: HttpRequest, row: ProposalRow, problem: str = "", status: int = 200
) -> HttpResponse:
    page = amendment_page(row, clock.today())
    against = reasons_against(row, request.rights, request.user.pk)
    signed = row.state == ProposalState.CHECKED
    head = queries.managing_head_of(row.unit_path, clock.today()) if signed else None
    return show(
        request,
        "objections/amendment.html",
        status,
        page=page,
        problem=problem,
        reason=request.POST.get("ly-do", ""),
        checks=row.state == ProposalState.PROPOSED and not against,
        signs=signed and decides(request.rights, row, head),
        signer=f"{head.full_name}, {head.unit_name}" if head else "",
        up=Link("Điều chỉnh", reverse("amendments"), here=False)
        if request.rights.may(READ_MONTH)
        else None,
    )


def _reason(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "").replace("\0", "").strip()


def _number(text: str) -> int:
    known = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if known else 0
