"""Reads of units, people and grants; rows are frozen, so that no page can walk from them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from congvu.apps.org.models import Person, Unit
from congvu.apps.org.queries.absences import (
    AbsenceRow,
    DisciplineRow,
    absences_of,
    absent_between,
    disciplined_in,
    disciplines_of,
)
from congvu.apps.org.queries.delegations import (
    DelegationRow,
    LendableGrant,
    count_delegations,
    delegation,
    delegations_from,
    delegations_on,
    delegations_to,
    lendable_grants,
)
from congvu.apps.org.queries.grants import (
    AccountRow,
    GrantFilter,
    GrantListed,
    Standing,
    account_named,
    accounts_of,
    count_grants,
    find_accounts,
    grant,
    listed_grants,
)
from congvu.apps.org.queries.history import (
    Kin,
    PastState,
    UnitFile,
    UnitOnDay,
    ended_by,
    lifetimes,
    managing_unit,
    past_states,
    predecessors_of,
    successors_of,
    unit_file,
    units_on,
)
from congvu.apps.org.queries.holdings import HoldingRow, holdings_of
from congvu.apps.org.queries.leading import LeadingRow, leading, user_ids
from congvu.apps.org.queries.search import UnitHit, Words, find_units

__all__ = [
    "AbsenceRow",
    "AccountRow",
    "DelegationRow",
    "DisciplineRow",
    "GrantFilter",
    "GrantListed",
    "HoldingRow",
    "Kin",
    "LeadingRow",
    "LendableGrant",
    "PastState",
    "PersonRow",
    "Standing",
    "UnitFile",
    "UnitHit",
    "UnitOnDay",
    "UnitRow",
    "UnknownPerson",
    "UnknownUnit",
    "Words",
    "absences_of",
    "absent_between",
    "account_named",
    "accounts_of",
    "count_delegations",
    "count_grants",
    "delegation",
    "delegations_from",
    "delegations_on",
    "delegations_to",
    "disciplined_in",
    "disciplines_of",
    "ended_by",
    "find_accounts",
    "find_units",
    "grant",
    "holdings_of",
    "leading",
    "lendable_grants",
    "lifetimes",
    "listed_grants",
    "managing_unit",
    "names_of",
    "past_states",
    "person",
    "person_codes",
    "person_ids",
    "person_of",
    "predecessors_of",
    "successors_of",
    "unit",
    "unit_at",
    "unit_file",
    "unit_ids",
    "unit_names",
    "units",
    "units_on",
    "user_ids",
]


class UnknownUnit(LookupError):
    """A unit code that is not in the records."""


class UnknownPerson(LookupError):
    """A person code that is not in the records."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; `agency` is the code of the using agency it belongs to (its own if it is one)."""

    id: int
    code: str
    name: str
    kind: str
    path: str
    parent: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists show her."""

    id: int
    code: str
    full_name: str
    kind: str


def unit(code: str) -> UnitRow:
    """Return one unit; raises UnknownUnit."""
    return next(iter(_unit_rows(Unit.objects.filter(code=code))), None) or _no_unit({code})


def unit_at(path: str) -> UnitRow:
    """Return the unit of a path; raises UnknownUnit."""
    return next(iter(_unit_rows(Unit.objects.filter(path=path))), None) or _no_unit({path})


def units(*, on: date, kind: str | None = None, under: str | None = None) -> list[UnitRow]:
    """Return the units existing on a day, in tree order, of one kind and under one unit's path."""
    found = Unit.objects.filter(valid_from__lte=on).filter(
        Q(valid_until=None) | Q(valid_until__gt=on)
    )
    if kind is not None:
        found = found.filter(kind=kind)
    if under is not None:
        found = found.filter(path__startswith=under)
    return _unit_rows(found)


def unit_ids(codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of units by code; raises UnknownUnit naming the codes not found."""
    wanted = set(codes)
    found = dict(Unit.objects.filter(code__in=wanted).values_list("code", "pk"))
    if len(found) < len(wanted):
        _no_unit(wanted - found.keys())
    return found


def person(code: str) -> PersonRow:
    """Return one person; raises UnknownPerson."""
    return _person(Person.objects.filter(code=code)) or _no_person({code})


def person_of(user_id: int) -> PersonRow | None:
    """Return the person who signs in with this account, or None."""
    return _person(Person.objects.filter(user=user_id))


def account_of(code: str) -> int | None:
    """Return the id of the account that the person of that code signs in with, or None."""
    return Person.objects.filter(code=code).values_list("user", flat=True).first()


def person_ids(codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of people by code; raises UnknownPerson naming the codes not found."""
    wanted = set(codes)
    found = dict(Person.objects.filter(code__in=wanted).values_list("code", "pk"))
    if len(found) < len(wanted):
        _no_person(wanted - found.keys())
    return found


def person_codes(codes: Iterable[str]) -> set[str]:
    """Return which of these codes are people's."""
    return set(Person.objects.filter(code__in=set(codes)).values_list("code", flat=True))


def unit_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of units by code, without those that there are not; one query."""
    found = Unit.objects.filter(code__in=list(codes))
    return dict(found.values_list("code", "name"))


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return full names by id."""
    return dict(Person.objects.filter(pk__in=list(person_ids)).values_list("pk", "full_name"))


_PERSON = ("pk", "code", "full_name", "kind")


def _unit_rows(found: QuerySet[Unit]) -> list[UnitRow]:
    rows = found.order_by("path").values_list(
        "pk", "code", "name", "kind", "path", F("parent__code"), F("agency__code")
    )
    return [UnitRow(*row) for row in rows]


def _person(found: QuerySet[Person]) -> PersonRow | None:
    row = found.values_list(*_PERSON).first()
    return PersonRow(*row) if row else None


def _no_unit(codes: Collection[str]) -> UnitRow:
    raise UnknownUnit(f"Không có đơn vị mang mã {_named(codes)}.")


def _no_person(codes: Collection[str]) -> PersonRow:
    raise UnknownPerson(f"Không có người mang mã {_named(codes)}.")


def _named(codes: Collection[str]) -> str:
    few = sorted(codes)[:5]
    more = f" và {len(codes) - len(few)} mã khác" if len(codes) > len(few) else ""
    return ", ".join(f"“{code}”" for code in few) + more
