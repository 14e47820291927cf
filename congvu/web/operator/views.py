"""Sức khoẻ: what the operator looks at first. No score and no name of anybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.web.operator.checks import checks
from congvu.web.shared.frame import show


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Show the checks, and how many of them need a look."""
    found = checks()
    bad = sum(not check.good for check in found)
    answer = f"{bad} mục cần xem." if bad else "Mọi thứ đang chạy bình thường."
    return show(request, "operator/health.html", checks=found, answer=answer)
