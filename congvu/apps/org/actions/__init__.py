"""Writes to units, people and grants, each with its audit event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.actions.absences import (
    NewAbsence,
    NewDiscipline,
    end_absence,
    record_absence,
    record_absences,
    record_discipline,
    withdraw_absence,
)
from congvu.apps.org.actions.delegations import NewDelegation, delegate, end_delegation
from congvu.apps.org.actions.grants import NewGrant, confirm_grant, end_grant, grant_roles
from congvu.apps.org.actions.names import correct_name, name_columns
from congvu.apps.org.actions.paths import write_paths
from congvu.apps.org.actions.reorganising import (
    NewSuccession,
    change_unit_code,
    end_units,
    move_unit,
    record_successions,
    rename_unit,
)
from congvu.apps.org.actions.undoing import UnitBefore, remove_people, restore_units
from congvu.apps.org.models import Person, Unit
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.kernel.vietnamese import fold, nfc

__all__ = [
    "NewAbsence",
    "NewDelegation",
    "NewDiscipline",
    "NewGrant",
    "NewPerson",
    "NewSuccession",
    "NewUnit",
    "UnitBefore",
    "change_unit_code",
    "confirm_grant",
    "correct_name",
    "create_people",
    "create_units",
    "delegate",
    "end_absence",
    "end_delegation",
    "end_grant",
    "end_units",
    "grant_roles",
    "link_account",
    "move_unit",
    "record_absence",
    "record_absences",
    "record_discipline",
    "record_successions",
    "remove_people",
    "rename_unit",
    "restore_units",
    "withdraw_absence",
]

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to make. `agency` is the code of its using agency; its own code if it is one.

    `managing` is the code of its managing unit, where that is not the nearest province above it.
    """

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
    area_code: str = ""
    managing: str | None = None
    decision: str = ""
    end_decision: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to enter; `user_id` is the account she signs in with, if any.

    `given` is her given name where it is not the last word of the name ("Y Moan Êban": "Moan").
    """

    code: str
    full_name: str
    kind: str
    user_id: int | None = None
    given: str = ""


@transaction.atomic
def create_units(rows: Sequence[NewUnit], *, by: Actor | None, at: datetime) -> dict[str, int]:
    """Make units, parents before or among them in any order; return their ids by code.

    Raises UnknownUnit for a parent or agency that exists nowhere, Refused for a parent cycle.
    """
    made = {row.code for row in rows}
    outside = {code for row in rows for code in (row.parent, row.agency, row.managing) if code}
    outside -= made
    ids = unit_ids(outside)
    with in_words(Unit):
        for layer in _layers(rows):
            ids |= _insert_units(layer, ids)
        _set_agencies(rows, ids)
    write_paths([ids[row.code] for row in rows])
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
            area_code=row.area_code,
            search_key=fold(row.name),
            decision=nfc(row.decision),
            end_decision=nfc(row.end_decision),
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
    managed = [Unit(pk=ids[r.code], managing_id=ids[r.managing]) for r in rows if r.managing]
    Unit.objects.bulk_update(managed, ["managing"], batch_size=_BATCH)


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
    return Person(
        code=row.code, kind=row.kind, user_id=row.user_id, **name_columns(row.full_name, row.given)
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
