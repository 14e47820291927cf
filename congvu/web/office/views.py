"""Danh mục và bản đề xuất: the pages that are read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access import policy
from congvu.apps.catalogue import queries as catalogues_kept
from congvu.apps.catalogue.queries import VersionRow
from congvu.apps.org import queries as org
from congvu.apps.toolkit import queries as toolkit
from congvu.apps.toolkit.queries import ProposalView
from congvu.engine.lists.sheets import Row
from congvu.web.office import reach
from congvu.web.office.asked import PER_PAGE, Asked, asked, number_in
from congvu.web.office.catalogue_page import Looked, catalogue_page, looked
from congvu.web.office.catalogues_page import NewList, catalogues_page
from congvu.web.office.changes_page import changes_page
from congvu.web.office.proposal_page import Read, Typed, proposal_page
from congvu.web.office.proposal_view import ProposalPage
from congvu.web.shared.frame import show


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """Show the catalogues in force, and what is under way for those who work on it."""
    return show_catalogues(request, NewList())


def show_catalogues(request: HttpRequest, typed: NewList, status: int = 200) -> HttpResponse:
    """Show the page of catalogues, with what was typed for a new list and not taken."""
    rights, today = request.rights, clock.today()
    sees = any(rights.may(one) for one in policy.SEES_DRAFTS)
    under_way = toolkit.proposals() if sees else []
    seen = [one for one in under_way if policy.may_read_draft(rights, unit_path=one.unit_path)]
    sent_back = [one.id for one in seen if one.state == "returned"]
    page = catalogues_page(
        catalogues_kept.versions(),
        seen,
        toolkit.returns(sent_back) if sent_back else {},
        units=_own_units(request),
        may_propose=lambda path: policy.may_propose(rights, unit_path=path),
        typed=typed,
        today=today,
    )
    return show(request, "office/catalogues.html", status, page=page)


def _own_units(request: HttpRequest) -> list[org.UnitRow]:
    """The agencies that the reader may draft lists for."""
    if not request.rights.may(policy.PROPOSE_LIST):
        return []
    return [
        one
        for one in org.units(on=clock.today())
        if one.agency == one.code and policy.may_propose(request.rights, unit_path=one.path)
    ]


@require_safe
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """Show one edition of a catalogue, or what changed in it against another edition."""
    every = catalogues_kept.versions()
    edition = next((one for one in every if one.code == code), None)
    if edition is None:
        raise Http404
    series = [one for one in every if one.series == edition.series]
    if other := request.GET.get("so-voi", ""):
        return _compared(request, edition, series, other)
    wanted = looked(request.GET)
    page = catalogue_page(edition, series, _products(edition.code, wanted), wanted, clock.today())
    return show(request, "office/catalogue.html", page=page)


def _products(code: str, wanted: Looked) -> tuple[int, list[Row], tuple[str, ...]]:
    """How many products match, those of the page (past the end: of the last), and the sections."""
    sections = catalogues_kept.sections_of(code)
    first = wanted.first
    total, rows = catalogues_kept.listed_products(code, wanted.products, first=first, most=PER_PAGE)
    if total and not rows:
        first = (total - 1) // PER_PAGE * PER_PAGE
        _, rows = catalogues_kept.listed_products(code, wanted.products, first=first, most=PER_PAGE)
    return total, rows, sections


def _compared(
    request: HttpRequest, edition: VersionRow, series: list[VersionRow], other: str
) -> HttpResponse:
    before = next((one for one in series if one.code == other), None)
    if before is None:
        raise Http404
    page = changes_page(
        edition,
        before,
        catalogues_kept.document_of(before.code),
        catalogues_kept.document_of(edition.code),
        number_in(request.GET.get("trang", "")) or 1,
    )
    return show(request, "office/changes.html", page=page)


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show a list under way: its state, its rows, and what is open in it."""
    view = reach.readable(request, proposal_id)
    return show_proposal(request, view, asked(request.GET, view.kind), Typed())


def show_proposal(
    request: HttpRequest, view: ProposalView, wanted: Asked, typed: Typed, status: int = 200
) -> HttpResponse:
    """Show the page of a proposal, with what was typed and not taken."""
    page = read_page(request, view, wanted, typed)
    return show(request, "office/proposal.html", status, page=page)


def read_page(
    request: HttpRequest, view: ProposalView, wanted: Asked, typed: Typed
) -> ProposalPage:
    """Read the records and build the page of a proposal."""
    search = wanted.search
    read = Read(
        view=view,
        found=toolkit.judge(view),
        comments=toolkit.comments(view.id),
        changes=toolkit.changes(view.id) if wanted.panel == "lich-su" else (),
        returned=toolkit.returns([view.id]).get(view.id) if view.state == "returned" else None,
        matching=toolkit.matching_rows(view.id, wanted.sheet.name, search) if search else None,
        may_edit=reach.may_edit(request, view),
        may_comment=reach.may_comment(request, view),
    )
    return proposal_page(read, wanted, reverse("proposal", args=(view.id,)), typed)
