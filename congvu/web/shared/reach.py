"""Which units a reader may choose from, and which one is shown."""

from datetime import date

from django.http import Http404

from congvu.access.rights import PROVINCE, Rights
from congvu.apps.org.queries import UnitRow, UnknownUnit, unit, units


def own_paths(rights: Rights, permission: str) -> list[str]:
    """The paths of the units that the reader holds, without the whole province."""
    return sorted(rights.reach(permission).paths - {PROVINCE})


def units_within(
    rights: Rights, permission: str, asked: str, today: date
) -> tuple[list[UnitRow], UnitRow]:
    """The units to choose from and the one shown; Http404 for one unknown or out of reach."""
    own = own_paths(rights, permission)
    if own:
        within = [one for path in own for one in units(on=today, under=path)]
        here = next((one for one in within if one.code == (asked or within[0].code)), None)
        if here is not None:
            return within, here
    try:
        here = unit(asked)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if not rights.reach(permission).covers(here.path):
        raise Http404
    return units(on=today, under=_top(here)), here


def _top(here: UnitRow) -> str:
    """The path of the agency that a unit belongs to, which the switcher stays inside."""
    return unit(here.agency).path if here.agency and here.agency != here.code else here.path
