"""Năng lực: the people of a unit, and the form by which a head assesses one of them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import (
    ASSESS_COMPETENCY,
    READ_COMPETENCY,
    may_assess,
    may_read_competencies,
)
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.enums import UnitKind
from congvu.apps.org.queries import UnknownPerson, person, units
from congvu.apps.positions.actions import HeadAssessment, assess_person
from congvu.apps.positions.queries import (
    AssessedRow,
    HeldPosting,
    assessed,
    assessed_by,
    held_posting,
    levels_of,
    occasion_of,
    postings_of,
    postings_under,
)
from congvu.web.positions.levels_form import Entry, head_entry
from congvu.web.positions.levels_page import LevelsPage, head_levels
from congvu.web.positions.papers import profile_paper
from congvu.web.positions.team_file import team_file
from congvu.web.positions.team_page import UnitChoice, choices, team_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.paper_files import WRITERS, sent
from congvu.web.shared.reach import own_paths, units_within

UNIT, PAGE = "don-vi", "trang"


@dataclass(frozen=True)
class PersonPage:
    """The whole page of one person's competencies."""

    name: str
    where: str
    position: str
    position_href: str
    levels: LevelsPage
    files: tuple[tuple[str, str], ...]


@require_safe
def competencies(request: HttpRequest) -> HttpResponse:
    """Show the people of the unit asked for, else of the reader's own."""
    asked, today = request.GET.get(UNIT, ""), clock.today()
    reach = request.rights.reach(READ_COMPETENCY)
    if not asked and not own_paths(request.rights, READ_COMPETENCY):
        people = postings_of(reach.people, on=today)
        return (
            _team(request, "Người được phân công phụ trách", people, ())
            if people
            else _ask(request)
        )
    within, here = units_within(request.rights, READ_COMPETENCY, asked, today)
    if here.kind == UnitKind.PROVINCE:
        return _ask(request)
    people = postings_under(here.path, on=today)
    return _team(request, here.name, people, choices(within, here.code))


@require_http_methods(["GET", "HEAD", "POST"])
def person_competencies(request: HttpRequest, person: str) -> HttpResponse:
    """Show what a person in reach is able to do; keep the levels that her head chose."""
    posting = _posting(person)
    if not may_read_competencies(
        request.rights, person=posting.person_id, unit_path=posting.unit_path
    ):
        raise Http404
    rows = assessed(posting, year=clock.today().year, on=clock.today())
    if request.method != "POST":
        return _shown(request, posting, rows)
    if not _may_assess(request, posting):
        raise PermissionDenied
    return _kept(request, posting, rows)


@require_safe
def person_competencies_file(request: HttpRequest, person: str, fmt: str) -> HttpResponse:
    """Send what a person in reach is able to do as a paper that she and her head sign."""
    posting, today = _posting(person), clock.today()
    if fmt not in WRITERS or not may_read_competencies(
        request.rights, person=posting.person_id, unit_path=posting.unit_path
    ):
        raise Http404
    rows = assessed(posting, year=today.year, on=today)
    return sent(profile_paper(posting, rows, today=today), fmt, f"nang-luc-{person}")


def _team(
    request: HttpRequest, title: str, people: list[HeldPosting], units: tuple[UnitChoice, ...]
) -> HttpResponse:
    today = clock.today()
    rows = assessed_by(people, year=today.year, on=today)
    if wants_list_file(request):
        return team_file(title, people, rows)
    number = request.GET.get(PAGE, "")
    asked = request.GET.get(UNIT, "")
    page = team_page(
        title,
        people,
        rows,
        year=today.year,
        units=units,
        number=int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1,
        href=lambda to: f"?{urlencode({UNIT: asked, PAGE: to} if asked else {PAGE: to})}",
        person_href=lambda one: reverse("person_competencies", args=(one.person,)),
    )
    return show(request, "positions/team.html", page=page)


def _ask(request: HttpRequest) -> HttpResponse:
    """Let a reader of the whole province choose an agency: thousands are no list."""
    agencies = [one for one in units(on=clock.today()) if one.agency == one.code]
    open_to = request.rights.reach(READ_COMPETENCY)
    seen = [one for one in agencies if open_to.covers(one.path) and one.kind != UnitKind.PROVINCE]
    return show(request, "positions/ask.html", units=choices(seen, ""))


def _posting(code: str) -> HeldPosting:
    try:
        found = held_posting(person(code).id, on=clock.today())
    except UnknownPerson as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    return found


def _may_assess(request: HttpRequest, posting: HeldPosting) -> bool:
    return may_assess(request.rights, person=posting.person_id, unit_path=posting.unit_path)


def _kept(request: HttpRequest, posting: HeldPosting, rows: list[AssessedRow]) -> HttpResponse:
    entry, now = head_entry(request.POST, rows), clock.now()
    changed = _changed(entry, rows)
    if entry.problems:
        return _shown(request, posting, rows, entry)
    try:
        if changed:
            year = now.date().year
            occasion = occasion_of(posting, year=year)
            acting = request.rights.acting(
                request.user, ASSESS_COMPETENCY, posting.unit_path, posting.person_id
            )
            assess_person(posting.id, changed, year=year, occasion=occasion, by=acting, at=now)
    except Refused as refusal:
        return _shown(request, posting, rows, entry, str(refusal))
    told = f"Đã lưu {len(changed)} mức đánh giá." if changed else "Không có gì thay đổi."
    messages.success(request, told)
    return redirect("person_competencies", posting.person)


def _changed(entry: Entry, rows: list[AssessedRow]) -> list[HeadAssessment]:
    found = []
    for row in rows:
        typed = entry.typed[row.required.competency]
        if typed.level is None or (typed.level, typed.text) == (row.head_level, row.head_note):
            continue
        found.append(HeadAssessment(row.required.competency, typed.level, typed.text))
    return found


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
    levels = head_levels(
        posting,
        rows,
        meanings,
        year=today.year,
        may_assess=_may_assess(request, posting),
        entry=entry,
        refused=refused,
    )
    page = PersonPage(
        posting.full_name,
        f"{posting.title}, {posting.unit_name}",
        posting.position_name or "",
        reverse("position", args=(posting.position,)) if posting.position else "",
        levels,
        tuple(
            (label, reverse("person_competencies_file", args=(posting.person, fmt)))
            for fmt, label in (("docx", "Word"), ("pdf", "PDF"))
        ),
    )
    status = 422 if entry else 200
    return show(
        request, "positions/person.html", status=status, page=page, up=_up(request, posting)
    )


def _up(request: HttpRequest, posting: HeldPosting) -> Link | None:
    """The way back to the people of the unit, for whoever may list them."""
    if not request.rights.reach(READ_COMPETENCY).covers(posting.unit_path):
        return None
    href = f"{reverse('competencies')}?{urlencode({UNIT: posting.unit})}"
    return Link(f"Năng lực: {posting.unit_name}", href, here=False)
