"""Thay kết quả xếp loại năm: proposed by one, checked by another, signed by who is competent."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from congvu.access.policy import (
    AMEND_RESULT,
    DECIDE_RESULT,
    READ_MONTH,
    decides_as,
    may_amend,
    may_read_month,
)
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import NewReplacement, Signing
from congvu.apps.evaluation.enums import ProposalState
from congvu.apps.evaluation.queries import Decider, ObjectionRow, UnknownObjection
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years import NoRating, NoYearResult, YearResultRow
from congvu.apps.evaluation.queries.years.replacements import (
    NamedRow,
    ReplacementRow,
    UnknownReplacement,
    listed_replacements,
    named_in,
    replacement_by_id,
)
from congvu.apps.evaluation.queries.years.replacing import (
    competent_signer,
    rerated,
)
from congvu.apps.evaluation.queries.years.subjects import (
    PLACES,
)
from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod, year_period
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.web.objections.rows import ROWS_PER_PAGE
from congvu.web.objections.year_change_form import (
    published_now,
    year_changes_in_words,
    year_changes_typed,
    year_lines_of,
)
from congvu.web.objections.year_words import result_words
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import page_wanted, pages_of
from congvu.web.years.replacement_page import (
    PLACES_WORDS,
    reasons_against,
    replacement_lines,
    replacement_page,
)

MISTAKEN, LAST_YEAR = 422, 9_999
LARGEST_ID = 1 << 63
AGAIN, MOVED = "tinh-lai", "ca-nguoi-doi-cho"


@require_safe
def replacements(request: HttpRequest) -> HttpResponse:
    """Show the replacements of years' results in the reader's reach, 50 a page."""
    reach = sorted(request.rights.reach(READ_MONTH).paths)
    wanted = page_wanted(request)
    first = (wanted - 1) * ROWS_PER_PAGE
    total, rows = listed_replacements(reach, first=first, most=ROWS_PER_PAGE)
    pages = pages_of(total, wanted, ROWS_PER_PAGE, lambda page: f"?trang={page}")
    named = named_in([row.id for row in rows])
    return show(
        request,
        "years/replacements.html",
        rows=replacement_lines(rows, named),
        pages=pages,
        up=Link("Kiến nghị", reverse("objections"), here=False),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def replacement_new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Propose to replace a person's result of a year: what an objection was granted, or a fault."""
    period, result = _result(request, year, code)
    carried = _carried(request, result)
    if request.method != "POST":
        return _form(request, period, result, carried)
    try:
        by = request.rights.acting(
            request.user, AMEND_RESULT, result.unit_path, result.person_id
        )  # fmt: skip
        row = _typed(request, result, carried)
        made = actions.propose_replacement(period, row, by=by, at=clock.now())
    except Refused as refused:
        return _form(request, period, result, carried, str(refused))
    messages.success(request, "Đã gửi đề nghị thay thế; chờ người thứ hai kiểm tra.")
    return redirect("replacement", made)


def _result(request: HttpRequest, year: int, code: str) -> tuple[PeriodRow, YearResultRow]:
    """The standing result of a person in the reader's reach; 404 for others."""
    try:
        period = year_period(min(max(year, 1), LAST_YEAR))
        rating = year_queries.rating_of(code.replace("\0", ""), period_id=period.id)
        result = year_queries.year_result_of(rating.person_id, period.id)
    except (UnknownPeriod, NoRating, NoYearResult) as unknown:
        raise Http404 from unknown
    if not may_amend(request.rights, person=result.person_id, unit_path=result.unit_path):
        raise Http404
    return period, result


def _carried(request: HttpRequest, result: YearResultRow) -> ObjectionRow | None:
    """The accepted objection that is carried out; 404 for one of another result."""
    asked = request.POST.get("kien-nghi") or request.GET.get("kien-nghi", "")
    if not asked:
        return None
    try:
        row = queries.objection(int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    except (UnknownObjection, ValueError) as unknown:
        raise Http404 from unknown
    if row.result_id != result.id or not row.changes:
        raise Http404
    return row


def _typed(
    request: HttpRequest, result: YearResultRow, carried: ObjectionRow | None
) -> NewReplacement:
    moved = bool(request.POST.get(MOVED))
    if carried is not None:
        return NewReplacement({}, _reason(request), carried.id, with_moved=moved)
    changes: dict[str, Any] = year_changes_typed(result, request.POST)
    if request.POST.get(AGAIN):
        changes[PLACES] = True
    return NewReplacement({result.person_id: changes}, _reason(request), with_moved=moved)


def _form(
    request: HttpRequest,
    period: PeriodRow,
    result: YearResultRow,
    carried: ObjectionRow | None,
    problem: str = "",
) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else _read_by_now(result)
    try:
        lines = () if carried else year_lines_of(result, typed=typed)
        granted = year_changes_in_words(result, carried.changes) if carried else ()
        places = "" if carried else _places(period, result)
    except Refused as refused:
        lines, granted, places, problem = (), (), "", problem or str(refused)
    return show(
        request,
        "years/replacement_new.html",
        MISTAKEN if problem and request.method == "POST" else 200,
        result=result,
        standing=result_words(result),
        period=period,
        carried=carried,
        granted=granted,
        lines=lines,
        places=places,
        places_chosen=bool(request.POST.get(AGAIN)),
        moved_chosen=bool(request.POST.get(MOVED)),
        reason=request.POST.get("ly-do", ""),
        problem=problem,
        up=Link("Thay kết quả năm", reverse("replacements"), here=False),
    )


def _read_by_now(result: YearResultRow) -> dict[str, str]:
    """The months whose published results were amended since, as they read now."""
    if not result.inputs.get("rows"):
        return {}
    found = queries.tracked_scores([result.person_id], int(result.year))
    scores = {month: one.score_hundredths for one in found for month in one.span.months}
    return published_now(result, scores)


def _places(period: PeriodRow, result: YearResultRow) -> str:
    """What she would be by the places that there are now, "" where nothing would change."""
    found = rerated(result.round_id, period.id, {})
    return PLACES_WORDS if any(one.row.id == result.id for one in found.shifted) else ""


@require_safe
def replacement(request: HttpRequest, replacement_id: int) -> HttpResponse:
    """Show one replacement, the results before and after side by side."""
    return _page(request, *_readable(request, replacement_id))


@require_POST
def check(request: HttpRequest, replacement_id: int) -> HttpResponse:
    """Confirm or refuse a proposal as its second person."""
    row, named = _readable(request, replacement_id)
    for one in named:
        if not may_amend(request.rights, person=one.person_id, unit_path=one.unit_path):
            raise PermissionDenied
    by = request.rights.acting(
        request.user, AMEND_RESULT, named[0].unit_path, named[0].person_id
    )  # fmt: skip
    try:
        if request.POST.get("lam") == "khong":
            actions.refuse_replacement(row.id, reason=_reason(request), by=by, at=clock.now())
        else:
            actions.check_replacement(row.id, by=by, at=clock.now())
    except Refused as refused:
        return _page(request, row, named, str(refused), MISTAKEN)
    messages.success(request, "Đã ghi kết quả kiểm tra.")
    return redirect("replacement", row.id)


@require_POST
def sign(request: HttpRequest, replacement_id: int) -> HttpResponse:
    """Sign or refuse a checked proposal, by number and day, as who is competent."""
    row, named = _readable(request, replacement_id)
    head = competent_signer(row, named, clock.today())
    if head is None or not _signs(request, named, head):
        raise PermissionDenied
    by = request.rights.acting(
        request.user, DECIDE_RESULT, named[0].unit_path, named[0].person_id
    )  # fmt: skip
    try:
        if request.POST.get("lam") == "khong":
            actions.refuse_replacement(row.id, reason=_reason(request), by=by, at=clock.now())
        else:
            new = Signing(
                request.POST.get("so", "").replace("\0", ""),
                _day(request),
                head.person_id,
                request.POST.get("ma", ""),
            )
            actions.sign_replacement(row.id, new, by=by, at=clock.now())
    except Refused as refused:
        return _page(request, row, named, str(refused), MISTAKEN)
    messages.success(request, "Đã ghi quyết định.")
    return redirect("replacement", row.id)


def _day(request: HttpRequest) -> date:
    try:
        return parse_day(request.POST.get("ngay", ""))
    except NotADay as wrong:
        raise Refused(f"Ngày quyết định: {wrong}") from wrong


def _signs(request: HttpRequest, named: list[NamedRow], head: Decider | None) -> bool:
    return head is not None and all(
        decides_as(
            request.rights, decider=head.person_id, person=one.person_id, unit_path=one.unit_path
        )
        for one in named
    )


def _readable(request: HttpRequest, replacement_id: int) -> tuple[ReplacementRow, list[NamedRow]]:
    """A proposal that names somebody whose months the reader may see; 404 for others."""
    try:
        row = replacement_by_id(replacement_id if replacement_id < LARGEST_ID else 0)
    except UnknownReplacement as unknown:
        raise Http404 from unknown
    named = named_in([row.id])[row.id]
    if not any(
        may_read_month(request.rights, person=one.person_id, unit_path=one.unit_path)
        for one in named
    ):
        raise Http404
    return row, named


def _page(
    request: HttpRequest,
    row: ReplacementRow,
    named: list[NamedRow],
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    against = reasons_against(row, named, request.rights, request.user.pk)
    checked = row.state == ProposalState.CHECKED
    today = clock.today()
    head = competent_signer(row, named, today) if checked else None
    return show(
        request,
        "years/replacement.html",
        status,
        page=replacement_page(row, named),
        problem=problem,
        reason=request.POST.get("ly-do", ""),
        number=request.POST.get("so", ""),
        day=request.POST.get("ngay", format_day(today)),
        checks=row.state == ProposalState.PROPOSED and not against,
        signs=checked and _signs(request, named, head),
        signer=f"{head.full_name}, {head.unit_name}" if head else "",
        may_name=request.rights.may(AMEND_RESULT),
        up=Link("Thay kết quả năm", reverse("replacements"), here=False)
        if request.rights.may(READ_MONTH)
        else None,
    )


def _reason(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "").replace("\0", "").strip()
