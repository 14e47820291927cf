"""Hôm nay: what was done today in one tap, what is due, what waits for an answer."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.apps.work import actions as work
from congvu.apps.work.queries import entry, is_voided
from congvu.web.officer.line_form import typed_of
from congvu.web.officer.logging import CANNOT, Answer, log_line
from congvu.web.officer.today_page import day_of, today_page
from congvu.web.shared.frame import show

TITLE = "Hôm nay"
JUST = "vua"
TAKEN_BACK = "Hoàn tác"
_MOST_DIGITS = 18
_OTHER, _MISTAKEN = 409, 422


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show the reader's day."""
    person = request.rights.person
    if person is None:
        return show(request, "officer/nobody.html", title=TITLE)
    page = today_page(day_of(person, today=clock.today()), who=who_of(request), just=_just(request))
    return show(request, "officer/today.html", page=page)


def who_of(request: HttpRequest) -> str:
    """Whose the lines of an outbox are: only this account ever sends them."""
    return str(request.user.pk)


def _just(request: HttpRequest) -> int | None:
    asked = request.GET.get(JUST, "")
    known = asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS
    return int(asked) if known else None


@never_cache
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Answer an outbox: whose session this is and a token to send with; or take one line.

    A line is answered `stored`, `already` (it came before) or, with what is wrong, `refused`; one
    of another account is not looked at.
    """
    if request.method == "GET":
        told = {"who": who_of(request), "token": get_token(request), "today": str(clock.today())}
        return JsonResponse(told)
    if request.POST.get("who") != who_of(request):
        return JsonResponse({"state": "other"}, status=_OTHER)
    try:
        answer = log_line(request, typed_of(request.POST.dict()))
    except Http404:
        words = "Việc này không có, hoặc đã giao cho người khác."
        return JsonResponse({"state": "refused", "words": words}, status=_MISTAKEN)
    return _answered(answer)


def _answered(answer: Answer) -> JsonResponse:
    if answer.logged is None:
        words = " ".join(problem.words for problem in answer.problems)
        return JsonResponse({"state": "refused", "words": words}, status=_MISTAKEN)
    state = "stored" if answer.logged.new else "already"
    return JsonResponse({"state": state, "entry": answer.logged.entry_id})


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take a line of the reader's own back; one that is nobody's, or another's, answers 404."""
    asked = request.POST.get("dong", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS
    person = request.rights.person
    if not known or person is None:
        raise Http404
    if is_voided(int(asked), person_id=person):
        messages.info(request, "Dòng này đã được hoàn tác.")
        return redirect("today")
    line = entry(int(asked))
    if line is None or line.person_id != person:
        raise Http404
    try:
        work.void_entry(line.id, reason=TAKEN_BACK, by=request.user, at=clock.now())
    except CANNOT as refused:
        messages.error(request, str(refused))
        return redirect("today")
    messages.success(request, f"Đã hoàn tác: {line.title}.")
    return redirect("today")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page of the day for when there is no net; it holds no data."""
    kept = {
        "page": reverse("today"),
        "leaving": (reverse("sign_out"), reverse("sign_in")),
        "kept_ms": settings.SESSION_COOKIE_AGE * 1000,
    }
    return render(request, "officer/worker.js", kept, content_type="text/javascript")
