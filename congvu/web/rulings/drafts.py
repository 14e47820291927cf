"""A drafted change of the rules: written, previewed, proposed, adopted by a second person."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.access.policy import ADOPT_RULES
from congvu.access.rights import PROVINCE
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions.previews import fitting_preview
from congvu.apps.evaluation.queries.comparisons import period_to_preview, previews
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.actions import OverlayTerms
from congvu.apps.rulebook.queries import OverlayRow, UnknownDraft, overlay_draft
from congvu.engine.scoring import ManagementCycle
from congvu.kernel.periods import Month
from congvu.law.faults import LawFault
from congvu.web.rulings.draft_page import draft_page
from congvu.web.rulings.terms_form import (
    DECISION,
    REASON,
    SUBJECT,
    TermsForm,
    asks_fields,
    terms_form,
)
from congvu.web.shared.frame import Link, show
from congvu.web.shared.typed import line

MISTAKEN = 422
REFUSALS = (Refused, LawFault, ManagementCycle)


@require_http_methods(["GET", "HEAD", "POST"])
def overlay_new(request: HttpRequest) -> HttpResponse:
    """Draft a change of the rules from a day."""
    form = terms_form(request, _next_month(clock.today()))
    if request.method != "POST" or asks_fields(request):
        return _form(request, form)
    terms = _terms(form)
    if terms is None:
        return _form(request, form)
    try:
        made = rulebook.draft_overlay(terms, by=_acting(request), at=clock.now())
    except REFUSALS as refused:
        form.refused = _words(refused)
        return _form(request, form)
    messages.success(request, "Đã ghi dự thảo; xem trước rồi đề nghị.")
    return redirect("overlay", made)


@require_http_methods(["GET", "HEAD", "POST"])
def overlay_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the terms of a draft that is not proposed."""
    draft = _draft(pk)
    typed = {DECISION: draft.decision, REASON: draft.reason}
    form = terms_form(
        request, draft.valid_from, text=draft.rule, drafted=dict(draft.values), typed=typed
    )
    sent = request.method == "POST" and not asks_fields(request)
    terms = _terms(form) if sent else None
    if terms is None:
        return _form(request, form, draft)
    try:
        rulebook.redraft_overlay(pk, terms, by=_acting(request), at=clock.now())
    except REFUSALS as refused:
        form.refused = _words(refused)
        return _form(request, form, draft)
    messages.success(request, "Đã ghi dự thảo; giá trị đổi thì xem trước lại.")
    return redirect("overlay", pk)


@require_safe
def overlay(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft: what it changes, its preview, and what comes next."""
    return _show(request, pk)


@require_POST
def overlay_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview a draft, propose it, adopt it, send it back or withdraw it."""
    _draft(pk)
    act = _ACTS.get(request.POST.get("viec", ""))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm với dự thảo này.")
        messages.success(request, act(request, pk))
    except REFUSALS as refused:
        return _show(request, pk, problem=_words(refused))
    return redirect("overlay", pk)


def _preview(request: HttpRequest, pk: int) -> str:
    actions.preview_draft(pk, today=clock.today(), by=_acting(request), at=clock.now())
    return "Đã xem trước; điểm của kỳ không đổi."


def _propose(request: HttpRequest, pk: int) -> str:
    actions.propose_draft(pk, today=clock.today(), by=_acting(request), at=clock.now())
    return "Đã đề nghị. Người thứ hai của Sở Nội vụ xem và áp dụng."


def _adopt(request: HttpRequest, pk: int) -> str:
    actions.adopt_draft(pk, today=clock.today(), by=_acting(request), at=clock.now())
    return "Đã áp dụng."


def _return(request: HttpRequest, pk: int) -> str:
    rulebook.return_overlay(
        pk, reason=line(request, REASON), by=_acting(request), at=clock.now()
    )  # fmt: skip
    return "Đã trả về để soạn lại."


def _withdraw(request: HttpRequest, pk: int) -> str:
    rulebook.withdraw_overlay(
        pk, reason=line(request, REASON), by=_acting(request), at=clock.now()
    )  # fmt: skip
    return "Đã rút dự thảo."


_ACTS = {
    "xem": _preview,
    "de-nghi": _propose,
    "ap-dung": _adopt,
    "tra": _return,
    "rut": _withdraw,
}


def _acting(request: HttpRequest) -> Actor:
    return request.rights.acting(request.user, ADOPT_RULES, PROVINCE)


def _words(refused: Exception) -> str:
    return refused.message if isinstance(refused, LawFault) else str(refused)


def _next_month(today: date) -> date:
    return Month.of(today).last_day + timedelta(days=1)


def _terms(form: TermsForm) -> OverlayTerms | None:
    decision = form.filled(DECISION, "Ghi quyết định, như “QĐ 45/QĐ-UBND ngày 05/11/2026”.")
    reason = form.filled(REASON, "Ghi lý do đổi, như “Các xã đề nghị ghi nhận việc làm vượt”.")
    if form.is_wrong:
        return None
    return OverlayTerms(
        dict(form.values.changes), form.day, decision, reason, form.changes_text, SUBJECT
    )


def _draft(pk: int) -> OverlayRow:
    try:
        return overlay_draft(pk)
    except UnknownDraft as unknown:
        raise Http404 from unknown


def _form(request: HttpRequest, form: TermsForm, draft: OverlayRow | None = None) -> HttpResponse:
    up = Link("Thử quy định", reverse("rulings"), here=False)
    if draft is not None:
        up = Link(draft.decision, reverse("overlay", args=(draft.id,)), here=False)
    status = MISTAKEN if form.is_wrong and request.method == "POST" else 200
    return show(request, "rulings/draft_form.html", status, form=form, draft=draft, up=up)


def _show(request: HttpRequest, pk: int, *, problem: str = "") -> HttpResponse:
    draft, today = _draft(pk), clock.today()
    page = draft_page(
        draft,
        fitting=None if draft.has_ended else fitting_preview(draft, today=today),
        latest=next(iter(previews(draft.id)), None),
        period=period_to_preview(today),
        adopts=request.rights.may(ADOPT_RULES),
        reader=request.user.pk,
        typed=line(request, REASON) if problem else "",
        problem=problem,
    )
    up = Link("Thử quy định", reverse("rulings"), here=False)
    return show(request, "rulings/draft.html", MISTAKEN if problem else 200, page=page, up=up)
