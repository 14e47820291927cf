"""Choosing where both sides changed: kept as the reader goes, finished when nothing is open."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions
from congvu.apps.toolkit.queries import IncomingRow
from congvu.engine.lists.conflicts import Side
from congvu.engine.lists.document import NotValid, entered
from congvu.exchange.toolkit.adoption import Reception
from congvu.exchange.toolkit.wording import conflict_told
from congvu.web.shared.frame import Link, show
from congvu.web.toolkit.choices import OWN, Open, choices_of, open_conflicts
from congvu.web.toolkit.conflicts_page import PER_PAGE, Answers, conflicts_page
from congvu.web.toolkit.inspection_page import part_value
from congvu.web.toolkit.inspection_views import (
    PICKED,
    finish,
    picked_from,
    received,
    waiting_file,
)
from congvu.web.toolkit.views import MISTAKEN

CHOSEN = "conflicts"
"""Under which name the choices wait with the file."""
Kept = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest, digest: str) -> HttpResponse:
    """Show conflicts with what was chosen so far; keep more of it; finish."""
    waiting, content = waiting_file(digest)
    picked = picked_from(waiting.choices.get(PICKED, {}))
    found = received(content, picked.names)
    listed = open_conflicts(
        [one for one in found.meetings
         if part_value(one) in (picked.ways or {}) and one.is_comparable]
    )  # fmt: skip
    if not listed:
        return redirect("toolkit_inspection", digest)
    known = {one.mark for one in listed}
    kept = {mark: one for mark, one in waiting.choices.get(CHOSEN, {}).items() if mark in known}
    if request.method != "POST":
        return _show(request, found, listed, Answers(kept, {}))
    answers = _answered(request, listed, kept)
    actions.keep_choices(digest, {CHOSEN: _sound(answers)}, by=request.user, at=clock.now())
    if answers.faults:
        return _show(request, found, listed, answers, MISTAKEN)
    if request.POST.get("buoc") != "xong":
        return redirect(f"{reverse('toolkit_conflicts', args=(digest,))}?trang={_next(request)}")
    return _finish(request, found, listed, answers, waiting)


def _finish(
    request: HttpRequest,
    found: Reception,
    listed: Sequence[Open],
    answers: Answers,
    waiting: IncomingRow,
) -> HttpResponse:
    left = [place for place, one in enumerate(listed) if one.mark not in answers.kept]
    if left:
        told = f"Còn {len(left)} chỗ chưa chọn."
        page = left[0] // PER_PAGE + 1
        return _show(request, found, listed, Answers(answers.kept, {}, told), MISTAKEN, wanted=page)
    picked = picked_from(waiting.choices[PICKED])
    try:
        return finish(request, found, picked, choices_of(listed, answers.kept))
    except (Refused, NotValid) as refused:
        told = str(refused)
        return _show(request, found, listed, Answers(answers.kept, {}, told), MISTAKEN)


def _answered(request: HttpRequest, listed: Sequence[Open], kept: Kept) -> Answers:
    """Add what the form says to what was chosen before; all open ones where one side takes them."""
    chosen, faults = dict(kept), {}
    for one in listed:
        side = request.POST.get(f"chon-{one.mark}", "")
        if side == OWN:
            chosen[one.mark] = {"side": OWN, "texts": _texts(request, one, faults)}
        elif side in list(Side):
            chosen[one.mark] = {"side": side}
    rest = request.POST.get("buoc", "").removeprefix("con-lai-")
    if rest in list(Side):
        chosen |= {one.mark: {"side": rest} for one in listed if one.mark not in chosen}
    problem = f"{len(faults)} ô chưa đúng, xem ở từng chỗ." if faults else ""
    return Answers(chosen, faults, problem)


def _texts(request: HttpRequest, one: Open, faults: dict[tuple[str, str], str]) -> dict[str, str]:
    """Read a person's own texts; what cannot stand in its column is kept as typed, and told."""
    texts = {}
    for cell in conflict_told(one.conflict, (), one.meeting.theirs.kind).cells:
        typed = request.POST.get(f"chu-{one.mark}-{cell.name}", "")
        try:
            texts[cell.name] = entered(cell.column, typed)
        except NotValid as fault:
            texts[cell.name] = typed
            faults[one.mark, cell.name] = f"{cell.title}: {fault.what}; cần {fault.right}."
    return texts


def _sound(answers: Answers) -> Kept:
    """Leave out what cannot stand: it is shown again, and not kept as chosen."""
    wrong = {mark for mark, _ in answers.faults}
    return {mark: one for mark, one in answers.kept.items() if mark not in wrong}


def _next(request: HttpRequest) -> int:
    here = _page(request)
    return here + 1 if request.POST.get("buoc") == "tiep" else here


def _page(request: HttpRequest) -> int:
    asked = request.POST.get("trang") or request.GET.get("trang") or "1"
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def _show(
    request: HttpRequest,
    found: Reception,
    listed: Sequence[Open],
    answers: Answers,
    status: int = 200,
    wanted: int = 0,
) -> HttpResponse:
    page = conflicts_page(found, listed, answers, wanted=wanted or _page(request))
    up = Link("Xem gói", reverse("toolkit_inspection", args=(page.digest,)), here=False)
    return show(request, "toolkit/conflicts.html", status, page=page, up=up)
