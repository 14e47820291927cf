"""What is sent to the rows of a proposal: one row, several, or a block pasted onto the grid."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import queries as toolkit
from congvu.apps.toolkit.actions import RowEdit, Stale
from congvu.apps.toolkit.enums import Act
from congvu.apps.toolkit.queries import ProposalView
from congvu.engine.lists.sheets import Row, Sheet
from congvu.web.office import blocks, reach
from congvu.web.office.answers import (
    STALE,
    back,
    came_from,
    change,
    is_fetched,
    show_again,
    versions_in,
)
from congvu.web.office.asked import PER_PAGE, Asked, number_in
from congvu.web.office.conflict_page import conflict_page
from congvu.web.office.grid import fault_of, grid_row, label_of, sheetful
from congvu.web.office.pasting import canonical
from congvu.web.office.proposal_page import Typed, findings_told
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import count

_LONGEST_LABEL = 200


@require_POST
def rows(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Save a row, remove rows, set a choice on several, or take a block pasted onto the grid."""
    view = reach.editable(request, proposal_id)
    wanted = came_from(request, view)
    act = _ROW_ACTS.get(request.POST.get("viec", ""))
    if act is None:
        raise Http404
    try:
        return act(request, view, wanted)
    except Refused as refused:
        return show_again(request, view, wanted, Typed(problem=str(refused)))


def _save(request: HttpRequest, view: ProposalView, wanted: Asked) -> HttpResponse:
    """Save one row: a new one, or as much of an old one as was sent."""
    row_id = number_in(request.POST.get("dong", ""))
    standing = toolkit.draft_row(view.id, row_id) if row_id else None
    values = {**(standing.values if standing else {}), **_cells(request, wanted.sheet)}
    if not any(values.values()):
        raise Refused("Dòng chưa có gì; điền ít nhất một ô.")
    seen = number_in(request.POST.get("ban", "")) if standing else None
    label = label_of(wanted.sheet, values, standing.place if standing else 0)
    verb = "Sửa" if standing else "Thêm"
    if row_id and standing is None:
        typed = Typed(row=values, problem="Dòng này vừa bị xóa. Muốn giữ thì lưu thành dòng mới.")
        return show_again(request, view, wanted.but(adds=True), typed)
    try:
        edit = RowEdit(wanted.sheet.name, values, row_id, seen=seen)
        change(request, view, [edit], label=f"{verb} {label}"[:_LONGEST_LABEL])
    except Stale:
        return _twoversions_in(request, view, wanted, row_id, values, seen or 0)
    except Refused as refused:
        opened = wanted.but(open_row=row_id, adds=row_id is None)
        return show_again(request, view, opened, Typed(row=values, problem=str(refused)))
    return _saved(request, view, wanted, row_id, values, label)


def _saved(
    request: HttpRequest,
    view: ProposalView,
    wanted: Asked,
    row_id: int | None,
    values: Row,
    label: str,
) -> HttpResponse:
    if is_fetched(request):
        return _row_again(request, view, wanted, row_id)
    faults = sum(1 for one in wanted.sheet.columns if fault_of(one, values.get(one.name, "")))
    told = f"Đã lưu {label}" + (f", còn {faults} ô chưa đúng." if faults else ".")
    if row_id is not None:
        return back(request, view, wanted.but(), told, anchor=f"dong-{row_id}")
    if request.POST.get("tiep"):
        return back(request, view, wanted.but(adds=True), told, anchor="dong-moi")
    total, _ = toolkit.draft_rows(view.id, wanted.sheet.name, most=0)
    last = wanted.but(search="", filters={}, faulty=False, page=-(-total // PER_PAGE))
    return back(request, view, last, told, anchor="luoi")


def _row_again(
    request: HttpRequest, view: ProposalView, wanted: Asked, row_id: int | None
) -> HttpResponse:
    """Answer a script: the row as the grid shows it now, and what is found in the whole list."""
    found = toolkit.judge(toolkit.proposal(view.id))
    full = sheetful(found, wanted.sheet)
    place = full.place_of(row_id)
    if place is None:
        raise Http404
    said = {row_id: sum(1 for one in toolkit.comments(view.id) if one.row_id == row_id)}
    row = grid_row(full, place, wanted.but(), said)
    html = render_to_string("office/_row.html", {"row": row, "edits": True})
    return JsonResponse({"row": html, "told": findings_told(found)})


def _twoversions_in(
    request: HttpRequest,
    view: ProposalView,
    wanted: Asked,
    row_id: int,
    mine: Mapping[str, str],
    seen: int,
) -> HttpResponse:
    """Show what the reader typed beside what somebody else wrote meanwhile."""
    current = toolkit.draft_row(view.id, row_id)
    if current is None or is_fetched(request):
        return HttpResponse(status=STALE)
    since = toolkit.changed_since(view.id, row_id, times=current.version - seen)
    address = reverse("proposal", args=(view.id,))
    links = {
        "here": address,
        "query": wanted.but().query,
        "close": f"{address}{wanted.href()}#dong-{row_id}",
    }
    page = conflict_page(view.name, wanted.sheet, mine, current, since, links)
    if not page.columns:
        return back(request, view, wanted.but(), f"{page.row} đã đúng như ông/bà gõ.")
    return show(request, "office/conflict.html", STALE, page=page)


def _remove(request: HttpRequest, view: ProposalView, wanted: Asked) -> HttpResponse:
    chosen = _chosen(request)
    edits = [RowEdit(wanted.sheet.name, None, row, seen=seen) for row, seen in chosen]
    change(request, view, edits, label=f"Xóa {count(len(edits))} dòng")
    told = f"Đã xóa {count(len(edits))} dòng. Xóa nhầm thì bấm “Hoàn tác”."
    return back(request, view, wanted.but(), told)


def _set(request: HttpRequest, view: ProposalView, wanted: Asked) -> HttpResponse:
    """Set one choice on the rows that are chosen."""
    name, _, code = request.POST.get("dat", "").partition(":")
    if not wanted.sheet.has(name) or code not in wanted.sheet.column(name).choices:
        raise Refused("Chưa chọn đặt ô nào thành gì.")
    column = wanted.sheet.column(name)
    standing = dict(_chosen(request))
    draft = toolkit.read_draft(view)
    values = dict(
        zip(draft.ids[wanted.sheet.name], draft.document.rows(wanted.sheet.name), strict=True)
    )
    edits = [
        RowEdit(wanted.sheet.name, {**values.get(row, {}), name: code}, row, seen=seen)
        for row, seen in standing.items()
    ]
    label = f"Đặt {column.title} = {column.choices[code]} cho {count(len(edits))} dòng"
    change(request, view, edits, label=label)
    return back(request, view, wanted.but(), f"{label}.")


def _take_block(request: HttpRequest, view: ProposalView, wanted: Asked) -> HttpResponse:
    """Take what was pasted onto the grid from its active cell on."""
    names = [name for name in request.POST.getlist("cot") if wanted.sheet.has(name)]
    edits = blocks.edits_of(
        toolkit.read_draft(view), wanted.sheet, versions_in(request, "dong"), names,
        request.POST.get("chu", ""),
    )  # fmt: skip
    label = f"Dán {count(len(edits))} dòng vào bảng"
    change(request, view, edits, act=Act.PASTE, label=label)
    return back(request, view, wanted.but(), f"{label}. Dán nhầm thì bấm “Hoàn tác”.")


def _cells(request: HttpRequest, sheet: Sheet) -> dict[str, str]:
    """The cells that were sent, canonical where they can be read, as typed where not."""
    return {
        one.name: canonical(sheet, one.name, request.POST[f"o-{one.name}"])
        for one in sheet.columns
        if f"o-{one.name}" in request.POST
    }


def _chosen(request: HttpRequest) -> list[tuple[int, int | None]]:
    return versions_in(request, "chon")


_ROW_ACTS: Mapping[str, Callable[[HttpRequest, ProposalView, Asked], HttpResponse]] = {
    "luu": _save,
    "xoa": _remove,
    "dat": _set,
    "khoi": _take_block,
}
