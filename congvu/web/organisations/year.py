"""Một tổ chức, một năm: assessed by its head, looked at by its authority, read by those above."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import RECOGNISE_ORGANISATION
from congvu.access.rights import Held
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import organisations as actions
from congvu.apps.evaluation.queries import organisations as queries
from congvu.apps.evaluation.queries.organisations import (
    OrganisationYear,
    Rated,
    RecognitionRow,
)
from congvu.apps.evaluation.queries.years import headed_results
from congvu.web.organisations.headed import HeadedLine, headed_lines
from congvu.web.organisations.listing_page import places_left, places_told
from congvu.web.organisations.reach import Standing, actor, readable_unit, standing_to, year_of
from congvu.web.organisations.typed import DOES, SEEN, WHY, review_of, self_assessment_of
from congvu.web.organisations.words import MISTAKEN
from congvu.web.organisations.year_page import year_page
from congvu.web.shared.frame import Link, show

SAVE, SEND, REVIEW, RETURN = "luu", "gui", "xem", "tra"
OF_HEAD, OF_AUTHORITY = (SAVE, SEND), (REVIEW, RETURN)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show an organisation's year; take what its head or its authority sends."""
    today = clock.today()
    year = year_of(request, today)
    here = readable_unit(request.rights, code)
    chain = queries.chain(here.code, year)
    decides = not chain and request.rights.reach(RECOGNISE_ORGANISATION).covers(here.path)
    found = queries.organisation_year(year, here, today, grouped=decides)
    if found is None:
        raise Http404
    stands = standing_to(request.rights, found.rated.organisation)
    if stands.head is None:
        found = replace(found, rated=found.rated.without_draft())
    if request.method != "POST":
        return _page(request, found, chain, stands)
    return _taken(request, found, chain, stands)


def _taken(
    request: HttpRequest, found: OrganisationYear, chain: list[RecognitionRow], stands: Standing
) -> HttpResponse:
    rated, year = found.rated, found.rules.day.year
    does = request.POST.get(DOES, "")
    held = stands.authority if does in OF_AUTHORITY else stands.head
    if held is None:
        held = stands.head or stands.authority
        if held is None or does in (*OF_HEAD, *OF_AUTHORITY):
            raise PermissionDenied
    try:
        told, faults = _acted(request, rated, year, held, does)
    except Refused as refused:
        return _page(request, found, chain, stands, str(refused))
    if faults:
        return _page(request, found, chain, stands, "Chưa ghi được.", faults)
    messages.success(request, told.strip())
    return redirect(f"{reverse('organisation', args=(rated.code,))}?{urlencode({'nam': year})}")


def _acted(
    request: HttpRequest, rated: Rated, year: int, held: Held, does: str
) -> tuple[str, Mapping[str, str]]:
    """Do what was asked; what was done in words, or what is wrong by field."""
    one, at, by = rated.organisation, clock.now(), actor(request, held)
    seen = request.POST.get(SEEN, "")
    if does in OF_HEAD:
        row, faults = self_assessment_of(request.POST, rated.criteria)
        if not faults.told:
            actions.assess_organisation(
                rated.code, year, row, head=one.head.person_id if one.head else None,
                send=does == SEND, by=by, at=at, seen=seen,
            )  # fmt: skip
        return ("Đã gửi bản tự đánh giá." if does == SEND else "Đã lưu nháp."), faults.told
    authority = one.authority.person_id if one.authority else None
    if does == RETURN:
        actions.return_organisation(
            rated.code, year, reason=request.POST.get(WHY, ""), authority=authority, by=by, at=at,
            seen=seen,
        )  # fmt: skip
        return "Đã trả lại để tự đánh giá lại.", {}
    if does != REVIEW:
        raise Refused("Không rõ ông/bà muốn làm gì; hãy bấm một nút của trang.")
    review, faults = review_of(request.POST, rated.criteria)
    if faults.told:
        return "", faults.told
    settled = actions.review_organisation(
        rated.code, year, review, authority=authority, by=by, at=at, seen=seen
    )
    if not settled:
        return "Đã ghi; chờ kết quả kiểm tra, xác minh (Điều 9).", {}
    return f"Đã xem xét xong; tổ chức này chờ công nhận. {_places(rated, year)}", {}


def _places(rated: Rated, year: int) -> str:
    """How many places of the highest level are left among the authority's, as it stands now."""
    authority = rated.organisation.authority
    if authority is None:
        return ""
    found = queries.authority_year(year, authority.unit_path, clock.today())
    return places_told(found)


def _heads(request: HttpRequest, stands: RecognitionRow, rated: Rated) -> tuple[HeadedLine, ...]:
    rows = headed_results(rated.organisation.unit.id, stands.year)
    return headed_lines(rows, stands.level, request.rights)


def _page(
    request: HttpRequest,
    found: OrganisationYear,
    chain: list[RecognitionRow],
    stands: Standing,
    problem: str = "",
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    rated, year = found.rated, found.rules.day.year
    page = year_page(
        rated,
        queries.evidence_of(rated.organisation.unit, year, clock.today()),
        found.rules,
        chain,
        request.POST if problem else None,
        faults,
    )
    row = rated.row
    return show(
        request,
        "organisations/year.html",
        MISTAKEN if problem else 200,
        page=page,
        problem=problem,
        faults=list((faults or {}).values()),
        reason=request.POST.get(WHY, ""),
        heads=_heads(request, chain[-1], rated) if chain else (),
        places=places_left(found.group, rated) if found.group else "",
        assesses=stands.head is not None and (row is None or row.is_open),
        decides=stands.authority is not None and row is not None and row.state in
        actions.LOOKED_AT,
        replaces=stands.authority is not None and rated.recognised is not None,
        up=Link(f"Tổ chức năm {year}", page.up_href, here=False),
    )  # fmt: skip
