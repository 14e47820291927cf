"""One meeting: who belongs to it and came, what is said of whom, its conclusion; its minutes."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import (
    Attendance,
    NewMember,
    Said,
    SaidOpinion,
    call_off_meeting,
    change_meeting,
    conclude_meeting,
    set_members,
    write_minutes,
)
from congvu.apps.evaluation.enums import Capacity
from congvu.apps.evaluation.queries.years import Minutes
from congvu.apps.org.queries import UnknownPerson, person
from congvu.kernel.dates import NotADay
from congvu.web.shared.frame import Link, show
from congvu.web.shared.typed import line
from congvu.web.years.hour import moment_typed
from congvu.web.years.meeting_page import NEW_OPINIONS, meeting_page
from congvu.web.years.meetings import typed_meeting
from congvu.web.years.reach import minutes_read, writes

ACT, FORM, NEXT = "viec", "ho-so", "sau"
MEMBERS, CHANGE, PERSON, END, OFF = "thanh-phan", "sua", "nguoi", "ket-thuc", "huy"
MISTAKEN = 422


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show a meeting to those of it and those over it; write it as who keeps its minutes."""
    found = minutes_read(request, meeting_id)
    if request.method != "POST":
        return _page(request, found)
    if not writes(request, found.meeting):
        raise PermissionDenied
    act = _ACTS.get(request.POST.get(ACT, ""))
    if act is None:
        raise Http404
    try:
        return redirect(act(request, found))
    except (Refused, NotADay, UnknownPerson) as refused:
        return _page(request, found, str(refused))


def _at(found: Minutes, anchor: str = "") -> str:
    """The address of the meeting, at a place of its page."""
    return f"{reverse('meeting', args=(found.meeting.id,))}{anchor}"


def _members(request: HttpRequest, found: Minutes) -> str:
    posted = request.POST
    removed = {one.id for one in found.members if f"bo-{one.id}" in posted}
    told = [
        Attendance(one.id, f"co-{one.id}" in posted, line(request, f"ly-do-{one.id}"))
        for one in found.members
        if one.id not in removed
    ]
    set_members(
        found.meeting.id, told, added=_added(request), removed=removed,
        by=request.user, at=clock.now(),
    )  # fmt: skip
    messages.success(request, "Đã ghi thành phần.")
    return _at(found, "#thanh-phan")


def _added(request: HttpRequest) -> tuple[NewMember, ...]:
    """Whoever is added: by her code where there is such a person, else by name."""
    typed, title = line(request, "them"), line(request, "them-chuc")
    capacity = line(request, "them-tu-cach") or Capacity.STAFF.value
    if not typed:
        return ()
    try:
        known = person(typed)
    except UnknownPerson:
        return (NewMember(typed, capacity, title),)
    return (NewMember(known.full_name, capacity, title, known.code),)


def _change(request: HttpRequest, found: Minutes) -> str:
    row = typed_meeting(request)
    change_meeting(found.meeting.id, row, by=request.user, at=clock.now())
    messages.success(request, "Đã sửa cuộc họp.")
    return _at(found)


def _off(request: HttpRequest, found: Minutes) -> str:
    reason = line(request, "ly-do")
    call_off_meeting(found.meeting.id, reason, by=request.user, at=clock.now())
    messages.success(request, f"Đã hủy cuộc họp của {found.meeting.unit_name}.")
    return reverse("meetings_of", args=(int(found.meeting.year),))


def _person(request: HttpRequest, found: Minutes) -> str:
    """Write what is said of one person; the page then opens at her, or at who comes after her."""
    ids = [one.rating.id for one in found.agenda]
    asked = _number(request.POST.get(FORM, ""))
    if asked not in ids:
        raise Refused("Người này không thuộc cuộc họp này.")
    (spoken,) = (one for one in found.agenda if one.rating.id == asked)
    kept = [
        SaidOpinion(one.member_id, request.POST.get(f"yk-{one.id}", one.text), one.written, one.id)
        for one in spoken.opinions
        if found.writes(request.rights.person, one)
    ]
    row = Said([*kept, *_new(request)], request.POST.get("muc", ""), line(request, "tom-tat"))
    write_minutes(found.meeting.id, asked, row, by=request.user, at=clock.now())
    messages.success(request, f"Đã ghi ý kiến về {spoken.rating.full_name}.")
    place = ids.index(asked) + (NEXT in request.POST)
    return _at(found, f"#nguoi-{ids[place]}" if place < len(ids) else "#ket-thuc")


def _new(request: HttpRequest) -> list[SaidOpinion]:
    """The opinions typed beside those that are there; a text without its member is refused."""
    added = []
    for number in range(1, NEW_OPINIONS + 1):
        text = request.POST.get(f"yk-moi-{number}", "").strip()
        member = _number(request.POST.get(f"ai-moi-{number}", ""))
        if text and not member:
            raise Refused("Hãy chọn ai nêu ý kiến này.")
        if text:
            added.append(SaidOpinion(member, text, f"vb-moi-{number}" in request.POST))
    return added


def _end(request: HttpRequest, found: Minutes) -> str:
    ended = moment_typed(line(request, "ngay"), line(request, "gio"))
    conclusion = request.POST.get("ket-luan", "").replace("\r\n", "\n")
    conclude_meeting(
        found.meeting.id, ended_at=ended, conclusion=conclusion, by=request.user, at=clock.now()
    )
    messages.success(request, "Đã thông qua biên bản.")
    return _at(found)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


_ACTS: dict[str, Callable[[HttpRequest, Minutes], str]] = {
    MEMBERS: _members,
    CHANGE: _change,
    PERSON: _person,
    END: _end,
    OFF: _off,
}


def _page(request: HttpRequest, found: Minutes, problem: str = "") -> HttpResponse:
    page = meeting_page(
        found,
        reader=request.rights.person,
        writes=writes(request, found.meeting),
        now=clock.now(),
        typed=request.POST if problem else None,
    )
    year = int(found.meeting.year)
    up = Link("Họp xếp loại", reverse("meetings_of", args=(year,)), here=False)
    status = MISTAKEN if problem else 200
    return show(request, "years/meeting.html", status, page=page, problem=problem, up=up)
