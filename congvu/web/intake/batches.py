"""A file of another system: read, looked at, applied or put away; a batch looked at and undone."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed, UnknownPeriod
from congvu.apps.work import actions
from congvu.apps.work.enums import BatchState
from congvu.apps.work.queries import BatchRow, SystemRow, records_of
from congvu.exchange.intake.json_reader import MOST_BYTES
from congvu.exchange.intake.receiving import apply_planned, keep_file, preview, waiting_records
from congvu.exchange.intake.words import counts_words
from congvu.exchange.workbook.refusal import Refused as FileRefused
from congvu.web.intake.batch_page import batch_page, planned_lines, received_lines
from congvu.web.intake.reach import MISTAKEN, kept_batch, kept_system, line, number
from congvu.web.intake.views import show_system
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import pages_of

MOST_ROWS = 50
TAKEN = (".csv", ".xlsx", ".json")
NEEDED = "cần một tệp .csv, .xlsx hoặc .json."


@require_POST
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Read a file and keep it until somebody applies it; nothing counts yet."""
    found = kept_system(request, code)
    sent = request.FILES.get("tep")
    try:
        _refuse_upload(sent)
        kept = _kept(request, found, sent)
    except (Refused, FileRefused) as refused:
        return show_system(request, found, problem=str(refused), status=MISTAKEN)
    return redirect("intake_batch", code, kept)


def _refuse_upload(sent: UploadedFile | None) -> None:
    if sent is None:
        raise Refused(f"Chưa chọn tệp; {NEEDED}")
    if Path(sent.name).suffix.lower() not in TAKEN:
        raise Refused(f"“{Path(sent.name).name}” không đọc được; {NEEDED}")
    if sent.size > MOST_BYTES:
        raise Refused(f"Tệp lớn hơn {MOST_BYTES >> 20} MB; hãy xuất từng phần.")


def _kept(request: HttpRequest, found: SystemRow, sent: UploadedFile) -> int:
    """Read the upload from a file of its own, which is gone when it has been read."""
    name = Path(sent.name).name
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / f"tep{Path(name).suffix.lower()}"
        with path.open("wb") as out:
            for chunk in sent.chunks():
                out.write(chunk)
        return keep_file(found, path, name, by=request.user, at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Show what came together or waits to be applied; apply it, put it away, undo it."""
    found, one = kept_batch(request, code, batch_id)
    if request.method != "POST":
        return _show(request, found, one)
    act = {"ap-dung": _apply, "bo": _discard, "hoan-tac": _undo}.get(request.POST.get("buoc", ""))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm với lần nhận này.")
        messages.success(request, act(request, found, one))
    except (Refused, PeriodClosed, UnknownPeriod) as refused:
        return _show(request, found, one, problem=str(refused))
    return redirect("intake_batch", code, batch_id)


def _apply(request: HttpRequest, found: SystemRow, one: BatchRow) -> str:
    done = apply_planned(found, one.id, one.file_name, by=request.user, at=clock.now())
    return f"Đã nhận {one.file_name}: {counts_words(done.counts)}."


def _discard(request: HttpRequest, found: SystemRow, one: BatchRow) -> str:
    actions.discard_plan(one.id, by=request.user, at=clock.now())
    return f"Đã bỏ {one.file_name}; không tính gì, không giữ dòng nào."


def _undo(request: HttpRequest, found: SystemRow, one: BatchRow) -> str:
    reason = line(request, "ly-do")
    done = actions.undo_batch(one.id, reason=reason, by=request.user, at=clock.now())
    stays = f"; {done.kept} đã nghiệm thu nên còn tính, chờ người nghiệm thu" if done.kept else ""
    return f"Đã hoàn tác {done.undone} bản ghi{stays}."


def _show(
    request: HttpRequest, found: SystemRow, one: BatchRow, *, problem: str = ""
) -> HttpResponse:
    waiting = waiting_records(one.id) if one.state == BatchState.PLANNED else []
    total = len(waiting) or records_of(found.id, batch_id=one.id, most=0)[0]
    pages = pages_of(total, number(request, "trang"), MOST_ROWS, lambda n: f"?trang={n}")
    if waiting:
        records = waiting[pages.first : pages.last]
        lines = planned_lines(preview(found, records, today=clock.today()))
    else:
        _, rows = records_of(found.id, batch_id=one.id, first=pages.first, most=MOST_ROWS)
        lines = received_lines(rows)
    reason = line(request, "ly-do") if problem else ""
    page = batch_page(found, one, lines, problem=problem, reason=reason)
    up = Link(found.name, reverse("intake_system", args=(found.code,)), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "intake/batch.html", status, page=page, pages=pages, up=up)
