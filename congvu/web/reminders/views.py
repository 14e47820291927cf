"""Nhắc việc: what waits for the reader; where the daily letter goes; ending it from the letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import READ_OWN
from congvu.apps.accounts import actions, queries
from congvu.apps.accounts.queries import MailChoice
from congvu.apps.audit.refusals import Refused
from congvu.exchange.reminders.gathering import Own
from congvu.exchange.reminders.tokens import reader_of
from congvu.web.reminders.counting import gathered, remember
from congvu.web.reminders.reminders_page import reminders_page
from congvu.web.shared.frame import Link, show

MISTAKEN = 422


@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, and remember how much for the other pages."""
    own = gathered(request)
    remember(request, own)
    page = reminders_page(
        own,
        clock.today(),
        own_href=reverse("month") if request.rights.may(READ_OWN) else "",
        person_href=lambda code: _month(own, code),
        letters=_letters(request.user.email, wants=request.user.wants_digest),
    )
    return show(request, "reminders/reminders.html", page=page)


def _month(own: Own, code: str) -> str:
    return reverse("person_month", args=(code, own.period.key)) if own.period else ""


def _letters(email: str, *, wants: bool) -> str:
    if not email:
        return "Chưa có địa chỉ nhận thư nhắc việc."
    if not wants:
        return "Đang tắt thư nhắc việc hằng ngày."
    return f"Thư nhắc việc hằng ngày gửi đến {email}."


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Choose where the daily letter goes, or turn it off; a mistake keeps what was typed."""
    choice = queries.mail_choice(request.user.pk)
    if choice is None:
        raise Http404
    if request.method != "POST":
        return _settings(request, choice)
    typed = MailChoice(choice.user_id, request.POST.get("thu", "").strip(), "nhan" in request.POST)
    try:
        actions.choose_mail(
            typed.user_id, email=typed.email, wants_digest=typed.wants_digest, by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _settings(request, typed, str(refused))
    messages.success(request, "Đã lưu cách nhận thư nhắc việc.")
    return redirect("reminders")


def _settings(request: HttpRequest, choice: MailChoice, problem: str = "") -> HttpResponse:
    up = Link("Nhắc việc", reverse("reminders"), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "reminders/mail.html", status, choice=choice, problem=problem, up=up)


@never_cache
@csrf_exempt  # a mail program ends the letters by one POST; the signed link is its authority
@require_http_methods(["GET", "HEAD", "POST"])
def digest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the daily letters of the account that a letter's link was made for, without a sign-in."""
    user_id = reader_of(token)
    choice = queries.mail_choice(user_id) if user_id is not None else None
    if choice is None:
        raise Http404
    if request.method == "POST" and choice.wants_digest:
        actions.choose_mail(
            choice.user_id, email=choice.email, wants_digest=False, by=None, at=clock.now()
        )
    done = request.method == "POST" or not choice.wants_digest
    return show(request, "reminders/stop.html", done=done)
