"""Writes to units, people and grants, each with its audit event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import Grant, Person, Unit
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.kernel.vietnamese import fold, nfc, sort_key, split_name

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to make. `agency` is the code of its using agency; its own code if it is one."""

    code: str
    name: str
    kind: str
    valid_from: date
    parent: str | None = None
    agency: str | None = None
    official_code: str = ""
    predecessors: str = ""
    source: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to enter; `user_id` is the account she signs in with, if any."""

    code: str
    full_name: str
    kind: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role to give on a unit (by code) and all under it; no unit: the whole province."""

    user_id: int
    role: str
    valid_from: date
    unit: str | None = None
    valid_until: date | None = None
    reason: str = ""


@transaction.atomic
def create_units(rows: Sequence[NewUnit], *, by: Actor | None, at: datetime) -> dict[str, int]:
    """Make units, parents before or among them in any order; return their ids by code.

    Raises UnknownUnit for a parent or agency that exists nowhere, Refused for a parent cycle.
    """
    made = {row.code for row in rows}
    outside = {code for row in rows for code in (row.parent, row.agency) if code} - made
    ids = unit_ids(outside)
    with in_words(Unit):
        for layer in _layers(rows):
            ids |= _insert_units(layer, ids)
        _set_agencies(rows, ids)
    _write_paths([ids[row.code] for row in rows])
    audit.record(
        "org.units_created",
        kind="unit",
        object_id=rows[0].code if len(rows) == 1 else "",
        label=f"{len(rows)} đơn vị",
        by=by,
        at=at,
        payload=listed([[row.code, row.name, row.parent] for row in rows]),
    )
    return {row.code: ids[row.code] for row in rows}


def _layers(rows: Sequence[NewUnit]) -> Iterable[list[NewUnit]]:
    """Give the rows parents first, one layer of the tree at a time."""
    waiting = {row.code for row in rows}
    left = list(rows)
    while left:
        layer = [row for row in left if row.parent not in waiting]
        if not layer:
            raise Refused(f"Các đơn vị trực thuộc vòng quanh: {', '.join(sorted(waiting)[:5])}.")
        yield layer
        waiting -= {row.code for row in layer}
        left = [row for row in left if row.code in waiting]


def _insert_units(rows: Sequence[NewUnit], ids: dict[str, int]) -> dict[str, int]:
    units = [
        Unit(
            code=row.code,
            name=nfc(row.name),
            kind=row.kind,
            parent_id=ids[row.parent] if row.parent else None,
            official_code=row.official_code,
            predecessors=nfc(row.predecessors),
            source=nfc(row.source),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    ]
    return {unit.code: unit.pk for unit in Unit.objects.bulk_create(units, batch_size=_BATCH)}


def _set_agencies(rows: Sequence[NewUnit], ids: dict[str, int]) -> None:
    belonging = [Unit(pk=ids[row.code], agency_id=ids[row.agency]) for row in rows if row.agency]
    Unit.objects.bulk_update(belonging, ["agency"], batch_size=_BATCH)


def _write_paths(ids: Sequence[int]) -> None:
    """Write each new unit's ids from the root down; their ancestors have theirs already."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE upward AS (
                SELECT id, parent_id, '/' || lpad(id::text, 5, '0') || '/' AS path
                FROM org_unit WHERE id = ANY(%s)
                UNION ALL
                SELECT upward.id, above.parent_id,
                       '/' || lpad(above.id::text, 5, '0') || upward.path
                FROM upward JOIN org_unit above ON above.id = upward.parent_id
            )
            UPDATE org_unit SET path = upward.path
            FROM upward WHERE upward.id = org_unit.id AND upward.parent_id IS NULL
            """,
            [list(ids)],
        )


@transaction.atomic
def create_people(rows: Sequence[NewPerson], *, by: Actor | None, at: datetime) -> dict[str, int]:
    """Enter people with their sort and search keys; return their ids by code."""
    with in_words(Person):
        made = Person.objects.bulk_create([_person(row) for row in rows], batch_size=_BATCH)
    audit.record(
        "org.people_created",
        kind="person",
        object_id=rows[0].code if len(rows) == 1 else "",
        label=f"{len(rows)} người",
        by=by,
        at=at,
        payload=listed([[row.code, row.full_name, row.kind] for row in rows]),
    )
    return {person.code: person.pk for person in made}


def _person(row: NewPerson) -> Person:
    name = " ".join(nfc(row.full_name).split())
    family_middle, given = split_name(name)
    return Person(
        code=row.code,
        full_name=name,
        family_middle=family_middle,
        given=given,
        sort_key=sort_key(name),
        search_key=fold(name),
        kind=row.kind,
        user_id=row.user_id,
    )


@transaction.atomic
def grant_roles(rows: Sequence[NewGrant], *, by: Actor | None, at: datetime) -> None:
    """Give roles from a day on; raises Refused when one was given already."""
    ids = unit_ids(row.unit for row in rows if row.unit)
    grants = [
        Grant(
            user_id=row.user_id,
            role=row.role,
            unit_id=ids[row.unit] if row.unit else None,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            granted_by_id=by.pk if by else None,
            reason=nfc(row.reason),
        )
        for row in rows
    ]
    with in_words(Grant):
        Grant.objects.bulk_create(grants, batch_size=_BATCH)
    audit.record(
        "org.roles_granted",
        kind="grant",
        object_id="",
        label=f"{len(rows)} quyền",
        by=by,
        at=at,
        payload=listed([[row.user_id, row.role, row.unit, row.valid_from] for row in rows]),
    )


@transaction.atomic
def end_grant(grant_id: int, *, on: date, by: Actor | None, at: datetime, reason: str) -> None:
    """End a role: `on` is the first day on which it no longer holds."""
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    grant.valid_until = on
    with in_words(Grant):
        grant.save(update_fields=["valid_until"])
    audit.record(
        "org.role_ended",
        kind="grant",
        object_id=grant_id,
        label=grant.role,
        by=by,
        at=at,
        reason=reason,
        payload={"valid_until": on.isoformat()},
    )


@transaction.atomic
def link_account(person: str, *, user_id: int, by: Actor | None, at: datetime) -> None:
    """Let a person (by code) sign in with an account.

    Raises UnknownPerson, Refused when either of the two has a partner already.
    """
    ids = person_ids([person])
    if Person.objects.filter(user=user_id).exists():
        raise Refused("Tài khoản này đã thuộc một người khác.")
    if not Person.objects.filter(pk=ids[person], user=None).update(user_id=user_id):
        raise Refused(f"Người mang mã “{person}” đã có tài khoản.")
    audit.record(
        "org.account_linked",
        kind="person",
        object_id=person,
        label=person,
        by=by,
        at=at,
        payload={"user": user_id},
    )
