"""Ghi việc: one line with its amount, day, hours and note; a product not logged before is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.catalogue.queries import (
    OfferedProduct,
    ProductRow,
    UnknownProduct,
    offered_products,
    product_named,
)
from congvu.apps.positions.queries import held_posting
from congvu.apps.work.queries import TaskRow, entry, open_tasks
from congvu.web.officer.line_form import Problem, Typed, typed_of
from congvu.web.officer.log_page import line_form, log_page, named
from congvu.web.officer.logging import Answer, log_line
from congvu.web.officer.today import JUST, TITLE, who_of
from congvu.web.shared.frame import Link, show

LONGEST_SEARCH = 120
MISTAKEN = 422
BACK, TO_TASK = "ve", "viec"
MOST_FOUND = 20


@dataclass(frozen=True)
class _Chosen:
    """What a line is about, as far as it is known."""

    task: TaskRow | None
    product: ProductRow | None


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Show the search or the form of what was chosen; log a line."""
    if request.rights.person is None:
        return show(request, "officer/nobody.html", title="Ghi việc")
    if request.method != "POST":
        return _page(request, typed_of(request.GET.dict()))
    typed = typed_of(request.POST.dict())
    answer = log_line(request, typed)
    if answer.logged is None:
        return _page(request, typed, answer.problems)
    return _after(request, answer)


def _after(request: HttpRequest, answer: Answer) -> HttpResponse:
    made = answer.logged
    if answer.was:
        messages.warning(
            request,
            f"Dòng này đã ghi trước đó với số lượng {answer.was}; số lượng mới chưa được ghi.",
        )
    if request.POST.get(BACK) == TO_TASK:
        messages.success(request, "Đã ghi kết quả.")
        return redirect("task", made.task_id)
    line = entry(made.entry_id)
    if line is not None and line.day != clock.today():
        messages.success(request, f"Đã ghi cho ngày {line.day:%d/%m}: {line.title}.")
    return redirect(f"{reverse('today')}?{JUST}={made.entry_id}")


def _page(request: HttpRequest, typed: Typed, problems: Sequence[Problem] = ()) -> HttpResponse:
    today = clock.today()
    search = request.GET.get("tim", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    tasks = open_tasks(request.rights.person)
    chosen = _chosen(typed, tasks)
    what, below = named(task=chosen.task, product=chosen.product)
    page = log_page(
        search,
        who=who_of(request),
        tasks=tasks,
        products=_products(request, search) if search else (),
        form=line_form(typed, today=today, what=what, below=below, problems=problems),
        today=today,
    )
    up = Link(TITLE, reverse("today"), here=False)
    status = MISTAKEN if problems else 200
    return show(request, "officer/log.html", status, page=page, up=up)


def _chosen(typed: Typed, tasks: Sequence[TaskRow]) -> _Chosen:
    """The task or product named in the address; 404 for one that is not hers or unknown."""
    if typed.task:
        task = next((one for one in tasks if str(one.id) == typed.task), None)
        if task is None:
            raise Http404
        return _Chosen(task, None)
    if not typed.product:
        return _Chosen(None, None)
    try:
        return _Chosen(None, product_named(int(typed.product)))
    except (UnknownProduct, ValueError, OverflowError) as unknown:
        raise Http404 from unknown


def _products(request: HttpRequest, search: str) -> list[OfferedProduct]:
    today = clock.today()
    posting = held_posting(request.rights.person, on=today)
    path = posting.unit_path if posting else ""
    return offered_products(path, on=today, search=search, most=MOST_FOUND)
