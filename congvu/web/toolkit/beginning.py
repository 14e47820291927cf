"""Beginning a draft of any list: from what is in force, or a new one of a kind."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config import clock
from congvu.access.policy import PROPOSE_LIST, may_propose
from congvu.access.rights import PROVINCE
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import queries as org
from congvu.apps.org.enums import UnitKind
from congvu.apps.toolkit import actions
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import LIST_TITLES, ListKind
from congvu.exchange.toolkit.assembly import LOCAL_SERIES, document_of, latest_lists
from congvu.kernel.vietnamese import nfc
from congvu.web.toolkit.hub_page import Beginning, value_of
from congvu.web.toolkit.views import MISTAKEN, show_hub

LONGEST_NAME, LONGEST_CODE = 300, 60
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BY_FORM = (ListKind.POSITIONS, ListKind.FRAMEWORK, ListKind.LOCAL)
"""Catalogues have a form of their own, which asks for the standard product too."""


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft of a list in force (`tu`), or of a new one (`loai`, `ten`, `ma`, `noi`)."""
    asked = request.POST.get("tu", "")
    return _from_latest(request, asked) if asked else _from_nothing(request)


def _from_latest(request: HttpRequest, asked: str) -> HttpResponse:
    today = clock.today()
    found = [one for one in latest_lists(today).values() if value_of(one) == asked]
    if not found:
        raise Http404
    (one,) = found
    path = org.unit(one.unit).path if one.unit else None
    if not may_propose(request.rights, unit_path=path):
        raise PermissionDenied
    try:
        made = actions.start(
            document_of(one, today),
            unit=one.unit,
            based_on=one.edition,
            origin=f"Lập từ bản {one.edition} ({one.decision})"[:LONGEST_NAME],
            by=request.rights.acting(request.user, PROPOSE_LIST, path or PROVINCE),
            at=clock.now(),
        )
    except Refused as refused:
        return show_hub(request, beginning=Beginning(problem=str(refused)), status=MISTAKEN)
    messages.success(request, "Đã lập bản đề xuất từ bản đang có hiệu lực. Bản cũ giữ nguyên.")
    return redirect("proposal", made)


def _from_nothing(request: HttpRequest) -> HttpResponse:
    if not may_propose(request.rights, unit_path=None):
        raise PermissionDenied
    typed = Beginning(*(_text(request, name) for name in ("loai", "ten", "ma", "noi")))
    try:
        by = request.rights.acting(request.user, PROPOSE_LIST, PROVINCE)
        made = actions.start(_new(typed), by=by, at=clock.now())
    except Refused as refused:
        told = Beginning(typed.kind, typed.name, typed.code, typed.unit_kind, str(refused))
        return show_hub(request, beginning=told, status=MISTAKEN)
    messages.success(request, "Đã lập bản đề xuất mới. Thêm dòng, dán từ bảng tính, hoặc nạp tệp.")
    return redirect("proposal", made)


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(nfc(request.POST.get(name, "")).replace("\x00", "").split())


def _new(typed: Beginning) -> Document:
    """The empty list that was asked for; raises Refused for what was not typed as it should be."""
    if typed.kind not in _BY_FORM:
        raise Refused("Chọn loại danh mục: vị trí việc làm, khung năng lực, hoặc của địa phương.")
    kind = ListKind(typed.kind)
    if kind is ListKind.LOCAL:
        _refuse_taken(kind, LOCAL_SERIES)
        return document(kind, LOCAL_SERIES, LIST_TITLES[kind])
    if not typed.name or len(typed.name) > LONGEST_NAME:
        raise Refused("Ghi tên danh mục, như “Vị trí việc làm cấp xã”.")
    if not _CODE.fullmatch(typed.code) or len(typed.code) > LONGEST_CODE:
        raise Refused("Mã gồm chữ không dấu, số, dấu chấm, gạch; như VTVL-CAP-XA.")
    _refuse_taken(kind, typed.code)
    settings = {}
    if kind is ListKind.POSITIONS:
        if typed.unit_kind not in UnitKind.values:
            raise Refused("Chọn loại đơn vị mà các vị trí việc làm thuộc về.")
        settings = {"unit_kind": typed.unit_kind}
    return document(kind, typed.code, typed.name, settings)


def _refuse_taken(kind: ListKind, series: str) -> None:
    if (kind, series) in latest_lists(clock.today()):
        raise Refused(f"Mã “{series}” đã có bản ban hành; hãy lập bản mới từ bản đang có hiệu lực.")
