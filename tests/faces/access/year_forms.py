"""The year 2026 of the town, open, with the meeting of one of its rooms."""

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewMeeting, NewMember
from congvu.apps.evaluation.models import Meeting, Rating
from congvu.apps.evaluation.queries.years import called_to, round_of
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import year_period, years_opened
from tests.apps import world
from tests.faces.access.cast import TODAY

YEAR = 2026
MEMBERS = ("binh", "an", "son")
BUREAU = ("binh", "an")
"""Who belongs to the meeting of P1; chair and secretary."""


def made() -> int:
    """Open the year unless it is; call the meeting of P1; its id."""
    if not years_opened():
        actions.begin_year(YEAR, by=None, at=world.AT)
    return called("P1")


def called(where: str, chair: str = BUREAU[0], secretary: str = BUREAU[1]) -> int:
    """The meeting of a room of P, with whom the law calls."""
    people = called_to(unit(where), on=TODAY)
    members = [NewMember(one.name, one.capacity, one.title, one.person) for one in people]
    row = NewMeeting(world.AT, "Phòng họp", chair, secretary)
    held = round_of(year_period(YEAR).id, "P").id
    return actions.call_meeting(held, where, row, members, by=None, at=world.AT)


def passed(where: str) -> None:
    """Let the minutes of a room's meeting be passed, so that another may be called."""
    Meeting.objects.filter(unit__code=where, state="open").update(
        state="concluded", concluded_at=world.AT, ended_at=world.AT, conclusion="Xong",
        sha256="0" * 64,
    )  # fmt: skip


def form(person: str) -> int:
    """The id of a person's form."""
    return Rating.objects.get(person__code=person, period__key=str(YEAR)).pk
