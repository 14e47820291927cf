"""Which proposals a reader may open here, and where their other pages lie."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from congvu.access.policy import may_appraise, may_issue, may_read_draft
from congvu.apps.toolkit import queries
from congvu.apps.toolkit.enums import ListKind, ProposalState
from congvu.apps.toolkit.queries import ProposalView

_APPRAISAL = "tham-dinh/"
_EDITIONS = {ListKind.POSITIONS: "/vi-tri/", ListKind.FRAMEWORK: "/vi-tri/"}


def readable(request: HttpRequest, pk: int) -> ProposalView:
    """The proposal, for whoever may read it; raises Http404 as if there were none."""
    try:
        view = queries.proposal(pk)
    except queries.UnknownProposal:
        raise Http404 from None
    if not may_read_draft(request.rights, unit_path=view.unit_path):
        raise Http404
    return view


def appraisable(request: HttpRequest, pk: int) -> ProposalView:
    """The proposal, for whoever may appraise it; raises Http404, PermissionDenied."""
    view = readable(request, pk)
    if not may_appraise(request.rights, unit_path=view.unit_path):
        raise PermissionDenied
    return view


def issuable(request: HttpRequest, pk: int) -> ProposalView:
    """The proposal, for whoever may issue it; raises Http404, PermissionDenied."""
    view = readable(request, pk)
    if not may_issue(request.rights, unit_path=view.unit_path):
        raise PermissionDenied
    return view


def acts(request: HttpRequest, view: ProposalView) -> bool:
    """Whether the reader settles findings now: the list lies with the appraiser, and it is she."""
    mine = view.proposed_by == request.user.pk
    lies_here = view.state == ProposalState.SUBMITTED and not mine
    return lies_here and may_appraise(request.rights, unit_path=view.unit_path)


def proposal_page(pk: int) -> str:
    """Where the rows of a proposal are drafted."""
    return reverse("appraisal", args=(pk,)).removesuffix(_APPRAISAL)


def edition_page(kind: str, edition: str) -> str:
    """Where an issued edition is read."""
    if kind == ListKind.CATALOGUE:
        return f"/danh-muc/{edition}/"
    return _EDITIONS.get(ListKind(kind), reverse("rules"))
