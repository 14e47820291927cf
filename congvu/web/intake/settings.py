"""Connecting a system, changing how it is connected, and the key that it pushes with."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.access.policy import may_keep_intake
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnitRow, unit
from congvu.apps.work import actions
from congvu.apps.work.queries import SystemRow
from congvu.web.intake.reach import MISTAKEN, choosable_units, kept_system
from congvu.web.intake.settings_form import SettingsForm, form_of, form_typed, terms_of
from congvu.web.shared.frame import Link, show


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Connect a system."""
    units = choosable_units(request)
    if request.method != "POST":
        return _show(request, form_of(None, units))
    form = form_typed(request, None, units)
    try:
        terms = terms_of(request)
        _refuse_unit(request, terms.unit, units)
        actions.connect_system(form.code, terms, by=request.user, at=clock.now())
    except Refused as refused:
        return _show(request, form, str(refused))
    messages.success(request, "Đã nối hệ thống. Thêm luật rồi nạp một tệp để xem trước.")
    return redirect("intake_system", form.code)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """Change how a system is connected."""
    found, units = kept_system(request, code), choosable_units(request)
    if request.method != "POST":
        return _show(request, form_of(found, units), system=found)
    form = form_typed(request, found, units)
    try:
        terms = terms_of(request)
        _refuse_unit(request, terms.unit, units)
        actions.change_system(found.id, terms, by=request.user, at=clock.now())
    except Refused as refused:
        return _show(request, form, str(refused), system=found)
    messages.success(request, "Đã lưu thiết đặt.")
    return redirect("intake_system", code)


@never_cache
@require_POST
def key(request: HttpRequest, code: str) -> HttpResponse:
    """Issue a new key, shown this once, or withdraw the one there is."""
    found = kept_system(request, code)
    if request.POST.get("buoc") == "thu-hoi":
        actions.withdraw_key(found.id, by=request.user, at=clock.now())
        messages.success(request, "Đã thu hồi khóa gửi; hệ thống này không gửi sang được nữa.")
        return redirect("intake_settings", code)
    made = actions.issue_key(found.id, by=request.user, at=clock.now())
    address = request.build_absolute_uri(reverse("intake_push", args=(code,)))
    up = Link(found.name, reverse("intake_system", args=(code,)), here=False)
    return show(request, "intake/key.html", key=made, address=address, system=found, up=up)


def _refuse_unit(request: HttpRequest, code: str, units: Sequence[UnitRow]) -> None:
    """The unit must be one that the reader keeps: what she cannot see she cannot name."""
    known = {one.code for one in units}
    if code not in known and not (
        code and may_keep_intake(request.rights, unit_path=_path_of(code))
    ):
        raise Refused("Chọn đơn vị mà hệ thống này cho biết việc.")


def _path_of(code: str) -> str:
    try:
        return unit(code).path
    except LookupError as unknown:
        raise Http404 from unknown


def _show(
    request: HttpRequest, form: SettingsForm, problem: str = "", *, system: SystemRow | None = None
) -> HttpResponse:
    where = reverse("intake_system", args=(system.code,)) if system else reverse("intake")
    up = Link(system.name if system else "Nhận việc", where, here=False)
    status = MISTAKEN if problem else 200
    return show(
        request, "intake/settings.html", status, form=form, problem=problem, system=system, up=up
    )
