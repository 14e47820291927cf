"""Góp ý kiến: a member's own written opinions of those whom a meeting speaks of (Đ21.1b)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import write_own_opinions
from congvu.apps.evaluation.queries.years import MemberRow, Minutes, levels_of_year
from congvu.apps.rulebook.queries import year_period
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.frame import Link, show
from congvu.web.shared.moments import moment
from congvu.web.years.reach import minutes_read

CLAUSE = "Đ21.1b"
MISTAKEN = 422


@dataclass(frozen=True)
class About:
    """One person to give an opinion of: her own level and report, what the reader wrote."""

    id: int
    name: str
    about: str
    own_level: str
    report: str
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the reader's own opinions as a member of an open meeting, or keep them."""
    found = minutes_read(request, meeting_id)
    member = found.member_of(request.rights.person)
    if member is None or not found.meeting.is_open:
        raise Http404
    if request.method != "POST":
        return _page(request, found, member)
    texts = {
        one.rating.id: request.POST.get(f"yk-{one.rating.id}", "")
        for one in found.agenda
        if one.rating.person_id != member.person_id
    }
    try:
        there = write_own_opinions(found.meeting.id, texts, by=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, found, member, str(refused))
    messages.success(request, f"Đã ghi ý kiến về {there} người.")
    return redirect("meeting_opinions", found.meeting.id)


def _page(
    request: HttpRequest, found: Minutes, member: MemberRow, problem: str = ""
) -> HttpResponse:
    held = found.meeting
    up = Link("Cuộc họp", reverse("meeting", args=(held.id,)), here=False)
    return show(
        request,
        "years/opinions.html",
        MISTAKEN if problem else 200,
        unit=held.unit_name,
        when=f"{moment(held.held_at)}, {held.place}",
        people=_people(request, found, member),
        problem=problem,
        clause=clause_of(CLAUSE),
        up=up,
    )


def _people(request: HttpRequest, found: Minutes, member: MemberRow) -> list[About]:
    labels = levels_of_year(year_period(int(found.meeting.year)))
    hers = {
        said.rating_id: said.text
        for one in found.agenda
        for said in one.opinions
        if said.member_id == member.id and said.own
    }
    return [
        About(
            one.rating.id,
            one.rating.full_name,
            ", ".join(filter(None, (one.rating.title, one.rating.unit_name))),
            labels.get(one.rating.own_level, "") if one.rating.sent_at else "",
            one.rating.own_report if one.rating.sent_at else "",
            request.POST.get(f"yk-{one.rating.id}", hers.get(one.rating.id, "")),
        )
        for one in found.agenda
        if one.rating.person_id != member.person_id
    ]
