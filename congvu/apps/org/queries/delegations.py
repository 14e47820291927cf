"""Reads of delegations: who acts for whom, in which role, on which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from congvu.apps.org.models import Delegation, Grant
from congvu.apps.org.queries.holdings import in_force, lent_on
from congvu.apps.org.roles import DELEGABLE


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


def count_delegations(day: date, *, paths: frozenset[str], but_of: int) -> int:
    """Return how many delegations hold on a day under some units' paths (`delegations_on`)."""
    return _others(day, paths, but_of).count()


def delegations_on(
    day: date, *, paths: frozenset[str], but_of: int, first: int = 0, most: int = 50
) -> list[DelegationRow]:
    """Return the delegations of a page that hold on a day under some units' paths.

    A delegation of a head above these units is theirs too: whoever acts for her acts on them.
    Those of one user (`but_of`), made or received, are left out: they are listed apart.
    """
    return _rows(_others(day, paths, but_of))[first : first + most]


def _others(day: date, paths: frozenset[str], but_of: int) -> QuerySet[Delegation]:
    found = Delegation.objects.filter(lent_on(day), _touching(paths))
    return found.exclude(Q(from_user=but_of) | Q(to_user=but_of))


def _touching(paths: frozenset[str]) -> Q:
    here = Q(pk__in=[])
    for path in paths:
        above = [path[:end] for end, sign in enumerate(path, 1) if sign == "/" and end > 1]
        here |= Q(grant__unit__path__startswith=path) | Q(grant__unit__path__in=above)
    return here


@dataclass(frozen=True, slots=True)
class LendableGrant:
    """A grant that its holder may lend; `agency_path` is the path of the unit's agency."""

    id: int
    role: str
    unit_name: str
    agency_path: str


def lendable_grants(user_id: int, *, on: date) -> list[LendableGrant]:
    """Return the grants that a user holds herself on a day and may let others act under."""
    found = Grant.objects.filter(in_force(on), user=user_id, role__in=DELEGABLE)
    rows = (
        found.exclude(unit=None)
        .order_by("pk")
        .values_list("pk", "role", F("unit__name"), Coalesce("unit__agency__path", "unit__path"))
    )
    return [LendableGrant(*row) for row in rows]


def _rows(found: QuerySet[Delegation]) -> list[DelegationRow]:
    rows = found.order_by("-valid_from", "-pk").values_list(
        "pk", "from_user", F("from_user__display_name"), "to_user", F("to_user__display_name"),
        F("grant__role"), F("grant__unit__code"), F("grant__unit__name"), F("grant__unit__path"),
        "permissions", "valid_from", "valid_until", "reason", "made_at", "ended_at",
        F("ended_by__display_name"), "end_reason",
    )  # fmt: skip
    return [DelegationRow(*row) for row in rows]
