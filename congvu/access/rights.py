"""What a signed-in user holds today: roles on units, the permissions they give, and how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from posixpath import commonpath
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from congvu.apps.audit.actions import Actor
from congvu.apps.org import queries as org
from congvu.apps.org.roles import ROLES, lendable
from congvu.apps.positions.queries import fields_of

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

PROVINCE = "/"
PROVINCE_WIDE = {"home_affairs", "leadership", "inspector", "operator", "province_admin"}
"""The roles that may be held on no unit, which is the whole province; the others need one."""
DEPUTY = "deputy"


@dataclass(frozen=True)
class Behalf:
    """For whom somebody acts under a delegation: the delegator, and what was lent.

    `lent` empty is all that the role may lend; `until` is the first day it no longer holds.
    """

    delegation: int
    user: int
    name: str
    person: int | None
    lent: frozenset[str]
    until: date

    @property
    def last_day(self) -> date:
        """The last day on which the delegation holds, as it is said to people."""
        return self.until - timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """One grant in force: a role, the path of its unit (PROVINCE lies above every path), its reach.

    A deputy reaches the units (`paths`) and people assigned to her (Đ10.1), others their unit.
    `behalf` tells that it is another's, under whose delegation the user acts.
    """

    role: str
    unit: str
    paths: frozenset[str]
    people: frozenset[int]
    behalf: Behalf | None = None

    def gives(self, permission: str) -> bool:
        """Whether it carries the permission; an unknown role carries none, a loan what was lent."""
        if self.role not in ROLES or permission not in ROLES[self.role].permissions:
            return False
        if self.behalf is None:
            return True
        lent = lendable(self.role)
        return permission in lent and permission in (self.behalf.lent or lent)

    def covers(self, unit_path: str, person: int | None, oneself: int | None) -> bool:
        """Whether a unit, or a person in it, is reached; see `Reach.covers`."""
        if person is not None and self.behalf and person in (oneself, self.behalf.person):
            return False
        return person in self.people or any(unit_path.startswith(path) for path in self.paths)


@dataclass(frozen=True)
class Reach:
    """How far a permission goes: the grants that give it, the user's own first."""

    giving: tuple[Held, ...]
    oneself: int | None

    @property
    def paths(self) -> frozenset[str]:
        """The subtrees of units within reach."""
        return frozenset(path for one in self.giving for path in one.paths)

    @property
    def people(self) -> frozenset[int]:
        """The people named one by one."""
        return frozenset(person for one in self.giving for person in one.people)

    def of(self, holder: int) -> "Reach":
        """The part that one person (by id) holds: the user herself, or whom she acts for."""
        return Reach(tuple(one for one in self.giving if self._holder(one) == holder), self.oneself)

    def _holder(self, held: Held) -> int | None:
        return held.behalf.person if held.behalf else self.oneself

    @property
    def holders(self) -> frozenset[int]:
        """Who holds what gives it: the user, and those she acts for; by id."""
        found = (self._holder(one) for one in self.giving)
        return frozenset(one for one in found if one is not None)

    @property
    def above(self) -> str:
        """The path of the lowest unit above all those on which it is held."""
        shared = commonpath([one.unit for one in self.giving] or [PROVINCE])
        return PROVINCE if shared == PROVINCE else f"{shared}/"

    def by(self, unit_path: str, person: int | None = None) -> Held | None:
        """The grant by which a unit (by path), or a person in it, is within reach; own first.

        A delegation never reaches the user herself, nor whoever gave it.
        """
        every = (one for one in self.giving if one.covers(unit_path, person, self.oneself))
        return next(every, None)

    def covers(self, unit_path: str, person: int | None = None) -> bool:
        """Whether a unit (by path), or a person in it, is within reach."""
        return self.by(unit_path, person) is not None


@dataclass(frozen=True)
class Acting:
    """A user who acts for another: herself in the record, with the other's name beside hers."""

    user: "User"
    on_behalf_of: str

    @property
    def pk(self) -> int:
        """The account that acts."""
        return self.user.pk

    @property
    def display_name(self) -> str:
        """The name of whoever acts."""
        return self.user.display_name


@dataclass(frozen=True)
class Rights:
    """A user's grants on one day, and the person the user is (None for a technical account)."""

    person: int | None
    held: tuple[Held, ...]

    def may(self, permission: str) -> bool:
        """Whether any grant gives the permission, wherever it reaches."""
        return any(one.gives(permission) for one in self.held)

    def reach(self, permission: str) -> Reach:
        """How far the permission goes; a deputy's only as far as the assigned field (Đ10.1)."""
        return Reach(tuple(one for one in self.held if one.gives(permission)), self.person)

    def acting(
        self, user: "User", permission: str, unit_path: str, person: int | None = None
    ) -> Actor:
        """Who to write an act down to (`by=`): the user, or the user for whoever lent the right.

        Her own right goes before a lent one. Raises PermissionDenied where she has neither.
        """
        return acting_by(user, self.reach(permission).by(unit_path, person))

    @property
    def labels(self) -> tuple[str, ...]:
        """The roles held, in words, each once; under a delegation with the name of whose it is."""
        return tuple(dict.fromkeys(_label(one) for one in self.held if one.role in ROLES))

    @property
    def behalves(self) -> tuple[Behalf, ...]:
        """The delegations under which the user acts today."""
        return tuple(one.behalf for one in self.held if one.behalf)


def acting_by(user: "User", held: Held | None) -> Actor:
    """Who to write an act down to that rests on a grant; raises PermissionDenied without one."""
    if held is None:
        raise PermissionDenied
    return Acting(user, held.behalf.name) if held.behalf else user


def _label(held: Held) -> str:
    label = ROLES[held.role].label
    return f"{label}, thay {held.behalf.name}" if held.behalf else label


def rights_of(user: "User", *, today: date) -> Rights:
    """Read what a user holds or acts under today; what ended, or has not begun, gives nothing."""
    person = org.person_of(user.pk)
    oneself = person.id if person else None
    return Rights(oneself, tuple(_held(org.holdings_of(user.pk, on=today), oneself, today)))


def _held(holdings: Iterable[org.HoldingRow], oneself: int | None, today: date) -> Iterator[Held]:
    """The grants that reach anything; one without a unit only for a role of the province."""
    for row in holdings:
        if not row.path and (row.unit is not None or row.role not in PROVINCE_WIDE):
            continue
        unit, behalf = row.path or PROVINCE, _behalf(row)
        paths, people = frozenset({unit}), frozenset[int]()
        if row.role == DEPUTY:
            paths, people = _fields(behalf.person if behalf else oneself, today)
        yield Held(row.role, unit, paths, people, behalf)


def _behalf(row: org.HoldingRow) -> Behalf | None:
    if row.delegation is None or row.from_user is None or row.until is None:
        return None
    return Behalf(
        row.delegation, row.from_user, row.from_name, row.from_person, row.lent, row.until
    )


def _fields(person: int | None, today: date) -> tuple[frozenset[str], frozenset[int]]:
    """The units and people assigned to a deputy today; asked only for whoever holds the role."""
    fields = fields_of(person, on=today) if person else []
    return (
        frozenset(one.unit_path for one in fields if one.unit_path),
        frozenset(one.person_id for one in fields if one.person_id),
    )
