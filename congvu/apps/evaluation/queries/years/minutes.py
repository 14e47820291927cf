"""One meeting as it is written down: who belongs to it, who is spoken of, what was said."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from congvu.apps.evaluation.enums import Capacity
from congvu.apps.evaluation.models import MeetingAdvice, MeetingMember, MeetingOpinion
from congvu.apps.evaluation.queries.years.meetings import MeetingRow, commented_at, covers, met_in
from congvu.apps.evaluation.queries.years.ratings import RatingRow, ratings_by_id, ratings_of
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import HeldPosting, postings_under


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who belongs to a meeting; somebody from outside has no id and no code (`person`)."""

    id: int
    person_id: int | None
    person: str | None
    name: str
    title: str
    capacity: str
    present: bool
    absent_reason: str


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """What a member said; `own`: she typed it herself, and nobody else changes it."""

    id: int
    rating_id: int
    member_id: int
    member: str
    text: str
    written: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """One person on the agenda; `level` "" while the meeting advises none.

    `met_before`: another meeting of the round spoke of her and is concluded.
    """

    rating: RatingRow
    opinions: tuple[OpinionRow, ...]
    level: str
    summary: str
    met_before: bool

    @property
    def is_written(self) -> bool:
        """Whether anything is written of her."""
        return bool(self.opinions or self.level)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting with its members in their order and its agenda."""

    meeting: MeetingRow
    members: tuple[MemberRow, ...]
    agenda: tuple[Spoken, ...]

    def writes(self, person_id: int | None, opinion: OpinionRow) -> bool:
        """Whether somebody who keeps the minutes may change an opinion."""
        member = self.member_of(person_id)
        return not opinion.own or (member is not None and member.id == opinion.member_id)

    def member_of(self, person_id: int | None) -> MemberRow | None:
        """The member that somebody is, None where she is none."""
        found = (one for one in self.members if one.person_id == person_id)
        return next(found, None) if person_id is not None else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody whom the law calls to a meeting; `person` is her code."""

    person_id: int
    person: str
    name: str
    title: str
    capacity: str


def minutes_of(meeting: MeetingRow) -> Minutes:
    """Return what is written of a meeting; at most five queries."""
    opinions = _opinions(meeting.id)
    told = MeetingAdvice.objects.filter(meeting=meeting.id)
    advice = {row[0]: row[1:] for row in told.values_list("rating_id", "level", "summary")}
    said = {one.rating_id for one in opinions} | advice.keys()
    met = set() if meeting.stands else met_in(meeting.round_id)
    agenda = tuple(
        Spoken(
            row,
            tuple(one for one in opinions if one.rating_id == row.id),
            *advice.get(row.id, ("", "")),
            met_before=row.id in met,
        )
        for row in _agenda(meeting, said)
    )
    return Minutes(meeting, members_of(meeting.id), agenda)


def _agenda(meeting: MeetingRow, said: set[int]) -> list[RatingRow]:
    """Whom it is about: once it stands those of whom it spoke, whatever became of them since."""
    if meeting.stands:
        return ratings_by_id(said)
    asked = [row for row in ratings_of(meeting.round_id) if covers(meeting, row)]
    gone = said - {row.id for row in asked}
    return [*asked, *(ratings_by_id(gone) if gone else ())]


def _opinions(meeting_id: int) -> list[OpinionRow]:
    found = MeetingOpinion.objects.filter(meeting=meeting_id).order_by("pk")
    rows = found.values_list(
        "pk", "rating_id", "member_id", F("member__name"), "text", "written", "by_id",
        F("member__person__user_id"),
    )  # fmt: skip
    return [OpinionRow(*(*row[:6], row[6] is not None and row[6] == row[7])) for row in rows]


def members_of(meeting_id: int) -> tuple[MemberRow, ...]:
    """Return who belongs to a meeting, in their order; one query."""
    found = MeetingMember.objects.filter(meeting=meeting_id).order_by("pk")
    rows = found.values_list(
        "pk",
        "person_id",
        F("person__code"),
        "name",
        "title",
        "capacity",
        "present",
        "absent_reason",
    )
    return tuple(MemberRow(*row) for row in rows)


def called_to(unit: UnitRow, *, on: date) -> list[Proposed]:
    """Return whom the law calls to a unit's meeting, by the postings of a day; two queries.

    Everybody of the unit; at an agency with constituent units its leadership, the heads of these,
    and whoever works at its top; its Party committee's representative is added by hand.
    """
    inside = [one for one in units(on=on, under=unit.path) if one.agency == unit.agency]
    paths = {one.path for one in inside}
    posts = [one for one in postings_under(unit.path, on=on) if one.unit_path in paths]
    if unit.agency != unit.code or len(inside) == 1:
        return [_proposed(one, Capacity.STAFF) for one in _leaders_first(posts, unit.path)]
    top = [one for one in posts if one.unit_path == unit.path]
    heads = [one for one in posts if one.unit_path != unit.path and one.leads == Leads.HEAD]
    return [
        *(
            _proposed(one, Capacity.STAFF if one.leads == Leads.NONE else Capacity.LEADERSHIP)
            for one in _leaders_first(top, unit.path)
        ),
        *(_proposed(one, Capacity.UNIT_HEAD) for one in heads),
    ]


def asked_about(round_id: int, unit: UnitRow, agency_id: int) -> list[RatingRow]:
    """Return those of a round whom the meeting of a unit comments upon; one query."""
    found = ratings_of(round_id)
    return [one for one in found if commented_at(unit, agency_id, one)]


def _proposed(one: HeldPosting, capacity: Capacity) -> Proposed:
    return Proposed(one.person_id, one.person, one.full_name, one.title, capacity)


_ORDER = {Leads.HEAD: 0, Leads.DEPUTY: 1, Leads.NONE: 2}


def _leaders_first(posts: list[HeldPosting], path: str) -> list[HeldPosting]:
    return sorted(posts, key=lambda one: (one.unit_path != path, _ORDER[Leads(one.leads)]))
