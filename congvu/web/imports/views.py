"""Nạp tệp: a workbook loaded for a proposal, shown as a plan, applied by a second person."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access import policy
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.enums import EDITABLE, PlanState
from congvu.apps.toolkit.queries import PlanRow, ProposalView, UnknownProposal
from congvu.engine.lists.differences import Differences, KeyTwice, differences
from congvu.exchange.lists.proposing import Absent, document_after, plan_upload, stored_plan
from congvu.exchange.workbook.refusal import Refused as FileRefused
from congvu.web.imports.imports_page import Reader, imports_page, plan_page
from congvu.web.office.reach import acting
from congvu.web.shared.frame import Link, show
from congvu.web.toolkit.views import MISTAKEN

LARGEST_BYTES = 5 << 20
TAKEN = (".xlsx", ".xls", ".ods", ".csv")
NEEDED = "cần một tệp .xlsx, .xls, .ods hoặc .csv."
NO_FILE = f"Chưa chọn tệp; {NEEDED}"
DONE = {
    "ap-dung": "Đã áp dụng tệp {}.",
    "bo": "Đã bỏ tệp {}; bản đề xuất không đổi.",
    "hoan-tac": "Đã hoàn tác tệp {}.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show the files of a proposal; load one, which changes nothing yet."""
    view = _readable(request, proposal_id)
    if request.method != "POST":
        return _show_list(request, view)
    if not _drafts(request, view):
        raise PermissionDenied
    sent = request.FILES.get("tep")
    asked = request.POST.get("vang", "")
    absent = Absent(asked) if asked in list(Absent) else Absent.KEEP
    try:
        _refuse_upload(sent)
        plan = _planned(view, sent, absent)
        made = actions.plan_import(view.id, plan, by=_drafting(request, view), at=clock.now())
    except FileRefused as refused:
        return _show_list(request, view, problem=refused.message, absent=absent)
    except Refused as refused:
        return _show_list(request, view, problem=str(refused), absent=absent)
    messages.success(request, f"Đã đọc {plan.filename}. Chưa có gì đổi: xem kế hoạch dưới đây.")
    return redirect("import_plan", view.id, made)


@require_http_methods(["GET", "HEAD", "POST"])
def import_plan(request: HttpRequest, proposal_id: int, plan_id: int) -> HttpResponse:
    """Show what a file would change; apply it, drop it, or take it back."""
    view = _readable(request, proposal_id)
    plan = queries.import_plan(plan_id)
    if plan is None or plan.proposal_id != view.id:
        raise Http404
    if request.method != "POST":
        return _show_plan(request, view, plan)
    if not _drafts(request, view):
        raise PermissionDenied
    step = request.POST.get("buoc", "")
    act = {
        "ap-dung": actions.apply_import,
        "bo": actions.discard_import,
        "hoan-tac": actions.undo_import,
    }.get(step)
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm với tệp này.")
        act(plan.id, by=_drafting(request, view), at=clock.now())
    except Refused as refused:
        return _show_plan(request, view, plan, problem=str(refused))
    messages.success(request, DONE[step].format(plan.filename))
    return redirect("import_plan", view.id, plan.id)


def _refuse_upload(sent: UploadedFile | None) -> None:
    if sent is None:
        raise Refused(NO_FILE)
    if Path(sent.name).suffix.lower() not in TAKEN:
        raise Refused(f"“{Path(sent.name).name}” không phải bảng tính; {NEEDED}")
    if sent.size > LARGEST_BYTES:
        raise Refused(f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy xóa ảnh trong tệp hoặc chia nhỏ.")


def _planned(view: ProposalView, sent: UploadedFile, absent: Absent) -> actions.NewPlan:
    """Read the upload from a file of its own, which is gone when it has been read."""
    name = Path(sent.name).name
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / f"tep{Path(name).suffix.lower()}"
        with path.open("wb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        return plan_upload(view, path, name, absent=absent)


def _readable(request: HttpRequest, proposal_id: int) -> ProposalView:
    try:
        view = queries.proposal(proposal_id)
    except UnknownProposal as unknown:
        raise Http404 from unknown
    if not policy.may_read_draft(request.rights, unit_path=view.unit_path):
        raise Http404
    return view


def _drafts(request: HttpRequest, view: ProposalView) -> bool:
    return policy.may_propose(request.rights, unit_path=view.unit_path)


def _drafting(request: HttpRequest, view: ProposalView) -> Actor:
    return acting(request, view, policy.PROPOSE_LIST)


def _reader(request: HttpRequest, view: ProposalView) -> Reader:
    return Reader(request.user.pk, _drafts(request, view))


def _up(view: ProposalView) -> Link:
    return Link(view.name, reverse("proposal", args=(view.id,)), here=False)


def _show_list(
    request: HttpRequest, view: ProposalView, *, problem: str = "", absent: str = ""
) -> HttpResponse:
    plans = [
        (one, reverse("import_plan", args=(view.id, one.id)))
        for one in queries.import_plans(view.id)
    ]
    page = imports_page(view, plans, _reader(request, view), absent=absent, problem=problem)
    status = MISTAKEN if problem else 200
    return show(request, "imports/imports.html", status, page=page, up=_up(view))


def _show_plan(
    request: HttpRequest, view: ProposalView, plan: PlanRow, *, problem: str = ""
) -> HttpResponse:
    read = stored_plan(plan.plan)
    live = None if read else _live(view, plan)
    page = plan_page(plan, view, read, live, _reader(request, view), problem=problem)
    up = Link("Các tệp đã nạp", reverse("imports", args=(view.id,)), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "imports/plan.html", status, page=page, up=up)


def _live(view: ProposalView, plan: PlanRow) -> Differences | None:
    """What a plan without a reading would change as the proposal stands; None once it is done."""
    if plan.state != PlanState.PLANNED or view.state not in EDITABLE:
        return None
    draft = queries.draft_document(view.id)
    try:
        return differences(draft, document_after(draft, plan.plan))
    except KeyTwice:
        return None
