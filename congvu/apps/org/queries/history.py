"""Reads of units through time: as they stood on a day, what came before and after them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from congvu.apps.org.enums import UnitKind
from congvu.apps.org.models import FormerState, Unit


@dataclass(frozen=True, slots=True)
class UnitOnDay:
    """A unit with the name and the parent (by code) that it had on a day."""

    id: int
    code: str
    name: str
    kind: str
    path: str
    parent: str | None
    agency: str | None
    official_code: str


@dataclass(frozen=True, slots=True)
class UnitFile:
    """Everything that is written of one unit as it is now (or was at its end)."""

    id: int
    code: str
    name: str
    kind: str
    path: str
    parent: str | None
    parent_name: str | None
    agency: str | None
    agency_name: str | None
    managing: str | None
    managing_name: str | None
    official_code: str
    area_code: str
    valid_from: date
    valid_until: date | None
    decision: str
    end_decision: str
    predecessors: str
    source: str

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class PastState:
    """A name and a parent a unit had, up to the day before `until`; `decision` ended it."""

    name: str
    parent_name: str | None
    since: date
    until: date
    decision: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit that came before or after another, at some steps from it, by a decision on a day."""

    code: str
    name: str
    kind: str
    day: date
    decision: str
    steps: int
    of: str
    """The code of the unit one step nearer."""


_FILE = (
    "pk", "code", "name", "kind", "path", F("parent__code"), F("parent__name"), F("agency__code"),
    F("agency__name"), F("managing__code"), F("managing__name"), "official_code", "area_code",
    "valid_from", "valid_until", "decision", "end_decision", "predecessors", "source",
)  # fmt: skip
_KIN = """
    WITH RECURSIVE kin(id, kind, day, decision, steps, of, trail) AS (
        SELECT s.{far}_id, s.kind, s.day, s.decision, 1, s.{near}_id, ARRAY[s.{near}_id]
        FROM org_succession s WHERE s.{near}_id = %s
        UNION ALL
        SELECT s.{far}_id, s.kind, s.day, s.decision, kin.steps + 1, kin.id, kin.trail || kin.id
        FROM kin JOIN org_succession s ON s.{near}_id = kin.id
        WHERE NOT s.{far}_id = ANY(kin.trail)
    )
    SELECT u.code, u.name, kin.kind, kin.day, kin.decision, kin.steps, o.code
    FROM kin JOIN org_unit u ON u.id = kin.id JOIN org_unit o ON o.id = kin.of
    ORDER BY kin.steps, kin.day, u.code"""


def units_on(day: date, *, under: Collection[str] | None = None) -> list[UnitOnDay]:
    """Return the units that existed on a day, named and placed as they were then, in path order.

    `under` keeps those now at or under some paths.
    """
    existing = _existing(day)
    if under is not None:
        below = Q()
        for path in under:
            below |= Q(path__startswith=path)
        existing = existing.filter(below) if under else existing.none()
    rows = existing.order_by("path").values_list(
        "pk", "code", "name", "kind", "path", F("parent__code"), F("agency__code"), "official_code"
    )
    found = [UnitOnDay(*row) for row in rows]
    former = FormerState.objects.filter(valid_from__lte=day, valid_until__gt=day)
    before = {
        unit: (name, parent)
        for unit, name, parent in former.values_list("unit_id", "name", F("parent__code"))
    }
    return [
        replace(one, name=before[one.id][0], parent=before[one.id][1]) if one.id in before else one
        for one in found
    ]


def unit_file(code: str) -> UnitFile | None:
    """Return everything that is written of one unit (by code), or None."""
    row = Unit.objects.filter(code=code).values_list(*_FILE).first()
    return UnitFile(*row) if row else None


def managing_unit(unit: UnitFile) -> tuple[str, str] | None:
    """Return code and name of the managing unit: the one written, else the nearest province above.

    What is written at the using agency holds for its constituent units.
    """
    above = {
        one.pk: one for one in Unit.objects.filter(pk__in=map(int, unit.path.split("/")[1:-1]))
    }
    nearest = [above[int(step)] for step in reversed(unit.path.split("/")[1:-1])]
    for one in nearest:
        if one.managing_id is not None:
            held = above.get(one.managing_id) or Unit.objects.get(pk=one.managing_id)
            return held.code, held.name
    province = next((one for one in nearest if one.kind == UnitKind.PROVINCE), None)
    return (province.code, province.name) if province and province.pk != unit.id else None


def past_states(unit_id: int) -> list[PastState]:
    """Return the names and parents a unit had before, latest first."""
    found = FormerState.objects.filter(unit=unit_id).order_by("-valid_until")
    rows = found.values_list("name", F("parent__name"), "valid_from", "valid_until", "decision")
    return [PastState(*row) for row in rows]


def predecessors_of(unit_id: int) -> list[Kin]:
    """Return what a unit came from, and what that came from, nearest first."""
    return _kin(unit_id, near="successor", far="predecessor")


def successors_of(unit_id: int) -> list[Kin]:
    """Return what came after a unit, and what came after that, nearest first."""
    return _kin(unit_id, near="predecessor", far="successor")


def ended_by(codes: Collection[str], *, day: date) -> dict[str, date]:
    """Return which of some units (by code) no longer exist on a day: {code: first day without}."""
    found = Unit.objects.filter(code__in=codes, valid_until__lte=day)
    return {code: last for code, last in found.values_list("code", "valid_until") if last}


def lifetimes(codes: Collection[str]) -> dict[str, tuple[date, date | None, str]]:
    """Return {code: (first day, first day without or None, name)} of some units."""
    found = Unit.objects.filter(code__in=codes)
    rows = found.values_list("code", "valid_from", "valid_until", "name")
    return {code: (since, until, name) for code, since, until, name in rows}


def _existing(day: date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


def _kin(unit_id: int, *, near: str, far: str) -> list[Kin]:
    with connection.cursor() as cursor:
        cursor.execute(_KIN.format(near=near, far=far), [unit_id])
        return [Kin(*row) for row in cursor.fetchall()]
