"""What a paper of the year can be checked by: a result, a decision with its list, minutes."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import F, Min

from congvu.apps.evaluation.models import Meeting, RatingDecision, RatingResult
from congvu.apps.evaluation.queries.years.meetings import meeting
from congvu.apps.evaluation.queries.years.minutes import minutes_of
from congvu.apps.evaluation.queries.years.minutes_sealing import minutes_seal
from congvu.apps.evaluation.queries.years.sealing import YearRecord, digest_of


@dataclass(frozen=True, slots=True)
class YearSnapshot:
    """One person's result of a year as far as a check tells of it; see `Snapshot`."""

    id: int
    person_id: int
    person: str
    full_name: str
    unit_path: str
    unit_name: str
    year: str
    seal: str
    level: str
    day: date
    amended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionSnapshot:
    """A decision as its paper names it; `amended_at`: when one first took its place."""

    id: int
    year: str
    unit_name: str
    seal: str
    day: date
    amended_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingSnapshot:
    """A meeting as its minutes name it; `seal` "" until they are passed."""

    id: int
    year: str
    unit_name: str
    seal: str
    held_at: datetime


_YEAR = (
    "pk", "rating__person_id", "rating__person__code", "rating__person__full_name",
    "rating__unit__path", "rating__unit__name", "rating__period__key", "sha256", "level",
    "decision__day", "after__decision__at",
)  # fmt: skip
_RECORD = {
    "year": F("rating__period__key"),
    "round": F("decision__round__unit__code"),
    "person": F("rating__person__code"),
    "unit": F("rating__unit__code"),
}
_RECORD_FIELDS = tuple(_RECORD.get(one.name, one.name) for one in fields(YearRecord))


def year_snapshots(result_ids: Collection[int]) -> dict[int, YearSnapshot]:
    """Return results of years by their ids, without those that there are not; one query."""
    rows = RatingResult.objects.filter(pk__in=result_ids).values_list(*_YEAR)
    return {row[0]: YearSnapshot(*row) for row in rows}


def decision_snapshots(decision_ids: Collection[int]) -> dict[int, DecisionSnapshot]:
    """Return decisions by their ids; one query."""
    found = RatingDecision.objects.filter(pk__in=decision_ids).annotate(
        amended=Min("replaced_by__at")
    )
    rows = found.values_list(
        "pk", "round__period__key", "round__unit__name", "digest", "day", "amended"
    )
    return {row[0]: DecisionSnapshot(*row) for row in rows}


def meeting_snapshots(meeting_ids: Collection[int]) -> dict[int, MeetingSnapshot]:
    """Return meetings by their ids; one query."""
    rows = Meeting.objects.filter(pk__in=meeting_ids).values_list(
        "pk", "round__period__key", "unit__name", "sha256", "held_at"
    )
    return {row[0]: MeetingSnapshot(*row) for row in rows}


def year_still_fits(found: YearSnapshot) -> bool:
    """Whether what is stored of a result still gives the hash that was stored."""
    row = RatingResult.objects.filter(pk=found.id).values_list(*_RECORD_FIELDS).get()
    return YearRecord(*row).sha256 == found.seal


def decision_still_fits(found: DecisionSnapshot) -> bool:
    """Whether the results of a decision still give its digest."""
    hashes = RatingResult.objects.filter(decision=found.id).values_list(
        "rating__person_id", "sha256"
    )
    return digest_of(hashes) == found.seal


def minutes_still_fit(found: MeetingSnapshot) -> bool:
    """Whether what is stored of a meeting still gives the hash of its minutes."""
    return minutes_seal(minutes_of(meeting(found.id))) == found.seal
