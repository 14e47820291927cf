"""Đối chiếu: a month's list held against the list of a signed decision. No score is touched."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import RECONCILE, may_read_month, may_reconcile
from congvu.access.rights import PROVINCE, Rights
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.queries import ReconciliationRow, UnknownReconciliation
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.rulebook.queries import PeriodRow, periods
from congvu.engine.reconciliation.lines import Outcome
from congvu.exchange.reconciliation.comparing import compare_upload
from congvu.exchange.reconciliation.writing import reconciliation_workbook
from congvu.exchange.workbook.refusal import Refused as FileRefused
from congvu.web.reconcile.kept_rows import KEPT_COLUMNS, kept_row
from congvu.web.reconcile.reconcile_page import reconcile_page, result_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import MOST_ROWS, list_file, wants_list_file
from congvu.web.shared.paging import pages_of
from congvu.web.shared.reach import own_paths

ROWS_PER_PAGE = 50
LARGEST_BYTES = 10 << 20
TAKEN = (".xlsx", ".csv")
NEEDED = "cần tệp .xlsx hoặc .csv có danh sách kèm quyết định."
MISTAKEN = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def reconciliations(request: HttpRequest) -> HttpResponse:
    """Show what was compared; compare another file, which only keeps what was found."""
    if request.method != "POST":
        return _list_file(request) if wants_list_file(request) else _form(request)
    try:
        sent = _upload(request.FILES.get("tep"))
        period, unit = _asked(request)
        made = actions.keep_reconciliation(
            period, _compared(period, unit, sent), by=request.user, at=clock.now()
        )
    except FileRefused as refused:
        return _form(request, refused.message)
    except Refused as refused:
        return _form(request, str(refused))
    return redirect("reconciliation", made)


@require_safe
def reconciliation(request: HttpRequest, reconciliation_id: int) -> HttpResponse:
    """Show one comparison: the answer, then the findings of one kind, 50 a page."""
    kept = _readable(request.rights, reconciliation_id)
    shown = request.GET.get("loai", "")
    shown = shown if shown in list(Outcome) else ""
    total = sum(
        number
        for name, number in kept.counts.items()
        if name in list(Outcome) and name != Outcome.SAME and shown in ("", name)
    )
    pages = pages_of(total, _page(request), ROWS_PER_PAGE, lambda page: _href(shown, page))
    found = queries.findings_of(kept.id, outcome=shown, first=pages.first, most=ROWS_PER_PAGE)
    page = result_page(
        kept,
        found,
        shown=shown,
        pages=pages,
        href=_href,
        person_href=_person_href(request.rights, kept),
    )
    up = Link("Đối chiếu", reverse("reconciliations"), here=False)
    return show(request, "reconcile/reconciliation.html", page=page, id=kept.id, up=up)


@require_safe
def reconciliation_file(request: HttpRequest, reconciliation_id: int) -> HttpResponse:
    """Give all findings of one comparison as a workbook."""
    kept = _readable(request.rights, reconciliation_id)
    content = reconciliation_workbook(kept, queries.findings_of(kept.id))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="doi-chieu-{kept.period}-{kept.id}.xlsx"'
    return answer


def _upload(sent: UploadedFile | None) -> UploadedFile:
    if sent is None:
        raise Refused(f"Chưa chọn tệp; {NEEDED}")
    if Path(sent.name).suffix.lower() not in TAKEN:
        raise Refused(f"“{Path(sent.name).name}” không phải bảng tính đọc được; {NEEDED}")
    if sent.size > LARGEST_BYTES:
        raise Refused(f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy xóa ảnh trong tệp hoặc chia nhỏ.")
    return sent


def _asked(request: HttpRequest) -> tuple[PeriodRow, UnitRow]:
    """The period and unit chosen; a unit out of reach is one that does not exist."""
    key, code = request.POST.get("ky", ""), request.POST.get("don-vi", "")
    period = next((one for one in periods() if one.key == key), None)
    if period is None:
        raise Refused("Chọn kỳ mà quyết định nói đến.")
    unit = next((one for one in _choices(request.rights) if one.code == code), None)
    if unit is None:
        raise Http404
    return period, unit


def _compared(period: PeriodRow, unit: UnitRow, sent: UploadedFile) -> actions.NewReconciliation:
    """Read the upload from a file of its own, which is gone when it has been read."""
    name = Path(sent.name).name
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / f"tep{Path(name).suffix.lower()}"
        with path.open("wb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        return compare_upload(period, unit, path, name)


def _choices(rights: Rights) -> list[UnitRow]:
    """The units to compare: all under the reader's own, or every agency of the province."""
    today = clock.today()
    if own := own_paths(rights, RECONCILE):
        return [one for path in own for one in units(on=today, under=path)]
    return [one for one in units(on=today) if one.agency in (None, one.code)]


def _form(request: HttpRequest, problem: str = "") -> HttpResponse:
    every = periods()
    within = _choices(request.rights)
    paths = own_paths(request.rights, RECONCILE) or [PROVINCE]
    wanted = _page(request)
    first = (max(wanted, 1) - 1) * ROWS_PER_PAGE
    total, kept = queries.reconciliations_under(paths, first=first, most=ROWS_PER_PAGE)
    page = reconcile_page(
        periods=every,
        period=_chosen(every, request.POST.get("ky", "")),
        units=within,
        unit=request.POST.get("don-vi", ""),
        kept=[(one, reverse("reconciliation", args=(one.id,))) for one in kept],
        pages=pages_of(total, wanted, ROWS_PER_PAGE, lambda page: f"?trang={page}"),
        problem=problem,
    )
    status = MISTAKEN if problem else 200
    return show(request, "reconcile/reconciliations.html", status, page=page)


def _list_file(request: HttpRequest) -> HttpResponse:
    """Every comparison kept, as a workbook."""
    paths = own_paths(request.rights, RECONCILE) or [PROVINCE]
    _, kept = queries.reconciliations_under(paths, first=0, most=MOST_ROWS)
    return list_file("doi-chieu", "Đối chiếu", KEPT_COLUMNS, map(kept_row, kept))


def _chosen(every: Sequence[PeriodRow], key: str) -> PeriodRow | None:
    """The period typed, else the latest closed one, which a decision is usually about."""
    named = [one for one in every if one.key == key]
    closed = [one for one in every if not one.is_open]
    return next(iter((*named, *closed, *every)), None)


def _readable(rights: Rights, reconciliation_id: int) -> ReconciliationRow:
    try:
        kept = queries.reconciliation(reconciliation_id)
    except UnknownReconciliation as unknown:
        raise Http404 from unknown
    if not may_reconcile(rights, unit_path=kept.unit_path):
        raise Http404
    return kept


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("trang", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1


def _href(outcome: str, page: int = 1) -> str:
    asked = {"loai": outcome} if outcome else {}
    return f"?{urlencode(asked | ({'trang': str(page)} if page > 1 else {}))}"


def _person_href(rights: Rights, kept: ReconciliationRow):
    """The way to a person's month, for whoever may read the months of the unit."""
    allowed = may_read_month(rights, person=0, unit_path=kept.unit_path)
    return lambda code: reverse("person_month", args=(code, kept.period)) if allowed else ""
