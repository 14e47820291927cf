"""Xếp loại của tôi (Mẫu số 02): one's own form of a year, kept, sent, taken back; its result."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import (
    OwnYear,
    keep_year_form,
    send_year_form,
    withdraw_year_form,
)
from congvu.apps.evaluation.queries.years import FormView, NoRating, own_year_form
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.shared.frame import Link, show
from congvu.web.years.form_page import form_page
from congvu.web.years.reach import year_asked

ACT, LEVEL, REPORT = "viec", "muc", "bao-cao"
KEEP, SEND, WITHDRAW = "luu", "gui", "rut"
MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def own_rating(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show the reader's own form of a year (the latest opened); keep, send or take it back."""
    period, person = year_asked(year), request.rights.person
    if period is None or person is None:
        return show(request, "years/no_form.html", period=period, person=person)
    try:
        view = own_year_form(person, period_id=period.id)
    except NoRating:
        return show(request, "years/no_form.html", period=period, person=person)
    if request.method == "POST":
        return _sent(request, period, view)
    return _page(request, period, view, OwnYear(view.rating.own_level, view.rating.own_report))


def _sent(request: HttpRequest, period: PeriodRow, view: FormView) -> HttpResponse:
    act = _ACTS.get(request.POST.get(ACT, ""))
    if act is None:
        raise Http404
    typed = OwnYear(
        request.POST.get(LEVEL, "").replace("\0", ""),
        request.POST.get(REPORT, "").replace("\0", "").replace("\r\n", "\n"),
    )
    try:
        messages.success(request, act(request, view, typed))
    except Refused as refused:
        return _page(request, period, view, typed, str(refused))
    return redirect("own_rating_of", int(period.key))


def _keep(request: HttpRequest, view: FormView, typed: OwnYear) -> str:
    keep_year_form(view.rating.id, typed, by=request.user, at=clock.now())
    return "Đã lưu nháp. Phiếu chưa gửi."


def _send(request: HttpRequest, view: FormView, typed: OwnYear) -> str:
    send_year_form(view.rating.id, typed, by=request.user, at=clock.now())
    return "Đã gửi phiếu xếp loại."


def _withdraw(request: HttpRequest, view: FormView, _typed: OwnYear) -> str:
    withdraw_year_form(view.rating.id, by=request.user, at=clock.now())
    return "Đã rút lại phiếu; những gì đã ghi còn ở đây để sửa rồi gửi lại."


_ACTS: dict[str, Callable[[HttpRequest, FormView, OwnYear], str]] = {
    KEEP: _keep,
    SEND: _send,
    WITHDRAW: _withdraw,
}


def _page(
    request: HttpRequest, period: PeriodRow, view: FormView, typed: OwnYear, problem: str = ""
) -> HttpResponse:
    page = form_page(view, period, clock.today(), mine=True, typed=typed)
    up = Link("Tháng của tôi", reverse("month"), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "years/own_form.html", status, page=page, problem=problem, up=up)
