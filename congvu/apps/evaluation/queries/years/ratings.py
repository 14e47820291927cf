"""Reads of the year's rounds and forms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.enums import RatingState, RoundState
from congvu.apps.evaluation.models import Rating, RatingRound
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow


class NoRound(LookupError):
    """No such round, or none of which the reader may know."""


class NoRating(LookupError):
    """Somebody has no form in a year."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One authority's round of a year; `raised_ground` is "" while the cap is as the law has it.

    `digest`, `passed` and `tally`: see models.RatingRound.
    """

    id: int
    period_id: int
    period_key: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_path: str
    state: str
    raised_ground: str
    proposer_id: int | None
    proposer: str | None
    proposed_by_id: int | None
    proposed_at: datetime | None
    digest: str
    passed: Mapping[str, Any]
    note: str
    tally: Mapping[str, Any]
    tallied_at: datetime | None

    @property
    def is_decided(self) -> bool:
        """Whether its decision was signed."""
        return self.state == RoundState.DECIDED


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One person's form of a year; see models.Rating."""

    id: int
    period_id: int
    round_id: int
    person_id: int
    person: str
    full_name: str
    kind: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_path: str
    agency_id: int
    agency: str
    title: str
    peer_group: str
    leads: str
    heads_id: int | None
    heads_kind: str | None
    heads_name: str | None
    state: str
    own_level: str
    own_report: str
    sent_at: datetime | None
    told: Mapping[str, Any]
    rank: int
    rank_reason: str
    proposal: str
    told_confirmed_at: datetime | None

    @property
    def is_leader(self) -> bool:
        """Whether a leadership post is held."""
        return self.leads != Leads.NONE

    @property
    def stands(self) -> bool:
        """Whether it was decided."""
        return self.state == RatingState.DECIDED


_ROUND = (
    "pk", "period_id", "period__key", "unit_id", "unit__code", "unit__name", "unit__path", "state",
    "raised_ground", "proposer_id", "proposer__full_name", "proposed_by_id", "proposed_at",
    "digest", "passed", "note", "tally", "tallied_at",
)  # fmt: skip
_YEAR = tuple(f"period__{one.name}" for one in fields(PeriodRow))
_RATING = (
    "pk", "period_id", "round_id", "person_id", "person__code", "person__full_name",
    "person__kind", "unit_id", "unit__code", "unit__name", "unit__path", "agency_id",
    "agency__code", "title", "peer_group", "leads", "heads_id", "heads__kind",
    "heads__name", "state", "own_level",
    "own_report", "sent_at", "told", "rank", "rank_reason", "proposal",
    "told_confirmed_at",
)  # fmt: skip


def rounds_of(period_id: int, *, paths: Collection[str] | None = None) -> list[RoundRow]:
    """Return a year's rounds by name, those of units at or under `paths` if given; one query."""
    found = RatingRound.objects.filter(period=period_id).order_by("unit__name")
    rows = [RoundRow(*row) for row in found.values_list(*_ROUND)]
    if paths is None:
        return rows
    return [row for row in rows if any(row.unit_path.startswith(path) for path in paths)]


def round_of(period_id: int, unit_code: str) -> RoundRow:
    """Return a unit's round of a year; raises NoRound."""
    found = RatingRound.objects.filter(period=period_id, unit__code=unit_code)
    row = found.values_list(*_ROUND).first()
    if row is None:
        raise NoRound(f"Đơn vị {unit_code} không có đợt xếp loại trong năm này.")
    return RoundRow(*row)


def round_in_year(year: int, unit_code: str) -> tuple[PeriodRow, RoundRow]:
    """Return a year with the round of a unit in it; one query. Raises NoRound."""
    found = RatingRound.objects.filter(
        period__kind=PeriodKind.YEAR, period__key=f"{year:04d}", unit__code=unit_code
    )
    row = found.values_list(*_YEAR, *_ROUND).first()
    if row is None:
        raise NoRound(f"Đơn vị {unit_code} không có đợt xếp loại năm {year}.")
    return PeriodRow(*row[: len(_YEAR)]), RoundRow(*row[len(_YEAR) :])


def round_by_id(round_id: int) -> RoundRow:
    """Return one round; raises NoRound."""
    row = RatingRound.objects.filter(pk=round_id).values_list(*_ROUND).first()
    if row is None:
        raise NoRound(f"Không có đợt xếp loại số {round_id}.")
    return RoundRow(*row)


def ratings_of(round_id: int) -> list[RatingRow]:
    """Return everybody's form in a round, unit by unit and by name; one query."""
    return _rows(Rating.objects.filter(round=round_id))


def rating_of(person: str, *, period_id: int) -> RatingRow:
    """Return one person's form in a year; raises NoRating."""
    rows = _rows(Rating.objects.filter(period=period_id, person__code=person))
    if not rows:
        raise NoRating(f"{person} không có phiếu xếp loại trong năm này.")
    return rows[0]


def rating_by_id(rating_id: int) -> RatingRow:
    """Return one form; raises NoRating."""
    rows = _rows(Rating.objects.filter(pk=rating_id))
    if not rows:
        raise NoRating(f"Không có phiếu xếp loại số {rating_id}.")
    return rows[0]


def ratings_by_id(rating_ids: Collection[int]) -> list[RatingRow]:
    """Return forms by their ids, whatever their round, unit by unit and by name; one query."""
    return _rows(Rating.objects.filter(pk__in=list(rating_ids)))


def ratings_by_code(period_id: int, people: Sequence[str]) -> list[RatingRow]:
    """Return the forms of people (by code) in the order given; one query."""
    rows = _rows(Rating.objects.filter(period=period_id, person__code__in=list(people)))
    place = {code: number for number, code in enumerate(people)}
    return sorted(rows, key=lambda row: place[row.person])


def ratings_at(period_id: int, unit_path: str, *, agency_id: int) -> list[RatingRow]:
    """Return the forms of those who work at or under a unit in its agency; one query."""
    within = Rating.objects.filter(period=period_id, unit__path__startswith=unit_path)
    return _rows(within.filter(agency=agency_id))


def _rows(found: QuerySet[Rating]) -> list[RatingRow]:
    ordered = found.order_by("unit__path", "person__sort_key", "pk")
    return [RatingRow(*row) for row in ordered.values_list(*_RATING)]
