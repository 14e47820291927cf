"""A year rated by conditions: what is asked of each person, what she told, what follows from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from congvu.apps.evaluation.enums import AutomaticKind, RatingState, RoundState
from congvu.apps.evaluation.models import AutomaticCase, Rating
from congvu.apps.evaluation.queries.years.ratings import NoRating
from congvu.apps.org.queries import disciplined_in
from congvu.apps.positions.enums import Leads
from congvu.engine.cases import Given
from congvu.engine.conditions import (
    LevelConditions,
    NotByConditions,
    asked_inputs,
    level_conditions,
)
from congvu.engine.language.program import Field
from congvu.law.registry import Rules

STAGE = "year"


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One person's criteria of a year: what she told, in the scale of the rule's inputs, and notes.

    `automatic`: a fact is on record for which the text sets the lowest level. `open`: neither
    decided nor put before whoever decides.
    """

    rating_id: int
    period_id: int
    year: str
    person_id: int
    person: str
    full_name: str
    unit_name: str
    unit_path: str
    leads: str
    told: Mapping[str, Any]
    notes: Mapping[str, str]
    confirmed_at: datetime | None
    confirmed_by: str | None
    state: str
    round_state: str
    has_case: bool
    disciplined: bool = False

    @property
    def open(self) -> bool:
        """Whether what is told may still change."""
        return self.state != RatingState.DECIDED and self.round_state == RoundState.PREPARING

    @property
    def confirmed(self) -> bool:
        """Whether the office confirmed it."""
        return self.confirmed_at is not None

    @property
    def known(self) -> dict[str, Given]:
        """What the records know without being told."""
        return {"leads": self.leads != Leads.NONE, "automatic": self.has_case or self.disciplined}


_COLUMNS = (
    "pk", "period_id", "period__key", "person_id", "person__code", "person__full_name",
    "unit__name", "unit__path", "leads", "told", "told_notes", "told_confirmed_at",
    "told_confirmed_by__display_name", "state", "round__state",
)  # fmt: skip


def is_by_conditions(rules: Rules) -> bool:
    """Whether a year's rule chooses levels by conditions that are told, and counts no points."""
    try:
        level_conditions(rules, STAGE, {})
    except NotByConditions:
        return False
    return True


def told_of(person: str | int, *, period_id: int) -> ToldRow:
    """Return what one person (by code, or by id) told of a year; raises NoRating."""
    whom = Q(person=person) if isinstance(person, int) else Q(person__code=person)
    rows = _rows(Rating.objects.filter(whom, period=period_id))
    if not rows:
        raise NoRating(f"{person} không có phiếu xếp loại trong năm này.")
    return rows[0]


def told_within(
    period_id: int, paths: Collection[str], *, first: int, most: int
) -> tuple[int, list[ToldRow]]:
    """Return how many people of units at and under paths are rated in a year, and one page.

    Those whose criteria wait to be confirmed come first, then those who told nothing yet.
    """
    within = Q()
    for path in paths:
        within |= Q(unit__path__startswith=path)
    found = Rating.objects.filter(within, period=period_id) if paths else Rating.objects.none()
    turn = _last(Q(told_confirmed_at__isnull=False)), _last(Q(told={}))
    ordered = found.order_by(*turn, "unit__path", "person__sort_key", "pk")
    return found.count(), _rows(ordered[first : first + most])


def criteria_unconfirmed(round_id: int) -> list[ToldRow]:
    """Return the people of a round whose criteria nobody confirmed; one query.

    Of a year rated by points everybody: ask only where `is_by_conditions`.
    """
    found = Rating.objects.filter(round=round_id, told_confirmed_at=None)
    return _rows(found.order_by("unit__path", "person__sort_key", "pk"))


def asked_of(rules: Rules, row: ToldRow) -> tuple[Field, ...]:
    """Return the inputs that a person is asked for: leaders for more than others."""
    return asked_inputs(rules, STAGE, known=row.known)


def conditions_of(rules: Rules, row: ToldRow) -> tuple[LevelConditions, ...]:
    """Return the levels in the order in which they are tried, with what was told of each."""
    return level_conditions(rules, STAGE, {**row.told, **row.known})


def level_told(rules: Rules, row: ToldRow) -> str | None:
    """Return the level that follows from what was told, None while something is missing."""
    if any(field.name not in row.told for field in asked_of(rules, row)):
        return None
    return next(one.level for one in conditions_of(rules, row) if one.holds)


def _last(what: Q) -> Combinable:
    """Those of whom it holds come after the others."""
    return ExpressionWrapper(what, output_field=BooleanField())


def _rows(found: QuerySet[Rating]) -> list[ToldRow]:
    binds = Q(kind=AutomaticKind.CONCLUDED) | ~Q(rating__leads=Leads.NONE)
    case = AutomaticCase.objects.filter(binds, rating=OuterRef("pk"), withdrawn_at=None)
    rows = [ToldRow(*row) for row in found.values_list(*_COLUMNS, Exists(case))]
    if not rows:
        return rows
    people = disciplined_in(int(rows[0].year), people=[row.person_id for row in rows])
    return [replace(row, disciplined=row.person_id in people) for row in rows]
