"""Reads of loaded lists of people and units."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from congvu.apps.positions.models import RosterPlan


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A loaded list, with its plan as JSON; names are of the people who loaded and applied it."""

    id: int
    kind: str
    unit: str
    unit_name: str
    unit_path: str
    filename: str
    sha256: str
    plan: dict[str, Any]
    state: str
    planned_by: int | None
    planned_by_name: str | None
    planned_at: datetime
    applied_by_name: str | None
    applied_at: datetime | None


_ROW = (
    "pk", "kind", F("unit__code"), F("unit__name"), F("unit__path"), "filename", "sha256", "plan",
    "state", "planned_by_id", F("planned_by__display_name"), "planned_at",
    F("applied_by__display_name"), "applied_at",
)  # fmt: skip


def roster_plan(plan_id: int) -> RosterRow | None:
    """Return one loaded list, or None."""
    row = RosterPlan.objects.filter(pk=plan_id).values_list(*_ROW).first()
    return RosterRow(*row) if row else None


def roster_plans(paths: Mapping[str, Collection[str]], *, most: int = 50) -> list[RosterRow]:
    """Return the latest lists loaded: of each kind, those for units at and under its paths."""
    below = Q(pk=None)
    for kind, under in paths.items():
        for path in under:
            below |= Q(kind=kind, unit__path__startswith=path)
    found = RosterPlan.objects.filter(below)
    return [RosterRow(*row) for row in found.order_by("-pk").values_list(*_ROW)[:most]]
