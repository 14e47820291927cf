"""Whose work is meant: that of some units, without some people's own."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Among:
    """Work in these units (by id), but for these people's: nobody hands out her own."""

    units: tuple[int, ...]
    but: tuple[int, ...] = ()

    @classmethod
    def of(cls, units: Collection[int], but: Collection[int] = ()) -> "Among":
        """Build it from any collection of ids."""
        return cls(tuple(sorted(units)), tuple(sorted(but)))

    @property
    def held(self) -> Q:
        """The test for rows that have a unit and a person."""
        inside = Q(unit__in=self.units)
        return inside & ~Q(person__in=self.but) if self.but else inside
