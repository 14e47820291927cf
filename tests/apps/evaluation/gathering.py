"""Year 2026 opened in the small agency, meetings called in it, people who write there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewMeeting, NewMember, Said, SaidOpinion
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world

HOUR = timedelta(hours=1)
BEGAN = world.AT - 3 * HOUR
WHY = {"by": None, "at": world.AT}


def opened() -> PeriodRow:
    """The small agency with its year 2026 open."""
    world.agency()
    period, _ = actions.begin_year(2026, **WHY)
    return period


def account(person: str) -> User:
    """The account that a person signs in with; made where she has none."""
    user, made = User.objects.get_or_create(
        username=person, defaults={"display_name": f"Người {person}", "password": "!"}
    )
    if made:
        Person.objects.filter(code=person).update(user=user)
    return user


def form(period: PeriodRow, person: str) -> int:
    """The id of a person's form."""
    return year_queries.rating_of(person, period_id=period.id).id


def round_id(period: PeriodRow, unit_code: str = "P") -> int:
    return year_queries.round_of(period.id, unit_code).id


def lawful(unit_code: str) -> list[NewMember]:
    """Whom the law calls to a unit's meeting."""
    called = year_queries.called_to(unit(unit_code), on=world.NOVEMBER.last_day)
    return [NewMember(one.name, one.capacity, one.title, one.person) for one in called]


def called(
    period: PeriodRow,
    unit_code: str = "P1",
    *,
    of: str = "P",
    chair: str = "binh",
    secretary: str = "an",
    members: Sequence[NewMember] | None = None,
    held_at: datetime = BEGAN,
) -> int:
    """A meeting of a unit in the round `of`, with the members that the law names."""
    row = NewMeeting(held_at, "Phòng họp số 2", chair, secretary)
    people = lawful(unit_code) if members is None else members
    return actions.call_meeting(round_id(period, of), unit_code, row, people, **WHY)


def minutes(meeting_id: int) -> year_queries.Minutes:
    return year_queries.minutes_of(year_queries.meeting(meeting_id))


def member(meeting_id: int, person: str) -> int:
    """The id of a member by her code."""
    known = Person.objects.get(code=person).pk
    found = minutes(meeting_id).member_of(known)
    assert found is not None
    return found.id


def said(meeting_id: int, period: PeriodRow, person: str, by: str, text: str = "Nhất trí") -> None:
    """A member speaks of a person; the meeting advises that she did well."""
    opinion = SaidOpinion(member(meeting_id, by), text)
    row = Said((opinion,), "good", "Đa số nhất trí")
    actions.write_minutes(meeting_id, form(period, person), row, **WHY)


def concluded(period: PeriodRow) -> int:
    """The meeting of P1, at which An and Bình spoke of each other, with its minutes passed."""
    made = called(period)
    said(made, period, "an", "binh")
    said(made, period, "binh", "an")
    end = BEGAN + HOUR
    actions.conclude_meeting(made, ended_at=end, conclusion="Thống nhất các mức đề nghị.", **WHY)
    return made
