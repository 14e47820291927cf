"""What a signed-in user holds today: roles on units, the permissions they give, and how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from congvu.apps.org import queries as org
from congvu.apps.org.roles import ROLES
from congvu.apps.positions.queries import fields_of

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

PROVINCE = "/"
PROVINCE_WIDE = {"home_affairs", "leadership", "inspector", "operator"}
"""The roles that may be held on no unit, which is the whole province; the others need one."""
DEPUTY = "deputy"


@dataclass(frozen=True)
class Held:
    """One grant in force: a role and the path of its unit; PROVINCE lies above every path."""

    role: str
    unit: str

    def gives(self, permission: str) -> bool:
        """Whether the role carries the permission; an unknown role carries none."""
        return self.role in ROLES and permission in ROLES[self.role].permissions


@dataclass(frozen=True)
class Reach:
    """How far a permission goes: subtrees of units, and people named one by one."""

    paths: frozenset[str]
    people: frozenset[int]

    def covers(self, unit_path: str, person: int | None = None) -> bool:
        """Whether a unit (by path), or a person in it, is within reach."""
        return person in self.people or any(unit_path.startswith(path) for path in self.paths)


@dataclass(frozen=True)
class Rights:
    """A user's grants on one day, and the person the user is (None for a technical account).

    `deputised` is what a deputy was assigned to look after: unit paths and people.
    """

    person: int | None
    held: tuple[Held, ...]
    deputised: Reach

    def may(self, permission: str) -> bool:
        """Whether any grant gives the permission, wherever it reaches."""
        return any(one.gives(permission) for one in self.held)

    def reach(self, permission: str) -> Reach:
        """How far the permission goes; a deputy's only as far as the assigned field (Đ10.1)."""
        giving = [one for one in self.held if one.gives(permission)]
        paths = {one.unit for one in giving if one.role != DEPUTY}
        deputy = any(one.role == DEPUTY for one in giving)
        return Reach(
            frozenset(paths | (self.deputised.paths if deputy else set())),
            self.deputised.people if deputy else frozenset(),
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The roles held, in words, each once."""
        return tuple(dict.fromkeys(ROLES[one.role].label for one in self.held if one.role in ROLES))


def rights_of(user: "User", *, today: date) -> Rights:
    """Read what a user holds today; a grant ended or not begun gives nothing."""
    person = org.person_of(user.pk)
    held = tuple(_held(org.grants_of(user.pk, on=today)))
    return Rights(person.id if person else None, held, _deputised(person, held, today))


def _held(grants: Iterable[org.GrantRow]) -> Iterator[Held]:
    """The grants that reach anything; one without a unit only for a role of the province."""
    for grant in grants:
        if grant.path:
            yield Held(grant.role, grant.path)
        elif grant.unit is None and grant.role in PROVINCE_WIDE:
            yield Held(grant.role, PROVINCE)


def _deputised(person: org.PersonRow | None, held: tuple[Held, ...], today: date) -> Reach:
    """The units and people assigned to a deputy today; asked only for whoever holds the role."""
    deputy = any(one.role == DEPUTY for one in held)
    fields = fields_of(person.id, on=today) if person and deputy else []
    return Reach(
        frozenset(one.unit_path for one in fields if one.unit_path),
        frozenset(one.person_id for one in fields if one.person_id),
    )
