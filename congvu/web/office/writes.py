"""What is sent to a proposal as a whole: pasted tables, undoing, settings, comments, steps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from config import clock
from congvu.access.policy import PROPOSE_LIST
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions
from congvu.apps.toolkit import queries as toolkit
from congvu.apps.toolkit.enums import Act
from congvu.apps.toolkit.queries import ProposalView
from congvu.web.office import reach
from congvu.web.office.answers import MISTAKEN, back, came_from, change, show_again
from congvu.web.office.asked import Asked, number_in
from congvu.web.office.list_settings import NAME, read_settings
from congvu.web.office.paste_page import Merging, merging, paste_page
from congvu.web.office.pasting import NotATable, Pasted, read_paste
from congvu.web.office.proposal_page import Typed
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import count


@require_POST
def paste(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Preview what was pasted, or put it into the draft as one change."""
    view = reach.editable(request, proposal_id)
    wanted = came_from(request, view)
    text = request.POST.get("chu", "")
    try:
        pasted = read_paste(text, wanted.sheet, _columns(request))
    except NotATable as wrong:
        typed = Typed(text=text, problem=str(wrong))
        return show_again(request, view, wanted.but(panel="dan"), typed)
    planned = merging(toolkit.read_draft(view), wanted.sheet, pasted.rows)
    if request.POST.get("viec") == "dua-vao":
        return _put_in(request, view, wanted, pasted, planned, text)
    page = paste_page(view, wanted, pasted, planned, text, _here(view))
    return show(request, "office/paste.html", page=page)


@require_POST
def undo(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take back the change that is named, or the reader's own last one."""
    view = reach.editable(request, proposal_id)
    wanted = came_from(request, view)
    number = number_in(request.POST.get("so", ""))
    if number is None:
        last = toolkit.last_own_change(view.id, request.user.pk)
        if last is None:
            typed = Typed(problem="Ông/bà chưa sửa gì ở bản này, nên không có gì để hoàn tác.")
            return show_again(request, view, wanted, typed)
        number = last.number
    try:
        by = reach.acting(request, view, PROPOSE_LIST)
        actions.undo(view.id, number, by=by, at=clock.now())
    except Refused as refused:
        return show_again(request, view, wanted, Typed(problem=str(refused)))
    label = next((one.label for one in toolkit.changes(view.id, most=1)), "")
    return back(request, view, wanted, f"{label}." if label else "Đã hoàn tác.")


@require_POST
def settings(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Change the name of the list, the points of its standard product, its bands."""
    view = reach.editable(request, proposal_id)
    wanted = came_from(request, view)
    read, faults = read_settings(view.kind, request.POST)
    if faults:
        typed = Typed(settings=read, faults=faults, problem="Chưa lưu: còn chỗ chưa đúng.")
        return show_again(request, view, wanted.but(panel="cai-dat"), typed)
    name = read.pop(NAME)
    kept = {**view.settings, **read}
    try:
        actions.change_settings(
            view.id,
            name=name,
            settings=kept,
            seen=number_in(request.POST.get("da-thay", "")),
            by=reach.acting(request, view, PROPOSE_LIST),
            at=clock.now(),
        )
    except Refused as refused:
        typed = Typed(settings={NAME: name, **read}, problem=str(refused))
        return show_again(request, view, wanted.but(panel="cai-dat"), typed)
    return back(request, view, wanted, "Đã lưu thông tin chung.")


@require_POST
def comment(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Say something of a row or of the whole list, or mark what was said as dealt with."""
    view = reach.readable(request, proposal_id)
    if not reach.may_comment(request, view):
        raise PermissionDenied
    row_id = number_in(request.POST.get("dong", ""))
    wanted = came_from(request, view)
    wanted = wanted.but(open_row=row_id) if row_id else wanted.but(panel="y-kien")
    settled = number_in(request.POST.get("xong", ""))
    try:
        told = _settle(request, view, settled) if settled else _comment(request, view, row_id)
    except Refused as refused:
        return show_again(request, view, wanted, Typed(text=_said(request), problem=str(refused)))
    return back(request, view, wanted, told, anchor=f"dong-{row_id}" if row_id else "")


@require_POST
def step(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Send the list to be appraised, or give it up."""
    view = reach.editable(request, proposal_id)
    wanted = came_from(request, view)
    act, reason = request.POST.get("viec", ""), request.POST.get("ly-do", "").strip()
    try:
        if act == "trinh":
            by = reach.acting(request, view, PROPOSE_LIST)
            actions.submit(view.id, by=by, at=clock.now())
            return back(request, view, wanted, "Đã trình. Người thẩm định sẽ xử lý tiếp.")
        if act == "rut":
            _withdraw(request, view, reason)
            return back(request, view, wanted.but(), "Đã rút bản đề xuất; các dòng vẫn đọc được.")
    except Refused as refused:
        panel = "rut" if act == "rut" else ""
        typed = Typed(text=reason, problem=str(refused))
        return show_again(request, view, wanted.but(panel=panel), typed)
    raise Http404


def _put_in(
    request: HttpRequest,
    view: ProposalView,
    wanted: Asked,
    pasted: Pasted,
    planned: Merging,
    text: str,
) -> HttpResponse:
    """Put what was previewed into the draft, or show the preview again with what is in the way."""
    label = f"Dán {count(len(pasted.rows))} dòng từ bảng tính"
    try:
        if not planned.edits:
            raise Refused("Không có dòng nào mới hoặc khác; bản đề xuất giữ nguyên.")
        change(request, view, planned.edits, act=Act.PASTE, label=label)
    except Refused as refused:
        page = paste_page(view, wanted, pasted, planned, text, _here(view), str(refused))
        return show(request, "office/paste.html", MISTAKEN, page=page)
    faults = len(pasted.faults)
    wrong = f" Còn {count(faults)} ô chưa đúng." if faults else ""
    return back(request, view, wanted.but(), f"{label}: đã đưa vào.{wrong}")


def _here(view: ProposalView) -> str:
    return reverse("proposal", args=(view.id,))


def _columns(request: HttpRequest) -> list[str] | None:
    given = request.POST.getlist("cot")
    return given or None


def _comment(request: HttpRequest, view: ProposalView, row_id: int | None) -> str:
    said = _said(request)
    if not said:
        raise Refused("Ý kiến đang trống; gõ điều cần nói.")
    by = reach.speaking(request, view)
    actions.comment(view.id, said, row_id=row_id, by=by, at=clock.now())
    return "Đã ghi ý kiến."


def _settle(request: HttpRequest, view: ProposalView, comment_id: int) -> str:
    if comment_id not in {one.id for one in toolkit.comments(view.id)}:
        raise Http404
    actions.settle_comment(comment_id, by=reach.speaking(request, view), at=clock.now())
    return "Đã đánh dấu ý kiến là xử lý xong."


def _withdraw(request: HttpRequest, view: ProposalView, reason: str) -> None:
    if not reason:
        raise Refused("Rút thì ghi lý do, để người sau hiểu vì sao.")
    by = reach.acting(request, view, PROPOSE_LIST)
    actions.withdraw(view.id, reason=reason, by=by, at=clock.now())


def _said(request: HttpRequest) -> str:
    return request.POST.get("loi", "").replace("\x00", "").strip()
