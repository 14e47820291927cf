"""Họp nhận xét, đánh giá: where meetings are to be held, the reader's own, and calling one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages as said
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from congvu.access.policy import DECIDE_RATING, PREPARE_RATING, READ_MONTH
from congvu.access.years import may_hold_meeting
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import NewMeeting, NewMember, call_meeting
from congvu.apps.evaluation.enums import Capacity
from congvu.apps.evaluation.queries.years import (
    MeetingRow,
    MemberRow,
    NoRound,
    Proposed,
    RatingRow,
    RoundRow,
    asked_about,
    called_to,
    meetings_with,
    members_of,
    open_beside,
    round_of,
)
from congvu.apps.evaluation.queries.years.meeting_places import (
    Place,
    meeting_places,
)
from congvu.apps.org.queries import UnitRow, UnknownPerson, UnknownUnit, unit
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import NotADay
from congvu.web.shared.frame import Link, show
from congvu.web.shared.paging import ROWS_PER_PAGE, page_wanted, pages_of
from congvu.web.shared.typed import address, line
from congvu.web.years.hour import day_and_hour, moment_typed
from congvu.web.years.meeting_rows import meeting_line, place_line
from congvu.web.years.reach import opened_year, year_asked

UNIT, ROUND = "don-vi", "dot"
MISTAKEN = 422
TOMORROW = timedelta(days=1)
_OVER = (PREPARE_RATING, DECIDE_RATING, READ_MONTH)


@dataclass(frozen=True)
class Calling:
    """A meeting that may be called: of which round, where, about whom, and whom the law calls.

    `beside` is the unit's open meeting for another round, with its members: the same sitting.
    """

    period: PeriodRow
    round: RoundRow
    unit: UnitRow
    about: tuple[RatingRow, ...]
    members: tuple[Proposed, ...]
    beside: MeetingRow | None = None
    beside_members: tuple[MemberRow, ...] = ()

    @property
    def asks_party(self) -> bool:
        """Whether the Party committee's representative belongs to it."""
        return any(one.capacity == Capacity.LEADERSHIP for one in self.members)

    @property
    def usual_chair(self) -> str:
        """The unit's head, or the first after her where she alone is spoken of."""
        spoken = {one.person_id for one in self.about}
        first = self.members[:2]
        alone = len(self.about) == 1 and first and first[0].person_id in spoken
        return first[-1].person if alone else (first[0].person if first else "")


@require_safe
def meetings(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show the reader's own meetings and the places where she calls or follows them."""
    period = year_asked(year)
    if period is None:
        return show(request, "years/no_form.html", period=None, person=request.rights.person)
    person = request.rights.person
    own = meetings_with(person, period.id) if person else []
    total, places, pages = _places(request, period)
    return show(
        request,
        "years/meetings.html",
        period=period,
        own=[meeting_line(one) for one in own],
        places=[_place(request, period, one) for one in places],
        total=total,
        pages=pages,
    )


def _places(request: HttpRequest, period: PeriodRow) -> tuple[int, list[Place], object]:
    paths = frozenset(path for one in _OVER for path in request.rights.reach(one).paths)
    asked = address(request, UNIT)
    if asked:
        here = _unit(asked)
        paths = frozenset({here.path} if any(here.path.startswith(one) for one in paths) else ())
    wanted = page_wanted(request)
    total, rows = (
        meeting_places(period.id, paths, first=(wanted - 1) * ROWS_PER_PAGE, most=ROWS_PER_PAGE)
        if paths
        else (0, [])
    )
    return (
        total,
        rows,
        pages_of(total, wanted, ROWS_PER_PAGE, _address(asked)),
    )


def _address(unit_code: str) -> Callable[[int], str]:
    """The way to a page of the list, of one unit if asked for."""
    return lambda page: f"?{urlencode({UNIT: unit_code, 'trang': page})}"


def _place(request: HttpRequest, period: PeriodRow, one: Place) -> object:
    calls = may_hold_meeting(request.rights, unit_path=one.unit_path)
    return place_line(one, int(period.key), calls=calls)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, year: int) -> HttpResponse:
    """Show the form that calls the meeting of a unit, with whom the law names; call it."""
    calling = _calling(request, opened_year(year))
    if not may_hold_meeting(request.rights, unit_path=calling.unit.path):
        raise Http404
    if request.method != "POST":
        return _form(request, calling)
    try:
        made = call_meeting(
            calling.round.id, calling.unit.code, typed_meeting(request), _members(request, calling),
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except (Refused, NotADay, UnknownPerson) as refused:
        return _form(request, calling, str(refused))
    said.success(request, "Đã gọi họp.")
    return redirect("meeting", made)


def typed_meeting(request: HttpRequest) -> NewMeeting:
    """When, where, chair and secretary as typed; raises NotADay or Refused in words."""
    chair, secretary = line(request, "chu-tri"), line(request, "thu-ky")
    if not chair or not secretary:
        raise Refused("Hãy chọn chủ trì và thư ký.")
    held_at = moment_typed(line(request, "ngay"), line(request, "gio"))
    return NewMeeting(held_at, line(request, "dia-diem"), chair, secretary)


def _calling(request: HttpRequest, period: PeriodRow) -> Calling:
    here = _unit(address(request, UNIT))
    try:
        held = round_of(period.id, address(request, ROUND) or here.agency or here.code)
    except NoRound as unknown:
        raise Http404 from unknown
    agency = unit(here.agency) if here.agency else here
    about = asked_about(held.id, here, agency.id)
    if not about:
        raise Http404
    beside = open_beside(here.id, held.id, period.id)
    return Calling(
        period, held, here, tuple(about), tuple(called_to(here, on=clock.today())),
        beside, members_of(beside.id) if beside else (),
    )  # fmt: skip


def _unit(code: str) -> UnitRow:
    try:
        return unit(code)
    except UnknownUnit as unknown:
        raise Http404 from unknown


def _members(request: HttpRequest, calling: Calling) -> Sequence[NewMember]:
    ticked = set(request.POST.getlist("nguoi"))
    named = [
        NewMember(one.name, one.capacity, one.title, one.person)
        for one in calling.members
        if one.person in ticked
    ]
    party = line(request, "cap-uy")
    if party:
        named.append(NewMember(party, Capacity.PARTY, line(request, "cap-uy-chuc")))
    return named


def _typed(request: HttpRequest) -> dict[str, object]:
    """The form's fields as they were typed."""
    names = {"day": "ngay", "hour": "gio", "place": "dia-diem", "chair": "chu-tri",
             "secretary": "thu-ky", "party": "cap-uy", "party_title": "cap-uy-chuc"}  # fmt: skip
    told: dict[str, object] = {name: line(request, field) for name, field in names.items()}
    return told | {"people": request.POST.getlist("nguoi")}


def _begun(calling: Calling) -> dict[str, object]:
    """What the form begins with: another round's sitting, else tomorrow and whom the law names."""
    beside = calling.beside
    if beside is None:
        day, hour = day_and_hour(clock.now() + TOMORROW)
        return {
            "day": day, "hour": hour[:-2] + "00", "place": "", "chair": calling.usual_chair,
            "secretary": "", "party": "", "party_title": "",
            "people": [one.person for one in calling.members],
        }  # fmt: skip
    day, hour = day_and_hour(beside.held_at)
    party = next((one for one in calling.beside_members if one.capacity == Capacity.PARTY), None)
    return {
        "day": day, "hour": hour, "place": beside.place, "chair": beside.chair_code,
        "secretary": beside.secretary_code, "party": party.name if party else "",
        "party_title": party.title if party else "",
        "people": [one.person for one in calling.beside_members if one.person],
    }  # fmt: skip


def _form(request: HttpRequest, calling: Calling, problem: str = "") -> HttpResponse:
    typed = _typed(request) if request.method == "POST" else _begun(calling)
    year = int(calling.period.key)
    up = Link("Họp xếp loại", reverse("meetings_of", args=(year,)), here=False)
    return show(
        request, "years/call.html", MISTAKEN if problem else 200,
        calling=calling, typed=typed, problem=problem, capacities=dict(Capacity.choices), up=up,
    )  # fmt: skip
