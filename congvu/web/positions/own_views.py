"""Vị trí của tôi: an official's own description, and what she is able to do of what it asks."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from config import clock
from congvu.access.policy import READ_COMPETENCY
from congvu.apps.audit.refusals import Refused
from congvu.apps.positions.actions import SelfAssessment, assess_own
from congvu.apps.positions.queries import (
    AssessedRow,
    HeldPosting,
    UnknownEdition,
    assessed,
    description_of,
    held_posting,
    levels_of,
    occasion_of,
)
from congvu.web.positions.levels_form import Entry, own_entry
from congvu.web.positions.levels_page import LevelsPage, own_levels
from congvu.web.positions.list_page import standing
from congvu.web.positions.position_page import Description, description
from congvu.web.shared.frame import show


@dataclass(frozen=True)
class OwnPage:
    """The whole page of somebody who holds a position."""

    name: str
    href: str
    where: str
    standing: str
    description: Description | None
    levels: LevelsPage


@require_safe
def own_position(request: HttpRequest) -> HttpResponse:
    """Show the reader's position, what it asks, and the form of her own levels."""
    posting = _posting(request)
    if posting is None or posting.position is None:
        return _nothing(request, posting)
    return _shown(request, posting, _rows(posting))


@require_POST
def own_competencies(request: HttpRequest) -> HttpResponse:
    """Keep the levels that the reader chose; show the form again where something is wrong."""
    posting = _posting(request)
    if posting is None or posting.position is None:
        return _nothing(request, posting)
    rows = _rows(posting)
    entry = own_entry(request.POST, rows)
    changed = _changed(entry, rows)
    if entry.problems:
        return _shown(request, posting, rows, entry)
    try:
        _keep(request, posting, changed)
    except Refused as refusal:
        return _shown(request, posting, rows, entry, str(refusal))
    told = f"Đã lưu {len(changed)} mức tự đánh giá." if changed else "Không có gì thay đổi."
    messages.success(request, told)
    return redirect(f"{reverse('own_position')}#nang-luc")


def _posting(request: HttpRequest) -> HeldPosting | None:
    person = request.rights.person
    return held_posting(person, on=clock.today()) if person else None


def _rows(posting: HeldPosting) -> list[AssessedRow]:
    today = clock.today()
    return assessed(posting, year=today.year, on=today)


def _changed(entry: Entry, rows: list[AssessedRow]) -> list[SelfAssessment]:
    found = []
    for row in rows:
        typed = entry.typed.get(row.required.competency)
        if typed is None or typed.level is None:
            continue
        if (typed.level, typed.text) != (row.self_level, row.self_evidence):
            found.append(SelfAssessment(row.required.competency, typed.level, typed.text))
    return found


def _keep(request: HttpRequest, posting: HeldPosting, changed: list[SelfAssessment]) -> None:
    now = clock.now()
    if changed:
        assess_own(
            posting.id,
            changed,
            year=now.date().year,
            occasion=occasion_of(posting, year=now.date().year),
            by=request.user,
            at=now,
        )


def _shown(
    request: HttpRequest,
    posting: HeldPosting,
    rows: list[AssessedRow],
    entry: Entry | None = None,
    refused: str = "",
) -> HttpResponse:
    today = clock.today()
    meanings = levels_of(
        [row.required.competency_id for row in rows], on=today, group=posting.group or ""
    )
    levels = own_levels(posting, rows, meanings, year=today.year, entry=entry, refused=refused)
    page = _page(posting, levels)
    return show(
        request,
        "positions/own.html",
        status=422 if entry else 200,
        page=page,
        team=request.rights.may(READ_COMPETENCY),
    )


def _page(posting: HeldPosting, levels: LevelsPage) -> OwnPage:
    today = clock.today()
    href = reverse("position", args=(posting.position,))
    where = f"{posting.position} · {posting.title} · {posting.unit_name}"
    name = posting.position_name or ""
    try:
        row, edition = description_of(posting.position or "", on=today)
    except UnknownEdition as unknown:
        return OwnPage(name, href, where, str(unknown), None, levels)
    return OwnPage(row.name, href, where, standing(edition), description(row), levels)


def _nothing(request: HttpRequest, posting: HeldPosting | None) -> HttpResponse:
    return show(request, "positions/nobody.html", person=request.rights.person, posting=posting)
