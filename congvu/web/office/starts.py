"""Beginning a list: from an edition that is in force, or from nothing."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config import clock
from congvu.access import policy
from congvu.access.rights import PROVINCE
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import queries as catalogues_kept
from congvu.apps.org import queries as org
from congvu.apps.toolkit import actions
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from congvu.kernel.vietnamese import nfc
from congvu.web.office.catalogues_page import NewList
from congvu.web.office.list_settings import NAME, STANDARD, read_settings
from congvu.web.office.views import show_catalogues

MISTAKEN = 422
LONGEST_CODE = 60
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft from the edition in force of a catalogue (`tu`), or an empty new one."""
    series = request.POST.get("tu", "")
    return _from_edition(request, series) if series else _from_nothing(request)


def _from_edition(request: HttpRequest, series: str) -> HttpResponse:
    edition = catalogues_kept.version_of(series, on=clock.today())
    if edition is None:
        raise Http404
    if not policy.may_propose(request.rights, unit_path=edition.unit_path):
        raise PermissionDenied
    try:
        made = actions.start(
            catalogues_kept.document_of(edition.code),
            unit=edition.unit,
            based_on=edition.code,
            origin=f"Lập từ bản {edition.code} ({edition.decision})"[:300],
            by=_proposing(request, edition.unit_path),
            at=clock.now(),
        )
    except Refused as refused:
        return show_catalogues(request, NewList(problem=str(refused)), MISTAKEN)
    messages.success(request, "Đã lập bản đề xuất từ bản đang có hiệu lực. Bản cũ giữ nguyên.")
    return redirect("proposal", made)


def _from_nothing(request: HttpRequest) -> HttpResponse:
    typed, faults = _typed(request)
    unit = _unit(request, typed.unit)
    if faults:
        told = NewList(
            typed.name, typed.code, typed.unit, typed.standard, faults,
            "Chưa lập được danh mục: còn chỗ chưa đúng.",
        )  # fmt: skip
        return show_catalogues(request, told, MISTAKEN)
    settings = {STANDARD: typed.standard}
    try:
        made = actions.start(
            document(ListKind.CATALOGUE, typed.code, typed.name, settings),
            unit=unit,
            by=_proposing(request, org.unit(unit).path if unit else None),
            at=clock.now(),
        )
    except Refused as refused:
        told = NewList(typed.name, typed.code, typed.unit, typed.standard, problem=str(refused))
        return show_catalogues(request, told, MISTAKEN)
    messages.success(request, "Đã lập bản đề xuất mới. Thêm dòng, hoặc dán từ bảng tính.")
    return redirect("proposal", made)


def _proposing(request: HttpRequest, unit_path: str | None) -> Actor:
    """Who to write the draft down to."""
    return request.rights.acting(request.user, policy.PROPOSE_LIST, unit_path or PROVINCE)


def _typed(request: HttpRequest) -> tuple[NewList, dict[str, str]]:
    """What was typed, in canonical form where it can be read, and what is wrong by name."""
    given = {NAME: request.POST.get(NAME, ""), STANDARD: request.POST.get(STANDARD, "")}
    read, faults = read_settings(ListKind.CATALOGUE, given)
    code = nfc(request.POST.get("code", "")).replace("\x00", "").strip()
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        faults["code"] = "Mã gồm chữ không dấu, số, dấu chấm, gạch; như DM-PKT-2026"
    elif any(one.series == code or one.code == code for one in catalogues_kept.versions()):
        faults["code"] = f"Mã “{code}” đã là của một danh mục khác; chọn mã khác"
    return NewList(read[NAME], code, request.POST.get("unit", ""), read[STANDARD]), faults


def _unit(request: HttpRequest, code: str) -> str | None:
    """The unit whose list it will be; raises PermissionDenied for one out of reach."""
    path = None
    if code:
        try:
            path = org.unit(code).path
        except org.UnknownUnit as unknown:
            raise PermissionDenied from unknown
    if not policy.may_propose(request.rights, unit_path=path):
        raise PermissionDenied
    return code or None
