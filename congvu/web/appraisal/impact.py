"""Tác động: what the last closed month would have been under a proposed catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.access.policy import may_read_month, may_read_room
from congvu.apps.evaluation import queries as evaluation
from congvu.apps.evaluation.queries import PersonShift
from congvu.apps.rulebook.queries import PeriodRow, periods, rules_for
from congvu.apps.toolkit import queries
from congvu.apps.toolkit.enums import ListKind
from congvu.web.appraisal.impact_page import impact_page
from congvu.web.office.reach import readable
from congvu.web.shared.frame import show
from congvu.web.shared.months import months_around


@require_safe
def impact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the preview over the latest closed month, or the closed month asked for."""
    view = readable(request, pk)
    if view.kind != ListKind.CATALOGUE:
        raise Http404
    up = {"href": reverse("appraisal", args=(pk,)), "label": "Thẩm định"}
    closed = [one for one in periods() if not one.is_open]
    if not closed:
        return show(request, "appraisal/no_month.html", name=view.name, up=up)
    period = _chosen(closed, request.GET.get("ky", ""))
    found = evaluation.impact(queries.read_draft(view).document, period)
    page = impact_page(
        view,
        found,
        rules_for(period),
        months=months_around(period.key, [one.key for one in closed], lambda key: f"?ky={key}"),
        covers=lambda one: may_read_room(request.rights, unit_path=one.unit_path),
        shown=lambda one: _address(request, one, period),
    )
    return show(request, "appraisal/impact.html", page=page, up=up)


def _chosen(closed: list[PeriodRow], key: str) -> PeriodRow:
    if not key:
        return closed[0]
    named = next((one for one in closed if one.key == key), None)
    if named is None:
        raise Http404
    return named


def _address(request: HttpRequest, one: PersonShift, period: PeriodRow) -> str | None:
    if not may_read_month(request.rights, person=one.person_id, unit_path=one.unit_path):
        return None
    return reverse("person_month", args=(one.person, period.key))
