"""Reads of replacements of years' results: proposals, whom they name, what rests on a result."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from congvu.apps.evaluation.enums import UNDER_WAY
from congvu.apps.evaluation.models import ReplacedResult, Replacement
from congvu.apps.evaluation.queries.years.results import YearResultRow, results_of_year
from congvu.apps.rulebook.queries import PeriodRow


class UnknownReplacement(LookupError):
    """A proposal to replace years' results that is not in the records."""


@dataclass(frozen=True, slots=True)
class ReplacementRow:
    """A proposal to replace results of a year, with its people; see the model.

    `number` and `day` are those of the decision replaced, `new_number` and `new_day` of the one in
    force, with its `digest`.
    """

    id: int
    round_id: int
    period_id: int
    year: str
    round_code: str
    round_name: str
    round_path: str
    replaces_id: int
    number: str
    day: date
    objection_id: int | None
    objection_label: str | None
    reason: str
    clause: str
    rated_by_id: int | None
    proposer_user: int
    proposer: str
    proposed_at: datetime
    state: str
    checker: str | None
    checked_at: datetime | None
    refusal: str
    decision_id: int | None
    new_number: str | None
    new_day: date | None
    signer: str | None
    signed_at: datetime | None

    @property
    def under_way(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A person in a replacement: her form, the result until then, and what was wrong of it."""

    replacement_id: int
    rating_id: int
    person_id: int
    person: str
    full_name: str
    unit_name: str
    unit_path: str
    before_id: int
    changes: Mapping[str, Any]


_ROW = (
    "pk", "replaces__round_id", "replaces__round__period_id", "replaces__round__period__key",
    "replaces__round__unit__code", "replaces__round__unit__name", "replaces__round__unit__path",
    "replaces_id", "replaces__number", "replaces__day", "objection_id", "objection__label",
    "reason", "clause", "rated_by_id", "proposed_by_id", "proposed_by__display_name",
    "proposed_at", "state", "checked_by__display_name", "checked_at", "refusal", "decision_id",
    "decision__number", "decision__day", "decision__signed_by__display_name", "decision__at",
)  # fmt: skip
_NAMED = (
    "replacement_id", "rating_id", "rating__person_id", "rating__person__code",
    "rating__person__full_name", "rating__unit__name", "rating__unit__path", "before_id",
    "changes",
)  # fmt: skip


def replacement_by_id(replacement_id: int) -> ReplacementRow:
    """Return one proposal to replace results; raises UnknownReplacement."""
    found = _rows(Replacement.objects.filter(pk=replacement_id))
    if not found:
        raise UnknownReplacement(f"Không có đề nghị thay thế số {replacement_id}.")
    return found[0]


def named_in(replacement_ids: Collection[int]) -> dict[int, list[NamedRow]]:
    """Return whom proposals name, by proposal; one query."""
    found = ReplacedResult.objects.filter(replacement__in=replacement_ids)
    ordered = found.order_by("rating__unit__path", "rating__person__sort_key", "pk")
    grouped: dict[int, list[NamedRow]] = {}
    for row in ordered.values_list(*_NAMED):
        grouped.setdefault(row[0], []).append(NamedRow(*row))
    return grouped


def listed_replacements(
    paths: Collection[str], *, first: int, most: int
) -> tuple[int, list[ReplacementRow]]:
    """Return how many proposals name somebody of units at and under paths, and one page."""
    within = Q()
    for path in paths:
        within |= Q(rating__unit__path__startswith=path)
    named = ReplacedResult.objects.filter(within) if paths else ReplacedResult.objects.none()
    found = Replacement.objects.filter(pk__in=named.values("replacement")).order_by("-pk")
    return found.count(), _rows(found[first : first + most])


def replacement_of_objection(objection_id: int) -> ReplacementRow | None:
    """Return the latest proposal that an objection led to, or None."""
    found = Replacement.objects.filter(objection=objection_id).order_by("-pk")
    return next(iter(_rows(found[:1])), None)


def replacing_now(rating_ids: Collection[int]) -> dict[int, int]:
    """Return the proposal under way that names each form, by the form's id; one query."""
    found = ReplacedResult.objects.filter(
        rating__in=rating_ids, replacement__state__in=UNDER_WAY
    ).values_list("rating_id", "replacement_id")
    return dict(found)


def year_results_resting_on(person_id: int, held: PeriodRow) -> list[YearResultRow]:
    """Return the standing results of years that hold a person's month or quarter.

    Each is replaced by a decision of its own, or not at all; one query.
    """
    return results_of_year(person_id, held.months[0].year)


def _rows(found: QuerySet[Replacement]) -> list[ReplacementRow]:
    return [ReplacementRow(*row) for row in found.values_list(*_ROW)]
