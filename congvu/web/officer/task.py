"""A task: what is asked, what was done and said of it; its person works on it here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import may_read_work, may_report
from congvu.apps.evaluation.queries import objection_to_task
from congvu.apps.work.queries import Giving, giving_of
from congvu.web.officer.task_page import seen_of, task_page
from congvu.web.shared.frame import Link, show


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show a task to its person and to those over her; what is out of reach answers 404."""
    giving = readable(request, task_id)
    return show_task(request, giving)


def readable(request: HttpRequest, task_id: int) -> Giving:
    """How the task came about; 404 where it is unknown or the reader may not see it."""
    giving = giving_of(task_id) if task_id < 1 << 63 else None
    if giving is None:
        raise Http404
    place = giving.place
    if not may_read_work(request.rights, person=place.person_id, unit_path=place.unit_path):
        raise Http404
    return giving


def mine(request: HttpRequest, giving: Giving) -> bool:
    """Whether the reader is the person who does the task."""
    return may_report(request.rights, person=giving.place.person_id)


def show_task(
    request: HttpRequest, giving: Giving, status: int = 200, **typed: object
) -> HttpResponse:
    """The page of a task; `typed` is what could not be done, with what was typed."""
    own = mine(request, giving)
    page = task_page(seen_of(giving), mine=own, today=clock.today(), **typed)
    disputed = objection_to_task(page.id) if page.closed else None
    return show(
        request, "officer/task.html", status, page=page, disputed=disputed, up=_up(giving, own)
    )


def _up(giving: Giving, own: bool) -> Link:
    """Back to the month that the task belongs to."""
    place = giving.place
    if own:
        return Link("Tháng của tôi", reverse("month_of", args=(place.period,)), here=False)
    month = reverse("person_month", args=(place.person, place.period))
    return Link(place.full_name, month, here=False)
