"""Nhận việc: the systems that tell of work, and one of them with its rules and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.apps.work.queries import (
    SystemRow,
    batches_of,
    rules_of,
    systems_within,
    waiting_counts,
)
from congvu.web.intake.reach import kept_system, number, paths
from congvu.web.intake.system_page import product_names, system_page, systems_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import pages_of

MOST_ROWS = 25


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """List the systems of the reader's units, what came of them last and what waits."""
    found = systems_within(paths(request))
    return show(request, "intake/systems.html", page=systems_page(found))


@require_safe
def system(request: HttpRequest, code: str) -> HttpResponse:
    """Show one system."""
    return show_system(request, kept_system(request, code))


def show_system(
    request: HttpRequest, found: SystemRow, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Show a system, with what went wrong with a file that was just sent."""
    asked = number(request, "trang")
    total, _ = batches_of(found.id, most=0)
    pages = pages_of(total, asked, MOST_ROWS, lambda n: f"?trang={n}")
    _, listed = batches_of(found.id, first=pages.first, most=MOST_ROWS)
    rules = rules_of(found.id)
    page = system_page(
        found,
        rules,
        product_names(rules),
        listed,
        waiting_counts([found.id])[found.id],
        push_address=request.build_absolute_uri(reverse("intake_push", args=(found.code,))),
        problem=problem,
    )
    up = Link("Nhận việc", reverse("intake"), here=False)
    return show(request, "intake/system.html", status, page=page, pages=pages, up=up)
