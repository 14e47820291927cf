"""Cân chỉnh: how a round's levels come about, beside peers and last year; the cap raised here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.rights import acting_by
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import RuleAsksTooMuch
from congvu.apps.evaluation.queries import years as year_queries
from congvu.web.shared.frame import show
from congvu.web.shared.typed import line
from congvu.web.years.calibration_page import calibration_page
from congvu.web.years.round_reach import Asked, asked_round

MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def calibration(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Show a round's distributions and moves; raise the cap on a recorded ground, or not."""
    asked = asked_round(request, year, unit)
    if request.method != "POST":
        return _show(asked)
    if asked.held is None:
        raise PermissionDenied
    ground = line(request, "can-cu") if request.POST.get("viec") == "nang" else ""
    try:
        if request.POST.get("viec") not in ("nang", "thoi"):
            raise Refused("Chưa chọn việc cần làm.")
        if request.POST.get("viec") == "nang" and not ground:
            raise Refused("Nâng tỷ lệ phải ghi căn cứ: thành tích nào, văn bản nào (Điều 20.5b).")
        actions.raise_cap(
            asked.round.id, ground=ground,
            person=asked.decider.person_id if asked.decider else None,
            by=acting_by(request.user, asked.held), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _show(asked, problem=str(refused))
    messages.success(request, "Đã nâng tỷ lệ xuất sắc." if ground else "Đã thôi nâng tỷ lệ.")
    return redirect("year_calibration", year, unit)


def _show(asked: Asked, *, problem: str = "") -> HttpResponse:
    try:
        found = year_queries.rated(asked.period, asked.round)
    except RuleAsksTooMuch as refused:
        return show(
            asked.request, "years/cannot.html", asked=asked, problem=str(refused), up=asked.up
        )
    page = calibration_page(
        found,
        severities=year_queries.heads_of_round(found),
        before=year_queries.levels_before(asked.year, asked.round.id),
        person_href=lambda code: asked.href("year_person", code),
        raises=asked.held is not None and not asked.round.is_decided,
        ground=line(asked.request, "can-cu") if problem else "",
        problem=problem,
    )
    status = MISTAKEN if problem else 200
    return show(asked.request, "years/calibration.html", status, page=page, asked=asked,
                up=asked.up)  # fmt: skip
