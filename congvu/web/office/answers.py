"""Answers to what was sent to a proposal: back to its page, or the page again, all typed kept."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from config import clock
from congvu.access.policy import PROPOSE_LIST
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions
from congvu.apps.toolkit import queries as toolkit
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.enums import Act
from congvu.apps.toolkit.queries import ProposalView
from congvu.web.office.asked import Asked, asked, number_in
from congvu.web.office.proposal_page import Typed
from congvu.web.office.reach import acting
from congvu.web.office.views import show_proposal

MISTAKEN, STALE = 422, 409


def came_from(request: HttpRequest, view: ProposalView) -> Asked:
    """The view of the list that the form was sent from."""
    return asked(QueryDict(request.POST.get("ve", "")), view.kind)


def show_again(
    request: HttpRequest, view: ProposalView, wanted: Asked, typed: Typed
) -> HttpResponse:
    """Show the page again with what is wrong and everything that was typed."""
    if is_fetched(request):
        return HttpResponse(status=MISTAKEN)
    return show_proposal(request, toolkit.proposal(view.id), wanted, typed, MISTAKEN)


def back(
    request: HttpRequest, view: ProposalView, wanted: Asked, told: str, *, anchor: str = ""
) -> HttpResponse:
    """Go back to the page, and say there what was done."""
    messages.success(request, told)
    address = f"{reverse('proposal', args=(view.id,))}?{wanted.query}"
    return redirect(f"{address}#{anchor}" if anchor else address)


def change(
    request: HttpRequest,
    view: ProposalView,
    edits: Sequence[RowEdit],
    *,
    label: str,
    act: str = Act.EDIT,
) -> None:
    """Change rows in the reader's name; raises Refused, also where no row was chosen."""
    if not edits:
        raise Refused("Chưa chọn dòng nào.")
    by = acting(request, view, PROPOSE_LIST)
    actions.change_rows(view.id, edits, act=act, label=label, by=by, at=clock.now())


def versions_in(request: HttpRequest, name: str) -> list[tuple[int, int | None]]:
    """Rows with the version that the reader saw: "12:3" is row 12 as of its third version."""
    pairs = (one.partition(":") for one in request.POST.getlist(name))
    found = ((number_in(row), number_in(seen)) for row, _, seen in pairs)
    return [(row, seen) for row, seen in found if row is not None]


def is_fetched(request: HttpRequest) -> bool:
    """Whether a script sent it, which shows nothing but what it asked for."""
    return request.headers.get("X-Requested-With") == "fetch"
