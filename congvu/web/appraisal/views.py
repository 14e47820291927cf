"""Thẩm định: what stands in the way of a list, settled one by one or a group at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from config import clock
from congvu.access.policy import APPRAISE_LIST, may_issue, may_propose
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.enums import EDITABLE, ListKind, ProposalState, Verdict
from congvu.apps.toolkit.queries import ProposalView
from congvu.web.appraisal import reach
from congvu.web.appraisal.appraisal_page import Href, appraisal_page
from congvu.web.appraisal.appraisal_view import Asked
from congvu.web.appraisal.batch_page import batch_page
from congvu.web.appraisal.finding_rows import Typed
from congvu.web.appraisal.rooms import rooms_picture
from congvu.web.office.reach import acting, readable
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import count

REFUSED = 422
MOST_TYPED = 4000
_DONE = {
    Verdict.FIX: "Đã sửa theo đề nghị {n} phát hiện. Hoàn tác được ở lịch sử của bản đề xuất.",
    Verdict.RETURN: "Đã đánh dấu trả lại {n} phát hiện. Trả cả bản khi đã xem xong.",
    Verdict.OVERRIDE: "Đã giữ nguyên {n} phát hiện, kèm lý do.",
}


@require_safe
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the linter found; with `nhom` in the address, one act over a group."""
    view = readable(request, pk)
    if request.GET.get("nhom") and reach.acts(request, view):
        named = [request.GET.get(name, "") for name in ("nhom", "muc", "viec")]
        return _batch(request, view, named, Typed())
    return _page(request, view, Typed())


@require_POST
def appraisal_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the findings that are named, in one act."""
    view = reach.appraisable(request, pk)
    typed = _typed(request, request.POST.get("viec", ""), "ly-do")
    try:
        done = actions.rule(
            pk,
            typed.fingerprints,
            typed.verdict,
            reason=typed.reason,
            by=acting(request, view, APPRAISE_LIST),
            at=clock.now(),
        )
    except Refused as refused:
        wrong = _typed(request, typed.verdict, "ly-do", str(refused))
        named = [request.POST.get("nhom", ""), request.POST.get("muc", ""), typed.verdict]
        return _batch(request, view, named, wrong) if named[0] else _page(request, view, wrong)
    messages.success(request, _DONE[Verdict(typed.verdict)].format(n=count(done)))
    return HttpResponseRedirect(Href(pk)(_asked(request).query()) + "#phat-hien")


@require_POST
def appraisal_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the appraisal, or send the list back."""
    view = reach.appraisable(request, pk)
    typed = _typed(request, request.POST.get("buoc", ""), "y-kien")
    by, now = acting(request, view, APPRAISE_LIST), clock.now()
    try:
        if typed.verdict == "confirm":
            actions.appraise(pk, opinion=typed.reason.strip(), by=by, at=now)
            messages.success(request, "Đã xác nhận thẩm định. Bản này chờ ban hành.")
        else:
            actions.send_back(pk, reason=typed.reason, by=by, at=now)
            messages.success(request, "Đã trả lại người đề xuất.")
    except Refused as refused:
        wrong = _typed(request, typed.verdict, "y-kien", str(refused))
        return _page(request, view, wrong)
    return HttpResponseRedirect(Href(pk)())


def _typed(request: HttpRequest, verdict: str, field: str, problem: str = "") -> Typed:
    return Typed(
        frozenset(request.POST.getlist("van")),
        verdict,
        request.POST.get(field, "").replace("\x00", "")[:MOST_TYPED],
        problem,
    )


def _page(request: HttpRequest, view: ProposalView, typed: Typed) -> HttpResponse:
    judged = queries.judge(view)
    asked = _asked(request)
    mends = view.state in EDITABLE and may_propose(request.rights, unit_path=view.unit_path)
    page = appraisal_page(
        view,
        judged,
        asked=asked,
        acts=reach.acts(request, view),
        rows_at=reverse("proposal", args=(view.id,)) if mends else "",
        typed=typed,
    )
    issues = view.state == ProposalState.APPRAISED
    whole = not asked.rule and asked.page == 1 and view.kind == ListKind.CATALOGUE
    return show(
        request,
        "appraisal/appraisal.html",
        REFUSED if typed.problem else 200,
        page=page,
        rooms=rooms_picture(judged.draft.document) if whole else None,
        up={"href": reverse("proposal", args=(view.id,)), "label": "Bản đề xuất"},
        weighs=view.kind == ListKind.CATALOGUE,
        issues=issues and may_issue(request.rights, unit_path=view.unit_path),
    )


def _batch(
    request: HttpRequest, view: ProposalView, named: list[str], typed: Typed
) -> HttpResponse:
    rule, weight, verdict = named
    page = batch_page(
        view, queries.judge(view), rule=rule, weight=weight, verdict=verdict, typed=typed
    )
    if page is None:
        return _page(request, view, typed)
    up = {"href": page.back, "label": "Thẩm định"}
    status = REFUSED if typed.problem else 200
    return show(request, "appraisal/batch.html", status, page=page, up=up)


def _asked(request: HttpRequest) -> Asked:
    given = request.POST if request.method == "POST" else request.GET
    page = given.get("trang", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Asked(given.get("quy-tac", ""), max(number, 1))
