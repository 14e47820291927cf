"""Reads of delegations: who acts for whom, in which role, on which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from congvu.apps.org.models import Delegation
from congvu.apps.org.queries.holdings import lent_on


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation as lists show it; `valid_until` is the first day it no longer holds."""

    id: int
    from_user: int
    from_name: str
    to_user: int
    to_name: str
    role: str
    unit: str | None
    unit_name: str | None
    unit_path: str | None
    permissions: Sequence[str]
    valid_from: date
    valid_until: date
    reason: str
    made_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str

    def holds(self, on: date) -> bool:
        """Whether its own days include this one; whether the grant still holds is asked apart."""
        return self.ended_at is None and self.valid_from <= on < self.valid_until


def delegation(delegation_id: int) -> DelegationRow | None:
    """Return one delegation, or None."""
    return next(iter(_rows(Delegation.objects.filter(pk=delegation_id))), None)


def delegations_from(user_id: int, *, first: int = 0, most: int = 50) -> list[DelegationRow]:
    """Return what a user let others do for her, the latest first."""
    return _rows(Delegation.objects.filter(from_user=user_id))[first : first + most]


def delegations_to(user_id: int, *, most: int = 50) -> list[DelegationRow]:
    """Return what others let a user do for them, the latest first."""
    return _rows(Delegation.objects.filter(to_user=user_id))[:most]


def delegations_on(
    day: date, *, paths: frozenset[str], first: int = 0, most: int = 50
) -> tuple[int, list[DelegationRow]]:
    """Return how many delegations hold on a day, and those of a page, under some units' paths.

    A delegation of a head above these units is theirs too: whoever acts for her acts on them.
    """
    here = Q()
    for path in paths:
        above = [path[:end] for end, sign in enumerate(path, 1) if sign == "/" and end > 1]
        here |= Q(grant__unit__path__startswith=path) | Q(grant__unit__path__in=above)
    if not here:
        return 0, []
    found = Delegation.objects.filter(lent_on(day), here)
    return found.count(), _rows(found)[first : first + most]


def _rows(found: QuerySet[Delegation]) -> list[DelegationRow]:
    rows = found.order_by("-valid_from", "-pk").values_list(
        "pk", "from_user", F("from_user__display_name"), "to_user", F("to_user__display_name"),
        F("grant__role"), F("grant__unit__code"), F("grant__unit__name"), F("grant__unit__path"),
        "permissions", "valid_from", "valid_until", "reason", "made_at", "ended_at",
        F("ended_by__display_name"), "end_reason",
    )  # fmt: skip
    return [DelegationRow(*row) for row in rows]
