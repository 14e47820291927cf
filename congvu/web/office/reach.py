"""The proposal an address names, if the reader may see it; what the reader may do with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from congvu.access import policy
from congvu.access.rights import PROVINCE
from congvu.apps.audit.actions import Actor
from congvu.apps.toolkit.queries import ProposalView, UnknownProposal, proposal


def readable(request: HttpRequest, proposal_id: int) -> ProposalView:
    """Return the proposal; raises Http404 for one that is unknown or out of reach."""
    try:
        found = proposal(proposal_id)
    except UnknownProposal as unknown:
        raise Http404 from unknown
    if not policy.may_read_draft(request.rights, unit_path=found.unit_path):
        raise Http404
    return found


def editable(request: HttpRequest, proposal_id: int) -> ProposalView:
    """Return the proposal; raises Http404 out of reach, PermissionDenied for who only reads it."""
    found = readable(request, proposal_id)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


def may_edit(request: HttpRequest, view: ProposalView) -> bool:
    """Whether the reader may draft this list."""
    return policy.may_propose(request.rights, unit_path=view.unit_path)


def acting(request: HttpRequest, view: ProposalView, permission: str) -> Actor:
    """Who to write an act on this list down to; raises PermissionDenied without the right."""
    return request.rights.acting(request.user, permission, view.unit_path or PROVINCE)


def speaking(request: HttpRequest, view: ProposalView) -> Actor:
    """Who to write a comment down to, by whichever right she works on the list."""
    path = view.unit_path or PROVINCE
    works = (policy.PROPOSE_LIST, policy.APPRAISE_LIST, policy.ISSUE_LIST)
    held = [one for one in works if request.rights.reach(one).covers(path)]
    return acting(request, view, held[0] if held else policy.PROPOSE_LIST)


def may_comment(request: HttpRequest, view: ProposalView) -> bool:
    """Whether the reader works on this list, so that her word is asked for."""
    works = (policy.may_propose, policy.may_appraise, policy.may_issue)
    return any(may(request.rights, unit_path=view.unit_path) for may in works)
