"""Nạp danh sách: a workbook read, shown as a plan, applied by a second person."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import KEEP_PEOPLE, KEEP_UNITS, may_keep_people, may_keep_units
from congvu.access.rights import Rights
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.positions import actions
from congvu.apps.positions.actions import NewRoster
from congvu.apps.positions.enums import RosterKind
from congvu.apps.positions.queries import RosterRow, roster_plan, roster_plans
from congvu.exchange.rosters.loading import plan_people_file, plan_units_file
from congvu.exchange.workbook.refusal import Refused as FileRefused
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.web.people.roster_page import roster_lines, roster_page
from congvu.web.people.units_views import MISTAKEN
from congvu.web.shared.frame import Link, show

LARGEST_BYTES = 5 << 20
TAKEN = (".xlsx", ".xls", ".ods", ".csv")
DONE = {"ap-dung": "Đã áp dụng", "bo": "Đã bỏ", "hoan-tac": "Đã hoàn tác"}
_ACTS = {
    "ap-dung": actions.apply_roster,
    "bo": actions.discard_roster,
    "hoan-tac": actions.undo_roster,
}


@dataclass(frozen=True)
class Typed:
    """What the form of a list was sent with."""

    loai: str
    unit: str
    ngay: str
    qd: str
    thoi: bool


@require_http_methods(["GET", "HEAD", "POST"])
def rosters(request: HttpRequest) -> HttpResponse:
    """Show the lists loaded; load one, which changes nothing yet."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = Typed(
        asked.get("loai", RosterKind.PEOPLE.value),
        asked.get("don-vi", ""),
        asked.get("ngay", "").strip()[:20] or format_day(clock.today()),
        asked.get("quyet-dinh", "").strip()[:300],
        asked.get("thoi") == "1",
    )
    agencies = _agencies(request.rights)
    if request.method != "POST":
        return _shown(request, typed, agencies)
    try:
        new = _loaded(request, typed, agencies)
        made = actions.plan_roster(new, by=request.user, at=clock.now())
    except FileRefused as refused:
        return _shown(request, typed, agencies, refused.message)
    except (Refused, NotADay) as refused:
        return _shown(request, typed, agencies, str(refused))
    messages.success(request, f"Đã đọc {new.filename}. Chưa có gì đổi: xem kế hoạch dưới đây.")
    return redirect("roster", made)


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show what a list would change; apply it, drop it, or take it back."""
    row = roster_plan(plan_id)
    if row is None or not _may_keep(request.rights, row.kind, row.unit_path):
        raise Http404
    if request.method != "POST":
        return _plan(request, row)
    step = request.POST.get("buoc", "")
    try:
        if step not in _ACTS:
            raise Refused("Chưa chọn việc cần làm với danh sách này.")
        _ACTS[step](row.id, by=request.user, at=clock.now())
    except Refused as refused:
        return _plan(request, row, str(refused))
    messages.success(request, f"{DONE[step]} {row.filename}.")
    return redirect("roster", row.id)


def _loaded(request: HttpRequest, typed: Typed, agencies: list[UnitRow]) -> NewRoster:
    here = next((one for one in agencies if one.code == typed.unit), None)
    if here is None or typed.loai not in RosterKind.values:
        raise Refused("Chưa chọn danh sách và cơ quan.")
    if not _may_keep(request.rights, typed.loai, here.path):
        raise PermissionDenied
    day = parse_day(typed.ngay)
    sent = request.FILES.get("tep")
    name = _refuse_upload(sent)
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / f"tep{Path(name).suffix.lower()}"
        with path.open("wb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        return _planned(here, path, name, typed, day)


def _planned(here: UnitRow, path: Path, name: str, typed: Typed, day: date) -> NewRoster:
    if typed.loai == RosterKind.PEOPLE:
        return plan_people_file(here, path, name, day=day, ends_absent=typed.thoi)
    if not typed.qd:
        raise Refused("Danh sách đơn vị phải ghi số quyết định.")
    return plan_units_file(here, path, name, day=day, decision=typed.qd)


def _refuse_upload(sent: UploadedFile | None) -> str:
    if sent is None:
        raise Refused("Chưa chọn tệp; cần một tệp .xlsx, .xls, .ods hoặc .csv.")
    name = Path(sent.name).name
    if Path(name).suffix.lower() not in TAKEN:
        raise Refused(f"“{name}” không phải bảng tính; cần tệp .xlsx, .xls, .ods hoặc .csv.")
    if sent.size > LARGEST_BYTES:
        raise Refused(f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy xóa ảnh trong tệp hoặc chia nhỏ.")
    return name


def _may_keep(rights: Rights, kind: str, unit_path: str) -> bool:
    keeps = may_keep_people if kind == RosterKind.PEOPLE else may_keep_units
    return keeps(rights, unit_path=unit_path)


def _agencies(rights: Rights) -> list[UnitRow]:
    """The bodies whose lists the reader may load: agencies, not their rooms."""
    return [
        one
        for one in units(on=clock.today())
        if one.agency in (None, one.code)
        and (
            may_keep_people(rights, unit_path=one.path)
            or may_keep_units(rights, unit_path=one.path)
        )
    ]


def _shown(
    request: HttpRequest, typed: Typed, agencies: list[UnitRow], problem: str = ""
) -> HttpResponse:
    kept = {RosterKind.PEOPLE: KEEP_PEOPLE, RosterKind.UNITS: KEEP_UNITS}
    paths = {kind.value: request.rights.reach(right).paths for kind, right in kept.items()}
    return show(
        request,
        "people/rosters.html",
        MISTAKEN if problem else 200,
        typed=typed,
        problem=problem,
        kinds=RosterKind.choices,
        agencies=agencies,
        lines=roster_lines(roster_plans(paths)),
        up=Link("Nhân sự", reverse("people"), here=False),
    )


def _plan(request: HttpRequest, row: RosterRow, problem: str = "") -> HttpResponse:
    return show(
        request,
        "people/roster.html",
        MISTAKEN if problem else 200,
        page=roster_page(row, reader=request.user.pk),
        problem=problem,
        up=Link("Các danh sách đã nạp", reverse("rosters"), here=False),
    )
