"""Meetings and places of meetings as lines of a list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.evaluation.enums import MeetingState, RoundState
from congvu.apps.evaluation.queries.years import MeetingRow
from congvu.apps.evaluation.queries.years.meeting_places import (
    Place,
)
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count

NOT_CALLED, OF_THE_HEAD = "chưa gọi họp", ", người đứng đầu"


@dataclass(frozen=True)
class Line:
    """One line: what, how far, where it leads; `call` leads to the form that calls a meeting."""

    label: str
    about: str
    state: str
    href: str = ""
    call: str = ""


def meeting_line(one: MeetingRow) -> Line:
    """A meeting: where and when, and how far it is."""
    told = f"{moment(one.held_at)}, {one.place}"
    state = str(MeetingState(one.state).label)
    return Line(one.unit_name, told, state, reverse("meeting", args=(one.id,)))


def place_line(one: Place, year: int, *, calls: bool) -> Line:
    """A unit of a round with its meeting, or the way to call one."""
    held = one.meeting
    of_head = one.unit_id == one.agency_id and one.unit != one.round_unit
    about = f"{count(one.people)} người, {one.round_unit_name} xếp loại"
    address = {"don-vi": one.unit, "dot": one.round_unit}
    may = calls and one.round_state == RoundState.PREPARING and (held is None or held.stands)
    return Line(
        f"{one.unit_name}{OF_THE_HEAD if of_head else ''}",
        about,
        f"{MeetingState(held.state).label}, họp {moment(held.held_at)}" if held else NOT_CALLED,
        reverse("meeting", args=(held.id,)) if held else "",
        f"{reverse('meeting_call', args=(year,))}?{urlencode(address)}" if may else "",
    )
