"""Reads of years' results: the one that stands for a person or a round, and the chain behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.models import RatingResult


class NoYearResult(LookupError):
    """Somebody has no result of a year, or it was not decided yet."""


@dataclass(frozen=True, slots=True)
class YearResult:
    """One result of a year with its person, round and decision; see models.RatingResult.

    `number` and `day` are those of the decision, `signer` who rated; `before_id` the result that
    it took the place of.
    """

    id: int
    rating_id: int
    period_id: int
    year: str
    year_ends: date
    round_id: int
    round_unit: str
    round_name: str
    round_path: str
    person_id: int
    person: str
    full_name: str
    kind: str
    unit_id: int
    unit_name: str
    unit_path: str
    leads: str
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
    before_id: int | None
    decision_id: int
    number: str
    day: date
    at: datetime
    clause: str
    reason: str
    signer_id: int | None
    signer: str | None


_COLUMNS = {
    "id": "pk",
    "rating_id": "rating_id",
    "period_id": "rating__period_id",
    "year": "rating__period__key",
    "year_ends": "rating__period__ends_on",
    "round_id": "rating__round_id",
    "round_unit": "rating__round__unit__code",
    "round_name": "rating__round__unit__name",
    "round_path": "rating__round__unit__path",
    "person_id": "rating__person_id",
    "person": "rating__person__code",
    "full_name": "rating__person__full_name",
    "kind": "rating__person__kind",
    "unit_id": "rating__unit_id",
    "unit_name": "rating__unit__name",
    "unit_path": "rating__unit__path",
    "leads": "rating__leads",
    "level": "level",
    "by_score": "by_score",
    "before_cap": "before_cap",
    "capped_in": "capped_in",
    "moved_reason": "moved_reason",
    "score_hundredths": "score_hundredths",
    "not_ranked_reason": "not_ranked_reason",
    "inputs": "inputs",
    "totals": "totals",
    "rules_fingerprint": "rules_fingerprint",
    "sha256": "sha256",
    "before_id": "before_id",
    "decision_id": "decision_id",
    "number": "decision__number",
    "day": "decision__day",
    "at": "decision__at",
    "clause": "decision__clause",
    "reason": "decision__reason",
    "signer_id": "decision__signer_id",
    "signer": "decision__signer__full_name",
}


def year_result(result_id: int) -> YearResult:
    """Return one result of a year, standing or replaced; raises NoYearResult."""
    return _one(RatingResult.objects.filter(pk=result_id))


def standing_year_result(person: str, *, period_id: int) -> YearResult:
    """Return the result of a year that stands for a person (by code); raises NoYearResult."""
    found = RatingResult.objects.filter(
        rating__period=period_id, rating__person__code=person, after=None
    )
    return _one(found)


def own_year_result(person_id: int, *, period_id: int) -> YearResult:
    """Return the result of a year that stands for a person (by id); raises NoYearResult."""
    return _one(
        RatingResult.objects.filter(rating__period=period_id, rating__person=person_id, after=None)
    )


def standing_in_round(round_id: int) -> list[YearResult]:
    """Return everybody's standing result of a round, by unit and name; one query."""
    found = RatingResult.objects.filter(rating__round=round_id, after=None)
    return _rows(found.order_by("rating__unit__path", "rating__person__sort_key", "pk"))


def results_of_rating(rating_id: int) -> list[YearResult]:
    """Return the results of one person's year, the first one first."""
    return _rows(RatingResult.objects.filter(rating=rating_id).order_by("pk"))


def _one(found: QuerySet[RatingResult]) -> YearResult:
    rows = _rows(found)
    if not rows:
        raise NoYearResult("Chưa có kết quả xếp loại năm của người này.")
    return rows[0]


def _rows(found: QuerySet[RatingResult]) -> list[YearResult]:
    return [YearResult(*row) for row in found.values_list(*_COLUMNS.values())]
