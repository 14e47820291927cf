"""A workbook of people or units read for an agency: the plan that waits for a second person."""

import hashlib
from datetime import date
from pathlib import Path

from congvu.apps.org.queries import UnitRow, person_codes, units, units_on
from congvu.apps.positions.actions import NewRoster
from congvu.apps.positions.enums import RosterKind
from congvu.apps.positions.queries import staff_under
from congvu.exchange.rosters.layouts import PEOPLE, UNITS
from congvu.exchange.rosters.people import Agency, plan_people
from congvu.exchange.rosters.reading import read_roster
from congvu.exchange.rosters.units import plan_units


def plan_people_file(
    here: UnitRow, path: Path, filename: str, *, day: date, ends_absent: bool = False
) -> NewRoster:
    """Return what a list of an agency's people would change; nothing changes.

    Raises the workbook's Refused for a file that cannot be read or holds no such list.
    """
    reading = read_roster(path, PEOPLE)
    staff = [one for one in staff_under(here.path, on=day) if one.is_primary]
    own = {one.person for one in staff}
    codes = {line.texts["code"] for line in reading.lines if line.texts.get("code")}
    agency = Agency(
        here.code, units(on=day, under=here.path), staff, frozenset(person_codes(codes) - own)
    )
    plan = plan_people(reading, agency, day=day, ends_absent=ends_absent)
    return NewRoster(RosterKind.PEOPLE, here.code, filename, _digest(path), plan)


def plan_units_file(
    here: UnitRow, path: Path, filename: str, *, day: date, decision: str
) -> NewRoster:
    """Return what a list of an agency's units would change; nothing changes."""
    reading = read_roster(path, UNITS)
    held = units_on(day, under=[here.path])
    top = next(one for one in held if one.code == here.code)
    plan = plan_units(reading, top, held, day=day, decision=decision)
    return NewRoster(RosterKind.UNITS, here.code, filename, _digest(path), plan)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
