"""Ban hành: the decision that makes an appraised list the edition in force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import ISSUE_LIST
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.enums import ProposalState
from congvu.apps.toolkit.queries import ProposalView
from congvu.kernel.dates import format_day
from congvu.law.faults import LawFault
from congvu.web.appraisal import reach
from congvu.web.appraisal.issue_form import Terms, blank, read
from congvu.web.appraisal.issue_page import IssuePage, issue_page
from congvu.web.office.reach import acting
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import small

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be issued and the form, or issue it and go to the edition."""
    view = reach.issuable(request, pk)
    if view.state != ProposalState.APPRAISED:
        return _not_now(request, view)
    today, proposed = clock.today(), queries.as_issued(queries.read_draft(view).document)
    before = queries.standing(proposed, on=today)
    if request.method != "POST":
        form = blank(today=today, issued_by=before.issued_by if before else "")
        return _page(request, issue_page(view, proposed, before, form))
    form = read(request.POST, today=today, before=before.valid_from if before else None)
    if form.terms is None:
        return _page(request, issue_page(view, proposed, before, form))
    try:
        edition = _issue(request, view, form.terms)
    except (Refused, LawFault) as refused:
        said = refused.message if isinstance(refused, LawFault) else str(refused)
        return _page(request, issue_page(view, proposed, before, form, said))
    day = format_day(form.terms.valid_from)
    messages.success(request, f"Đã ban hành theo {form.terms.number}, áp dụng từ {day}.")
    return HttpResponseRedirect(reach.edition_page(view.kind, edition))


def _issue(request: HttpRequest, view: ProposalView, terms: Terms) -> str:
    return actions.issue(
        view.id,
        decision=terms.number,
        decided_on=terms.decided_on,
        issued_by=terms.issued_by,
        valid_from=terms.valid_from,
        by=acting(request, view, ISSUE_LIST),
        at=clock.now(),
    )


def _page(request: HttpRequest, page: IssuePage) -> HttpResponse:
    status = REFUSED if page.refused or page.form.problems else 200
    up = {"href": reverse("appraisal", args=(page.id,)), "label": "Thẩm định"}
    return show(request, "appraisal/issue.html", status, page=page, up=up)


def _not_now(request: HttpRequest, view: ProposalView) -> HttpResponse:
    """Why it is not issued now; a form that came too late changes nothing."""
    state = small(ProposalState(view.state).label)
    status = REFUSED if request.method == "POST" else 200
    up = {"href": reverse("appraisal", args=(view.id,)), "label": "Thẩm định"}
    return show(request, "appraisal/not_now.html", status, name=view.name, state=state, up=up)
