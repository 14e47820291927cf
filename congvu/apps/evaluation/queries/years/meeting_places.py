"""Where people of a year are to be commented upon: each unit of each round, with its meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q

from congvu.apps.evaluation.models import Rating
from congvu.apps.evaluation.queries.years.meetings import (
    MeetingRow,
    is_held_for,
    meetings_of_rounds,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where people of a round work; `meeting` is the last that speaks of them, or None."""

    round_id: int
    round_unit: str
    round_unit_name: str
    round_state: str
    unit_id: int
    unit: str
    unit_name: str
    unit_path: str
    agency_id: int
    people: int
    meeting: MeetingRow | None


_FIELDS = (
    "round_id", F("round__unit__code"), F("round__unit__name"), F("round__state"), "unit_id",
    F("unit__code"), F("unit__name"), F("unit__path"), "agency_id",
)  # fmt: skip


def meeting_places(
    period_id: int, paths: Collection[str], *, first: int, most: int
) -> tuple[int, list[Place]]:
    """Return how many places a year has at or under some paths, and some of them in tree order.

    `paths` may hold that of the whole province, "/". Two or three queries.
    """
    within = reduce(or_, (Q(unit__path__startswith=path) for path in paths), Q(pk=None))
    found = Rating.objects.filter(within, period=period_id).order_by("unit__path", "round")
    grouped = found.values_list(*_FIELDS).annotate(people=Count("pk"))
    rows = list(grouped[first : first + most])
    held = meetings_of_rounds({row[0] for row in rows}) if rows else []
    return grouped.count(), [Place(*(*row, _last(held, row[0], row[8], row[7]))) for row in rows]


def _last(
    held: list[MeetingRow], round_id: int, agency_id: int, unit_path: str
) -> MeetingRow | None:
    fits = (one for one in reversed(held) if one.round_id == round_id)
    return next((one for one in fits if is_held_for(one, agency_id, unit_path)), None)
