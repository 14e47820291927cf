"""Which year a page shows, and which of its meetings and forms the reader may see."""

from django.http import Http404, HttpRequest

from congvu.access.policy import may_read_month
from congvu.access.years import keeps_minutes, may_read_meeting
from congvu.apps.evaluation.queries.years import (
    FormView,
    MeetingRow,
    Minutes,
    NoRating,
    UnknownMeeting,
    meeting,
    minutes_of,
    year_form,
)
from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod, year_period, years_opened

LAST_YEAR, LARGEST_ID = 9_999, 1 << 63


def year_asked(year: int | None) -> PeriodRow | None:
    """The year named, else the latest opened, None where none is; Http404 for one not opened."""
    if year is None:
        return next(iter(years_opened()), None)
    try:
        return year_period(year if 0 < year <= LAST_YEAR else LAST_YEAR)
    except UnknownPeriod as unknown:
        raise Http404 from unknown


def opened_year(year: int) -> PeriodRow:
    """The year named; Http404 for one not opened."""
    period = year_asked(year)
    if period is None:
        raise Http404
    return period


def form_read(request: HttpRequest, period: PeriodRow, code: str) -> FormView:
    """A person's form that the reader may see; Http404 for others, and where there is none."""
    try:
        view = year_form(code.replace("\0", ""), period_id=period.id)
    except NoRating as unknown:
        raise Http404 from unknown
    row = view.rating
    if not may_read_month(request.rights, person=row.person_id, unit_path=row.unit_path):
        raise Http404
    return view


def minutes_read(request: HttpRequest, meeting_id: int) -> Minutes:
    """A meeting that the reader may see, with what is written; Http404 for others."""
    try:
        found = minutes_of(meeting(meeting_id if meeting_id < LARGEST_ID else 0))
    except UnknownMeeting as unknown:
        raise Http404 from unknown
    held = found.meeting
    people = {one.person_id for one in found.members if one.person_id} | bureau(held)
    if not may_read_meeting(request.rights, unit_path=held.unit_path, people=people):
        raise Http404
    return found


def bureau(held: MeetingRow) -> set[int]:
    """Chair and secretary, by id."""
    return {held.chair_id, held.secretary_id}


def writes(request: HttpRequest, held: MeetingRow) -> bool:
    """Whether the reader writes a meeting down."""
    return keeps_minutes(request.rights, unit_path=held.unit_path, bureau=bureau(held))
