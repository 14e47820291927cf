"""What somebody is told who sends a form a second time, by a double click or a bad line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from congvu.access.once import Answers
from congvu.apps.audit.submissions import Answered
from congvu.web.shared.errors import Trouble
from congvu.web.shared.frame import show
from congvu.web.shared.moments import moment

REFUSED = 422
ONCE = "Đã ghi một lần, lúc {}; lần gửi trùng không ghi thêm."


def received(request: HttpRequest, twin: Answered) -> HttpResponse:
    """Answer as the first sending was answered; say that nothing was written again."""
    told = ONCE.format(moment(twin.at))
    if twin.answer:
        return HttpResponse(twin.answer, status=twin.status, content_type="application/json")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if twin.location:
        messages.info(request, told)
        return HttpResponseRedirect(twin.location)
    return show(request, "shared/received.html", told=told, back=_back(request))


def refused(request: HttpRequest, told: str) -> HttpResponse:
    """Say why a sending was not taken."""
    error = Trouble("Chưa nhận được", told, "Chưa có gì được ghi.")
    return show(request, "shared/error.html", status=REFUSED, error=error)


def _back(request: HttpRequest) -> str:
    """The page that the form was on, if it is one of ours."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()})
    return came if ours else reverse("home")


ANSWERS = Answers(received, refused)
