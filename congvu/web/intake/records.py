"""Records that wait: for a rule, for their source to be mended, for the head who accepted."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access import policy
from congvu.access.policy import ACCEPT_WORK
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed, UnknownPeriod
from congvu.apps.work import actions
from congvu.apps.work.enums import ReceivedState
from congvu.apps.work.queries import (
    ReceivedRow,
    SystemRow,
    received,
    records_of,
    remarks_within,
    source_labels,
)
from congvu.exchange.intake.receiving import replay
from congvu.exchange.intake.words import counts_words
from congvu.kernel.dates import format_day
from congvu.web.intake.reach import MISTAKEN, kept_system, number
from congvu.web.shared.frame import Link, show
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import amount, count
from congvu.web.shared.paging import pages_of

MOST_ROWS = 50
REMARKS = "remarks"
KINDS = {
    ReceivedState.UNMAPPED.value: "Chưa có luật",
    ReceivedState.REFUSED.value: "Không nhận",
    REMARKS: "Chờ người nghiệm thu",
    ReceivedState.WITHDRAWN.value: "Nguồn đã rút",
    ReceivedState.COUNTED.value: "Đã tính",
}


@dataclass(frozen=True)
class Tab:
    """A kind of records to look at."""

    href: str
    label: str
    here: bool


@dataclass(frozen=True)
class WaitingLine:
    """A record with its kept columns, why it stands so, and where a rule may begin."""

    name: str
    came: str
    cells: tuple[tuple[str, str], ...]
    reason: str
    begin: str


@require_http_methods(["GET", "HEAD", "POST"])
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Show the records of a system in one state; read again, by the rules of now, what waits."""
    found = kept_system(request, code)
    if request.method != "POST":
        return _show(request, found)
    try:
        done = replay(found, by=request.user, at=clock.now())
    except (Refused, PeriodClosed, UnknownPeriod) as refused:
        return _show(request, found, problem=str(refused))
    messages.success(request, f"Đã đọc lại: {counts_words(done.counts)}.")
    return redirect("intake_batch", code, done.batch_id)


def _show(request: HttpRequest, found: SystemRow, *, problem: str = "") -> HttpResponse:
    kind = request.GET.get("loai", ReceivedState.UNMAPPED.value)
    if kind not in KINDS:
        raise Http404
    state, remarked = ("", True) if kind == REMARKS else (kind, False)
    total, _ = records_of(found.id, state=state, remarked=remarked, most=0)
    pages = pages_of(
        total, number(request, "trang"), MOST_ROWS, lambda n: f"?loai={kind}&trang={n}"
    )
    _, rows = records_of(
        found.id, state=state, remarked=remarked, first=pages.first, most=MOST_ROWS
    )
    up = Link(found.name, reverse("intake_system", args=(found.code,)), here=False)
    return show(
        request,
        "intake/records.html",
        MISTAKEN if problem else 200,
        system=found,
        title=KINDS[kind],
        answer=f"{count(total)} {found.noun}.",
        tabs=[Tab(f"?loai={name}", label, name == kind) for name, label in KINDS.items()],
        lines=[_line(found, row, kind) for row in rows],
        again=bool(total) and kind in (ReceivedState.UNMAPPED, ReceivedState.REFUSED, REMARKS),
        pages=pages,
        problem=problem,
        up=up,
    )


def _line(found: SystemRow, row: ReceivedRow, kind: str) -> WaitingLine:
    told = row.waiting or row.payload
    begin = f"{reverse('intake_rule', args=(found.code,))}?tu={row.id}"
    return WaitingLine(
        name=row.source_id,
        came=moment(row.received_at),
        cells=tuple((name, value) for name, value in told.items()
                    if value and name != found.id_field),
        reason="; ".join(part for part in (row.reason, row.remark) if part),
        begin=begin if kind == ReceivedState.UNMAPPED else "",
    )  # fmt: skip


@dataclass(frozen=True)
class RemarkLine:
    """What a source changed after the head accepted it."""

    id: int
    source: str
    task: str
    counted: str
    remark: str
    task_id: int | None


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest) -> HttpResponse:
    """Show the head what sources changed after an acceptance; say that she has seen it."""
    if request.method == "POST":
        return _settle(request)
    rows = [row for row in remarks_within(_paths(request)) if _hers(request, row)]
    labels = source_labels([f"{row.system}:{row.source_id}" for row in rows])
    lines = [
        RemarkLine(
            id=row.id,
            source=labels[f"{row.system}:{row.source_id}"],
            task=row.task or "",
            counted=f"{row.person}, {format_day(row.day)}, {amount(row.amount_hundredths)}",
            remark=row.remark,
            task_id=row.task_id,
        )
        for row in rows
    ]
    return show(request, "intake/remarks.html", lines=lines)


def _paths(request: HttpRequest) -> list[str]:
    return sorted(request.rights.reach(ACCEPT_WORK).paths)


def _hers(request: HttpRequest, row: ReceivedRow) -> bool:
    return policy.may_accept(
        request.rights, person=row.person_id or 0, unit_path=row.unit_path or ""
    )


def _settle(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("ban-ghi", "")
    row = received(int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    if row is None or not row.unit_path or not _hers(request, row):
        raise Http404
    if actions.settle_remarks([row.id], by=request.user, at=clock.now()):
        messages.success(request, f"Đã xem {row.source_id}; vẫn tính như đã nghiệm thu.")
    return redirect("source_remarks")
