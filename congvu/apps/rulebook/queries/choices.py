"""What the province chose where the law is silent, value by value, with its decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from congvu.apps.rulebook.models import LocalParameter


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A value as it was written, by which decision, from which day up to the day it ended."""

    name: str
    value: str
    decision: str
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def choices_of(names: Collection[str]) -> list[ChoiceRow]:
    """Return what the province chose for these names, the latest first; one query."""
    found = LocalParameter.objects.filter(name__in=names, unit=None).order_by("-valid_from", "name")
    rows = found.values_list("name", "value", "decision", "valid_from", "valid_until")
    return [ChoiceRow(*row) for row in rows]
