"""Meetings before the rating (Đ21.1b, Đ21.2b): where each is held, of whom, and how far it is."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from congvu.apps.evaluation.enums import MeetingState, RoundState
from congvu.apps.evaluation.models import Meeting, MeetingAdvice, MeetingOpinion
from congvu.apps.evaluation.queries.years.ratings import RatingRow, ratings_of
from congvu.apps.org.queries import UnitRow


class UnknownMeeting(LookupError):
    """No such meeting, or none of which the reader may know."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting; `agency_id` is the agency of the unit where it is held."""

    id: int
    year: str
    period_id: int
    round_id: int
    round_unit: str
    round_unit_path: str
    round_state: str
    unit_id: int
    unit: str
    unit_name: str
    unit_path: str
    agency_id: int
    held_at: datetime
    place: str
    chair_id: int
    chair_code: str
    chair: str
    secretary_id: int
    secretary_code: str
    secretary: str
    state: str
    conclusion: str
    ended_at: datetime | None
    concluded_at: datetime | None
    sha256: str

    @property
    def stands(self) -> bool:
        """Whether its minutes were passed."""
        return self.state == MeetingState.CONCLUDED

    @property
    def is_open(self) -> bool:
        """Whether it may still be written: not passed, and its round not proposed yet."""
        return not self.stands and self.round_state == RoundState.PREPARING


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting with the forms (by id) of those whom it is about."""

    meeting: MeetingRow
    ratings: tuple[int, ...]


_FIELDS = (
    "pk", F("round__period__key"), F("round__period_id"), "round_id", F("round__unit__code"),
    F("round__unit__path"), F("round__state"), "unit_id", F("unit__code"), F("unit__name"),
    F("unit__path"), Coalesce("unit__agency_id", "unit_id"), "held_at", "place", "chair_id",
    F("chair__code"), F("chair__full_name"), "secretary_id", F("secretary__code"),
    F("secretary__full_name"), "state", "conclusion", "ended_at", "concluded_at",
    "sha256",
)  # fmt: skip


def meeting(meeting_id: int) -> MeetingRow:
    """Return one meeting; raises UnknownMeeting."""
    found = _rows(Q(pk=meeting_id))
    if not found:
        raise UnknownMeeting(meeting_id)
    return found[0]


def meetings_of(round_id: int) -> list[HeldMeeting]:
    """Return a round's meetings by time, each with whom it is about; three queries."""
    found = _rows(Q(round=round_id))
    said = spoken_of(one.id for one in found)
    people = ratings_of(round_id) if found else []
    return [HeldMeeting(one, _about(one, people, said.get(one.id, set()))) for one in found]


def meetings_of_rounds(round_ids: Collection[int]) -> list[MeetingRow]:
    """Return the meetings of some rounds by time; one query."""
    return _rows(Q(round__in=list(round_ids)))


def meetings_with(person_id: int, period_id: int) -> list[MeetingRow]:
    """Return a year's meetings that somebody belongs to, chairs or writes down; one query."""
    part = Q(members__person=person_id) | Q(chair=person_id) | Q(secretary=person_id)
    return _rows(Q(round__period=period_id) & part)


def open_beside(unit_id: int, round_id: int, period_id: int) -> MeetingRow | None:
    """Return the last meeting of a unit for another round of the year that is still open, or None.

    People of one unit may be rated by two authorities: one sitting may speak of both, and each
    round rests on minutes of its own.
    """
    other = Q(unit=unit_id, round__period=period_id, state=MeetingState.OPEN) & ~Q(round=round_id)
    return next(reversed(_rows(other)), None)


def unmet_people(round_id: int) -> list[RatingRow]:
    """Return those of a round of whom no meeting of it spoke that is concluded; two queries."""
    met = met_in(round_id)
    return [one for one in ratings_of(round_id) if one.id not in met]


def met_in(round_id: int) -> set[int]:
    """Return the forms (by id) of those of whom a concluded meeting of the round spoke."""
    concluded = Q(meeting__round=round_id, meeting__state=MeetingState.CONCLUDED)
    spoken = MeetingOpinion.objects.filter(concluded).values_list("rating_id")
    advised = MeetingAdvice.objects.filter(concluded).values_list("rating_id")
    return {rating for (rating,) in spoken.union(advised)}


def spoken_of(meeting_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return by meeting the forms (by id) of those of whom something is written there."""
    which = Q(meeting__in=list(meeting_ids))
    spoken = MeetingOpinion.objects.filter(which).values_list("meeting_id", "rating_id")
    advised = MeetingAdvice.objects.filter(which).values_list("meeting_id", "rating_id")
    found: dict[int, set[int]] = {}
    for meeting_id, rating in spoken.union(advised):
        found.setdefault(meeting_id, set()).add(rating)
    return found


def commented_at(where: UnitRow, agency_id: int, one: RatingRow) -> bool:
    """Whether somebody is commented upon by the meeting of a unit; see `is_held_for`."""
    return _held_for((where.id, where.path, agency_id), one.agency_id, one.unit_path)


def is_held_for(one: MeetingRow, agency_id: int, unit_path: str) -> bool:
    """Whether a meeting speaks of those who work in a unit of an agency (Đ21.1b, Đ21.2b).

    At an agency of those whose post is at its top, its head and deputies with them; at a
    constituent unit of everybody who works in it or below. Never of another agency's people.
    """
    return _held_for((one.unit_id, one.unit_path, one.agency_id), agency_id, unit_path)


def _held_for(where: tuple[int, str, int], agency_id: int, unit_path: str) -> bool:
    unit_id, path, of_agency = where
    inside = unit_id != of_agency and unit_path.startswith(path)
    return agency_id == of_agency and (unit_path == path or inside)


def _about(one: MeetingRow, people: Sequence[RatingRow], said: set[int]) -> tuple[int, ...]:
    if one.stands:
        return tuple(sorted(said))
    asked = {row.id for row in people if covers(one, row)}
    return tuple(sorted(asked | said))


def covers(one: MeetingRow, row: RatingRow) -> bool:
    """Whether a meeting that is not concluded has somebody on its agenda."""
    return is_held_for(one, row.agency_id, row.unit_path)


def _rows(which: Q) -> list[MeetingRow]:
    found = Meeting.objects.filter(which).order_by("held_at", "pk").distinct()
    return [MeetingRow(*row) for row in found.values_list(*_FIELDS)]
