"""Reads of units, people and grants; rows are frozen, so that no page can walk from them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from congvu.apps.org.enums import RoleName
from congvu.apps.org.models import Grant, Person, Unit
from congvu.kernel.vietnamese import fold


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


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role held on a unit and all under it; no unit means the whole province."""

    role: str
    unit: str | None
    path: str | None


def unit(code: str) -> UnitRow:
    """Return one unit; raises UnknownUnit."""
    return next(iter(_unit_rows(Unit.objects.filter(code=code))), None) or _no_unit({code})


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


def person_ids(codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of people by code; raises UnknownPerson naming the codes not found."""
    wanted = set(codes)
    found = dict(Person.objects.filter(code__in=wanted).values_list("code", "pk"))
    if len(found) < len(wanted):
        _no_person(wanted - found.keys())
    return found


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return full names by id."""
    return dict(Person.objects.filter(pk__in=list(person_ids)).values_list("pk", "full_name"))


def find_people(text: str, *, most: int = 20) -> list[PersonRow]:
    """Return people whose name holds the text, marks and case aside, in name order."""
    found = Person.objects.filter(search_key__contains=fold(text)).order_by("sort_key", "pk")
    return [PersonRow(*row) for row in found.values_list(*_PERSON)[:most]]


def grants_of(user_id: int, *, on: date) -> list[GrantRow]:
    """Return the roles a user holds on a day, with the path of the unit each covers."""
    found = Grant.objects.filter(user=user_id, valid_from__lte=on).filter(
        Q(valid_until=None) | Q(valid_until__gt=on)
    )
    rows = found.order_by("pk").values_list("role", "unit__code", "unit__path")
    return [GrantRow(role, code, path) for role, code, path in rows]


@dataclass(frozen=True, slots=True)
class LeadingRow:
    """An account that holds the role of head or deputy on a unit; person None: nobody's."""

    user_id: int
    person_id: int | None
    role: str
    path: str


def leading(*, on: date, around: Collection[str] | None = None) -> list[LeadingRow]:
    """Return who leads on a day, everywhere or under and above some paths.

    Closed accounts are left out.
    """
    found = Grant.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        valid_from__lte=on,
        role__in=(RoleName.HEAD, RoleName.DEPUTY),
        unit__isnull=False,
        user__is_active=True,
    )
    if around is not None:
        within = Q(unit__path__in={step for path in around for step in _steps(path)})
        for path in around:
            within |= Q(unit__path__startswith=path)
        found = found.filter(within)
    rows = found.order_by("pk").values_list("user_id", "user__person", "role", "unit__path")
    return [LeadingRow(*row) for row in rows]


def _steps(path: str) -> list[str]:
    """The paths from the highest unit down to this one: "/1/2/" → "/1/", "/1/2/"."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def user_ids(person_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return the accounts of everybody who has one (or of these people), by person id."""
    found = Person.objects.exclude(user=None)
    if person_ids is not None:
        found = found.filter(pk__in=person_ids)
    return dict(found.values_list("pk", "user_id"))


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
