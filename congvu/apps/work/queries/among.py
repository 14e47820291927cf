"""Whose work is meant: that of some units, without one person's own."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Among:
    """Work that lies in these units (by id), but for that of one person (nobody gives herself)."""

    units: tuple[int, ...]
    but: int | None = None

    @classmethod
    def of(cls, units: Collection[int], but: int | None = None) -> "Among":
        """Build it from any collection of ids."""
        return cls(tuple(sorted(units)), but)

    @property
    def held(self) -> Q:
        """The test for rows that have a unit and a person."""
        inside = Q(unit__in=self.units)
        return inside if self.but is None else inside & ~Q(person=self.but)
