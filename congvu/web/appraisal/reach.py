"""Which proposals a reader may appraise or issue, and where an edition is read."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from congvu.access.policy import may_appraise, may_issue
from congvu.apps.toolkit.enums import ListKind, ProposalState
from congvu.apps.toolkit.queries import ProposalView
from congvu.web.office.reach import readable

_EDITIONS = {ListKind.POSITIONS: "/vi-tri/", ListKind.FRAMEWORK: "/vi-tri/"}


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


def edition_page(kind: str, edition: str) -> str:
    """Where an issued edition is read."""
    if kind == ListKind.CATALOGUE:
        return reverse("catalogue", args=(edition,))
    return _EDITIONS.get(ListKind(kind), reverse("rules"))
