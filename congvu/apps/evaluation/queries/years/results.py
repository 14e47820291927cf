"""Reads of the year's results that were decided: the one that stands, and those before it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.models import RatingDecision, RatingResult
from congvu.apps.rulebook.enums import PeriodKind


class NoYearResult(LookupError):
    """Somebody has no result of a year, or none that was decided."""


@dataclass(frozen=True, slots=True)
class YearResultRow:
    """One person's result of a year by one decision; see models.RatingResult.

    `after_id` is the result that took its place, None for the one that stands; `signer` who rated,
    in the round of the unit `round_code`; `kind` the kind of official.
    """

    id: int
    rating_id: int
    period_id: int
    round_id: int
    person_id: int
    person: str
    full_name: str
    unit_code: str
    unit_name: str
    unit_path: str
    title: str
    peer_group: str
    leads: str
    own_level: str
    level: str
    by_score: str
    before_cap: str
    capped_in: str
    moved_reason: str
    score_hundredths: int | None
    not_ranked_reason: str
    inputs: Mapping[str, Any]
    totals: Mapping[str, Any]
    rules_fingerprint: str
    sha256: str
    decision_id: int
    number: str
    day: date
    signed_at: datetime
    before_id: int | None
    after_id: int | None
    kind: str
    year: str
    year_ends: date
    round_code: str
    round_name: str
    round_path: str
    clause: str
    reason: str
    signer_id: int | None
    signer: str | None

    @property
    def stands(self) -> bool:
        """Whether no later decision took its place."""
        return self.after_id is None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision of a round: its first, or one that `replaces` another (Đ21.3)."""

    id: int
    round_id: int
    replaces_id: int | None
    number: str
    day: date
    signer: str | None
    signed_by: str
    at: datetime
    clause: str
    reason: str
    publicity: str
    rules_fingerprint: str
    people: int
    digest: str


_RESULT = (
    "pk", "rating_id", "rating__period_id", "rating__round_id", "rating__person_id",
    "rating__person__code", "rating__person__full_name", "rating__unit__code",
    "rating__unit__name", "rating__unit__path", "rating__title", "rating__peer_group",
    "rating__leads", "rating__own_level", "level", "by_score", "before_cap", "capped_in",
    "moved_reason", "score_hundredths", "not_ranked_reason", "inputs", "totals",
    "rules_fingerprint", "sha256", "decision_id", "decision__number", "decision__day",
    "decision__at", "before_id", "after__pk", "rating__person__kind", "rating__period__key",
    "rating__period__ends_on", "rating__round__unit__code", "rating__round__unit__name",
    "rating__round__unit__path", "decision__clause", "decision__reason", "decision__signer_id",
    "decision__signer__full_name",
)  # fmt: skip
_DECISION = (
    "pk", "round_id", "replaces_id", "number", "day", "signer__full_name",
    "signed_by__display_name", "at", "clause", "reason", "publicity", "rules_fingerprint",
    "people", "digest",
)  # fmt: skip


def year_results(
    period_id: int, people: Collection[int] | None = None, *, round_id: int | None = None
) -> list[YearResultRow]:
    """Return the results of a year that stand, unit by unit and by name; one query.

    Of these people (by id), or of everybody; of one round, or of all.
    """
    found = RatingResult.objects.filter(rating__period=period_id, after=None)
    if people is not None:
        found = found.filter(rating__person__in=people)
    if round_id is not None:
        found = found.filter(rating__round=round_id)
    return _rows(found.order_by("rating__unit__path", "rating__person__sort_key", "pk"))


def year_result_of(person_id: int, period_id: int) -> YearResultRow:
    """Return the result of a person's year that stands; raises NoYearResult."""
    rows = year_results(period_id, [person_id])
    if not rows:
        raise NoYearResult("Năm này chưa có quyết định xếp loại người này.")
    return rows[0]


def results_of_year(person_id: int, year: int) -> list[YearResultRow]:
    """Return the results of a person's calendar year that stand; one query."""
    found = RatingResult.objects.filter(
        rating__person=person_id,
        rating__period__kind=PeriodKind.YEAR,
        rating__period__key=f"{year:04d}",
        after=None,
    )
    return _rows(found)


def decided_level(person_id: int, year: int) -> str | None:
    """Return a person's level of a year as it stands: "" not ranked, None not decided; one query.

    It is what others may know of it too: levels are made public (Đ21.1đ, Đ21.2đ).
    """
    found = RatingResult.objects.filter(
        rating__person=person_id, rating__period__key=f"{year:04d}", after=None
    )
    return found.values_list("level", flat=True).first()


def year_result(result_id: int) -> YearResultRow:
    """Return one result of a year, standing or not any more; raises NoYearResult."""
    rows = _rows(RatingResult.objects.filter(pk=result_id))
    if not rows:
        raise NoYearResult(f"Không có kết quả xếp loại năm số {result_id}.")
    return rows[0]


def year_results_of_person(person_id: int) -> list[YearResultRow]:
    """Return a person's results that stand, the latest year first; one query."""
    found = RatingResult.objects.filter(rating__person=person_id, after=None)
    return _rows(found.order_by("-rating__period__starts_on", "pk"))


def year_results_through_time(*rating_ids: int) -> list[YearResultRow]:
    """Return every result of one form or more, the first decided first; each one's last stands."""
    return _rows(RatingResult.objects.filter(rating__in=rating_ids).order_by("pk"))


def decisions_of(round_id: int) -> list[DecisionRow]:
    """Return the decisions of a round, its first one first."""
    found = RatingDecision.objects.filter(round=round_id).order_by("pk")
    return [DecisionRow(*row) for row in found.values_list(*_DECISION)]


def decision_by_id(decision_id: int) -> DecisionRow | None:
    """Return one decision, None where there is none; one query."""
    return decisions_by_id({decision_id}).get(decision_id)


def decisions_by_id(decision_ids: Collection[int]) -> dict[int, DecisionRow]:
    """Return decisions by their ids, without those that there are not; one query."""
    found = RatingDecision.objects.filter(pk__in=list(decision_ids))
    return {row[0]: DecisionRow(*row) for row in found.values_list(*_DECISION)}


def headed_results(unit_id: int, year: int) -> list[YearResultRow]:
    """Return the standing results of whoever's level an organisation's binds (Đ20.6); one query.

    `unit_id` is the organisation; heads who followed each other have one each.
    """
    found = RatingResult.objects.filter(
        rating__heads=unit_id,
        rating__period__kind=PeriodKind.YEAR,
        rating__period__key=f"{year:04d}",
        after=None,
    )
    return _rows(found.order_by("rating__person__sort_key", "pk"))


def results_by(decision_id: int) -> list[YearResultRow]:
    """Return the results of one decision, unit by unit and by name; one query."""
    found = RatingResult.objects.filter(decision=decision_id)
    return _rows(found.order_by("rating__unit__path", "rating__person__sort_key", "pk"))


def _rows(found: QuerySet[RatingResult]) -> list[YearResultRow]:
    return [YearResultRow(*row) for row in found.values_list(*_RESULT)]
