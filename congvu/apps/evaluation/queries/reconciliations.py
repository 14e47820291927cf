"""Reads of kept comparisons of a month's list with a signed decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from congvu.apps.evaluation.models import ReconciledRow, Reconciliation


class UnknownReconciliation(LookupError):
    """A comparison that was not kept."""


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """A kept comparison: of which period and unit, with which file; counts by outcome.

    `notes` holds what was told of the file: "problems" as [place, what, right, what was done],
    "score_places", "unknown_units" as [name, lines].
    """

    id: int
    period: str
    period_id: int
    unit: str
    unit_name: str
    unit_path: str
    filename: str
    sha256: str
    closed: bool
    counts: Mapping[str, int]
    notes: Mapping[str, Any]
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One kept finding: `ours` and `theirs` are lines as {field: value}, `differs` fields."""

    number: int
    outcome: str
    ours: Sequence[Mapping[str, Any]]
    theirs: Sequence[Mapping[str, Any]]
    differs: Sequence[str]
    name_way: str
    by_code: bool


_KEPT = (
    "pk", F("period__key"), "period_id", F("unit__code"), F("unit__name"), F("unit__path"),
    "filename", "sha256", "closed", "counts", "notes", F("by__display_name"), "at",
)  # fmt: skip


def reconciliation(reconciliation_id: int) -> ReconciliationRow:
    """Return a kept comparison; raises UnknownReconciliation."""
    row = Reconciliation.objects.filter(pk=reconciliation_id).values_list(*_KEPT).first()
    if row is None:
        raise UnknownReconciliation(f"Không có lần đối chiếu số {reconciliation_id}.")
    return ReconciliationRow(*row)


def reconciliations_under(
    unit_paths: Sequence[str], *, first: int, most: int
) -> tuple[int, list[ReconciliationRow]]:
    """Return how many comparisons lie under these paths, and `most` of them from `first` on.

    The latest come first; "/" is the whole province.
    """
    found = Reconciliation.objects.filter(_under(unit_paths)).order_by("-at", "-pk")
    rows = found.values_list(*_KEPT)[first : first + most]
    return found.count(), [ReconciliationRow(*row) for row in rows]


def _under(unit_paths: Sequence[str]) -> Q:
    within = Q(pk__in=[])
    for path in unit_paths:
        within |= Q(unit__path__startswith=path)
    return within


def findings_of(
    reconciliation_id: int, *, outcome: str = "", first: int = 0, most: int | None = None
) -> list[FindingRow]:
    """Return the findings of a comparison in their order, all or those of one outcome."""
    found: QuerySet[ReconciledRow] = ReconciledRow.objects.filter(
        reconciliation=reconciliation_id
    ).order_by("number")
    if outcome:
        found = found.filter(outcome=outcome)
    rows = found.values_list(
        "number", "outcome", "ours", "theirs", "differs", "name_way", "by_code"
    )
    return [FindingRow(*row) for row in rows[first : first + most if most is not None else None]]
