"""One close: looked at, signed by a second person, followed, called off, run on."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import ChangedSince
from congvu.apps.evaluation.queries import Rehearsed, RunRow, UnknownRun
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.engine.scoring import ManagementCycle
from congvu.exchange.closing import starting
from congvu.web.closing.run_page import run_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.typed import line

MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def close_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one close; sign it, call it off, or have it taken up again."""
    try:
        run = queries.run_of(pk)
    except UnknownRun as unknown:
        raise Http404 from unknown
    if request.method != "POST":
        return _show(request, run)
    act = {"ky": _sign, "huy": _cancel, "chay": _resume}.get(request.POST.get("viec", ""))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm với lần chốt này.")
        messages.success(request, act(request, run))
    except ChangedSince as changed:
        return _show(request, run, now=changed.now, problem=str(changed))
    except (Refused, PeriodClosed, ManagementCycle) as refused:
        return _show(request, queries.run_of(pk), problem=str(refused))
    return redirect("close_run", pk)


def _sign(request: HttpRequest, run: RunRow) -> str:
    actions.sign_close(run.id, digest=line(request, "ma"), by=request.user, at=clock.now())
    transaction.on_commit(starting.start_runner)
    return "Đã ký. Chương trình bắt đầu chốt."


def _cancel(request: HttpRequest, run: RunRow) -> str:
    actions.cancel_close(run.id, reason=line(request, "ly-do"), by=request.user, at=clock.now())
    return "Đã hủy; không công bố gì."


def _resume(request: HttpRequest, run: RunRow) -> str:
    actions.note_resumed(run.id, by=request.user, at=clock.now())
    transaction.on_commit(starting.start_runner)
    return "Chương trình chốt chạy lại."


def _show(
    request: HttpRequest, run: RunRow, *, now: Rehearsed | None = None, problem: str = ""
) -> HttpResponse:
    page = run_page(
        run,
        reader=request.user.pk,
        alive=queries.is_under_way(run),
        now=now,
        changed=tuple(queries.changes(run.found, now)) if now else (),
        reason=line(request, "ly-do") if problem else "",
        problem=problem,
    )
    up = Link("Chốt kỳ", reverse("closing_of", args=(run.period,)), here=False)
    return show(request, "closing/run.html", MISTAKEN if problem else 200, page=page, up=up)
