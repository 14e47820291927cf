"""Việc ngoài danh mục: what an agency did that its catalogue does not name, for its office."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access import policy
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import VersionRow, versions
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.toolkit.enums import EDITABLE
from congvu.apps.toolkit.queries import ProposalView, proposals
from congvu.apps.work import actions, queries
from congvu.engine.lists.sheets import ListKind
from congvu.web.office.outside_file import outside_file
from congvu.web.office.outside_page import Target, outside_page
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import wants_list_file

MISTAKEN = 422
UNIT = "don-vi"


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest) -> HttpResponse:
    """Show what waits in one agency and what was decided; add one to a proposal, or leave it."""
    agencies = _agencies(request)
    asked = request.POST.get(UNIT) or request.GET.get(UNIT, "")
    here = next((one for one in agencies if one.code == (asked or agencies[0].code)), None)
    if here is None:
        raise Http404
    if wants_list_file(request):
        return outside_file(here, queries.outside_of(here.id))
    if request.method != "POST":
        return _show(request, agencies, here)
    try:
        return _decided(request, here)
    except Refused as refused:
        return _show(request, agencies, here, str(refused), MISTAKEN)


def _decided(request: HttpRequest, here: UnitRow) -> HttpResponse:
    key, now = request.POST.get("viec", ""), clock.now()
    by = request.rights.acting(request.user, policy.PROPOSE_LIST, here.path)
    if request.POST.get("lam") == "khong-them":
        actions.leave_outside(here.id, key, reason=request.POST.get("ly-do", ""), by=by, at=now)
        messages.success(request, "Đã ghi: không thêm vào danh mục.")
        return redirect(f"{reverse('outside_list')}?{UNIT}={here.code}")
    into, edition = _target(request, here)
    made = actions.propose_outside(here.id, key, into=into, edition=edition, by=by, at=now)
    messages.success(request, "Đã đưa vào bản đề xuất; bổ sung mã, nhóm và điểm cho dòng mới.")
    return redirect("proposal", made)


def _agencies(request: HttpRequest) -> list[UnitRow]:
    """The agencies whose lists the reader may draft; raises Http404 where there is none."""
    found = [
        one
        for one in units(on=clock.today())
        if one.agency == one.code and policy.may_propose(request.rights, unit_path=one.path)
    ]
    if not found:
        raise Http404
    return found


def _target(request: HttpRequest, here: UnitRow) -> tuple[int | None, VersionRow | None]:
    """The proposal or the edition chosen; raises Refused for one that is not to be chosen."""
    chosen = request.POST.get("vao", "")
    for proposal in _under_way(request, here):
        if chosen == f"de-xuat:{proposal.id}":
            return proposal.id, None
    for edition in _startable(request, here):
        if chosen == f"danh-muc:{edition.series}":
            return None, edition
    raise Refused("Chọn bản đề xuất hoặc danh mục để đưa việc này vào.")


def _under_way(request: HttpRequest, here: UnitRow) -> list[ProposalView]:
    return [
        one
        for one in proposals(ListKind.CATALOGUE)
        if one.state in EDITABLE
        and one.unit_path
        and one.unit_path.startswith(here.path)
        and policy.may_propose(request.rights, unit_path=one.unit_path)
    ]


def _startable(request: HttpRequest, here: UnitRow) -> list[VersionRow]:
    """Editions in force of the agency's own catalogues that no proposal is under way for."""
    today = clock.today()
    busy = {one.series for one in proposals(ListKind.CATALOGUE) if one.state not in ENDED}
    return [
        one
        for one in versions()
        if one.holds_on(today)
        and one.series not in busy
        and one.unit_path
        and one.unit_path.startswith(here.path)
        and policy.may_propose(request.rights, unit_path=one.unit_path)
    ]


ENDED = ("issued", "withdrawn")


def _targets(request: HttpRequest, here: UnitRow) -> list[Target]:
    under_way = [
        Target(f"de-xuat:{one.id}", f"Bản đề xuất đang soạn: {one.name}")
        for one in _under_way(request, here)
    ]
    begun = [
        Target(f"danh-muc:{one.series}", f"Lập bản đề xuất mới từ {one.name}")
        for one in _startable(request, here)
    ]
    return [*under_way, *begun]


def _show(
    request: HttpRequest,
    agencies: Sequence[UnitRow],
    here: UnitRow,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = outside_page(
        agencies,
        here,
        queries.outside_of(here.id),
        queries.decided_of(here.id),
        _targets(request, here),
        typed=(request.POST.get("viec", ""), request.POST.get("ly-do", "")),
        problem=problem,
    )
    return show(request, "office/outside.html", status, page=page)
