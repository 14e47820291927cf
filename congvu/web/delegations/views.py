"""Ủy quyền: who acts for whom on which days; made, seen and ended openly."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.access import policy
from congvu.access.policy import READ_DELEGATIONS
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions
from congvu.apps.org import queries as org
from congvu.apps.org.queries import AccountRow, DelegationRow
from congvu.apps.positions.queries import postings_under
from congvu.web.delegations.delegations_page import (
    DelegationsPage,
    Line,
    Ways,
    line_of,
)
from congvu.web.delegations.lending import Form, Own, blank, read, refuse
from congvu.web.shared.frame import LINKS, show
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import ROWS_PER_PAGE, Pages, pages_of

REFUSED = 422
MOST_TYPED = 500
PAGE = "trang"


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Show what the reader lent and was lent, and her unit's list; lend."""
    form = _blank(request)
    if request.method != "POST":
        return _shown(request, form)
    if form is None:
        raise PermissionDenied
    form, row = read(form, request.POST)
    if row is None:
        return _shown(request, form)
    try:
        actions.delegate(row, by=request.user, at=clock.now())
    except Refused as refused:
        return _shown(request, refuse(form, str(refused)))
    messages.success(request, "Đã ủy quyền. Người làm thay dùng tài khoản của chính họ.")
    return redirect("delegations")


@require_POST
def delegation_end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation now, with the reason."""
    row = org.delegation(delegation_id)
    if row is None or not _may_see(request, row):
        raise Http404
    reason = request.POST.get("ly-do", "").replace("\x00", "").strip()[:MOST_TYPED]
    if not _may_end(request, row):
        raise PermissionDenied
    try:
        actions.end_delegation(row.id, by=request.user, at=clock.now(), reason=reason)
    except Refused as refused:
        return _shown(request, _blank(request), str(refused), reason)
    messages.success(request, f"Đã kết thúc: {row.to_name} thôi làm thay {row.from_name}.")
    return redirect("delegations")


def _blank(request: HttpRequest) -> Form | None:
    """The form, for whoever holds a role that may be lent herself."""
    today = clock.today()
    own = org.lendable_grants(request.user.pk, on=today)
    if not own:
        return None
    mine = [Own(one.id, one.role, one.unit_name) for one in own]
    return blank(mine, _colleagues(request, [one.agency_path for one in own]), today=today)


def _colleagues(request: HttpRequest, agencies: Sequence[str]) -> list[AccountRow]:
    """Whoever has an account in the agency of a role that the reader holds, but herself."""
    today = clock.today()
    people = {one.person_id for path in set(agencies) for one in postings_under(path, on=today)}
    return [one for one in org.accounts_of(people) if one.id != request.user.pk]


def _may_see(request: HttpRequest, row: DelegationRow) -> bool:
    both = (row.from_user, row.to_user)
    return policy.may_see_delegation(
        request.rights, user=request.user.pk, of_users=both, unit_path=row.unit_path
    )


def _may_end(request: HttpRequest, row: DelegationRow) -> bool:
    return policy.may_end_delegation(
        request.rights, user=request.user.pk, from_user=row.from_user, unit_path=row.unit_path
    )


def _shown(
    request: HttpRequest, form: Form | None, problem: str = "", reason: str = ""
) -> HttpResponse:
    today, user = clock.today(), request.user.pk
    total, here = _here(request)
    page = DelegationsPage(
        form=form,
        received=_lines(request, org.delegations_to(user)),
        ways=_ways(request),
        given=_lines(request, org.delegations_from(user)),
        unit=_lines(request, here),
        unit_told=f"{count(total.total)} đang có hiệu lực hôm nay, {today:%d/%m/%Y}",
        pages=total,
        problem=problem,
        reason=reason,
    )
    status = REFUSED if problem or (form and form.is_wrong) else 200
    return show(request, "delegations/delegations.html", status, page=page)


def _here(request: HttpRequest) -> tuple[Pages, list[DelegationRow]]:
    """The delegations that hold today in the units whose list the reader may see."""
    paths, today = request.rights.reach(READ_DELEGATIONS).paths, clock.today()
    number = request.GET.get(PAGE, "")
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
    pages = pages_of(
        org.count_delegations(today, paths=paths, but_of=request.user.pk),
        wanted,
        ROWS_PER_PAGE,
        lambda to: f"?{urlencode({PAGE: to})}",
    )
    rows = org.delegations_on(
        today, paths=paths, but_of=request.user.pk, first=pages.first, most=ROWS_PER_PAGE
    )
    return pages, rows


def _lines(request: HttpRequest, rows: Sequence[DelegationRow]) -> tuple[Line, ...]:
    today = clock.today()
    return tuple(line_of(row, today, _end_href if _may_end(request, row) else None) for row in rows)


def _end_href(delegation_id: int) -> str:
    return reverse("delegation_end", args=(delegation_id,))


def _ways(request: HttpRequest) -> tuple[Ways, ...]:
    """The pages that are open to whoever acts for another, by what was lent."""
    lent = [one for one in request.rights.held if one.behalf]
    return tuple(
        Ways(label, reverse(name))
        for name, label, _ in LINKS
        if any(one.gives(asked) for one in lent for asked in policy.POLICIES[name].any_of)
    )
