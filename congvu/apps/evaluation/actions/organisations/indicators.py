"""Figures about units that other offices measured, taken in as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import in_words
from congvu.apps.evaluation.models import Indicator
from congvu.apps.org.queries import unit_ids
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """A figure: unit by code, name by IndicatorName, share in ten-thousandths, source and day."""

    unit: str
    name: str
    value: int
    source: str
    as_of: date


@transaction.atomic
def enter_indicators(
    year: int, rows: Sequence[NewIndicator], *, by: Actor | None, at: datetime
) -> int:
    """Keep the figures of a year in one event; return how many. The latest day counts.

    Raises UnknownUnit, or Refused for a share over 100 % or without a source.
    """
    ids = unit_ids({row.unit for row in rows})
    with in_words(Indicator), transaction.atomic():
        Indicator.objects.bulk_create(
            Indicator(
                unit_id=ids[row.unit],
                year=year,
                name=row.name,
                value=row.value,
                source=nfc(row.source).strip(),
                as_of=row.as_of,
                entered_by_id=by.pk if by else None,
                at=at,
            )
            for row in rows
        )
    audit.record(
        "evaluation.indicators_entered", kind="indicators", object_id=year, label=f"Năm {year}",
        by=by, at=at, payload=listed([f"{row.unit} {row.name} {row.value}" for row in rows]),
    )  # fmt: skip
    return len(rows)
