"""Reads of recognised levels: what stands, the chain behind it, and whether it still fits."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from congvu.apps.evaluation.models import Recognition

FORM = "congvu-organisation-1"
"""What a recognition's hash covers, by name; see sealed."""


@dataclass(frozen=True, slots=True)
class RecognitionRow:
    """A recognised level with its decision; `unit` and `authority_unit` by code."""

    id: int
    unit: str
    unit_name: str
    year: int
    authority_unit: str
    authority_unit_name: str
    authority: str
    level: str
    level_before_cap: str
    score_hundredths: int
    inputs: Mapping[str, Any]
    totals: Mapping[str, Any]
    rules_fingerprint: str
    decision: str
    decided_on: date
    reason: str
    before_id: int | None
    old_hash: str
    sha256: str
    by: str | None
    on_behalf_of: str
    at: datetime

    @property
    def capped(self) -> bool:
        """Whether only the cap kept it from the highest level."""
        return self.level != self.level_before_cap


_COLUMNS = (
    "pk", "unit__code", "unit__name", "year", "authority_unit__code", "authority_unit__name",
    "authority__full_name", "level", "level_before_cap", "score_hundredths", "inputs", "totals",
    "rules_fingerprint", "decision", "decided_on", "reason", "before_id", "old_hash", "sha256",
    "by__display_name", "on_behalf_of", "at",
)  # fmt: skip


def organisation_levels(year: int) -> dict[int, str]:
    """Return the recognised level of each organisation of a year, by the unit's id; one query.

    Levels are unmet, met, good or excellent. Where a result was replaced, the newest counts; what
    is not recognised yet is left out.
    """
    found = Recognition.objects.filter(year=year, after=None)
    return dict(found.values_list("unit_id", "level"))


def standing(year: int, units: Collection[int]) -> dict[str, RecognitionRow]:
    """Return the results that stand, by code of the unit; one query."""
    found = Recognition.objects.filter(year=year, after=None, unit__in=units)
    return {row.unit: row for row in _rows(found)}


def chain(unit: str, year: int) -> list[RecognitionRow]:
    """Return every recognised result of an organisation's year, the first one first."""
    return _rows(Recognition.objects.filter(unit__code=unit, year=year).order_by("pk"))


def sealed(one: Recognition, at: datetime) -> str:
    """Return the sha256 over a recognition: what it replaces, inputs, steps, result, who and why.

    Units and people go in by their codes, so that the hash can be told again from an export.
    """
    covered = [
        FORM,
        one.old_hash,
        one.unit.code,
        one.year,
        one.authority_unit.code,
        one.authority.code,
        one.inputs,
        one.totals,
        one.score_hundredths,
        one.level_before_cap,
        one.level,
        one.rules_fingerprint,
        one.decision,
        one.decided_on.isoformat(),
        one.reason,
        at.astimezone(UTC).isoformat(),
    ]
    text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def altered_recognitions(year: int) -> list[int]:
    """Return the ids of recognitions that no longer fit their hash (none, if all is well)."""
    found = Recognition.objects.filter(year=year).select_related(
        "unit", "authority_unit", "authority"
    )
    return [one.pk for one in found.order_by("pk") if sealed(one, one.at) != one.sha256]


def _rows(found: QuerySet[Recognition]) -> list[RecognitionRow]:
    return [RecognitionRow(*row) for row in found.values_list(*_COLUMNS)]
