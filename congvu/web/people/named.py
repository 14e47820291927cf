"""The units that a keeper may name in a form: those within her reach that exist today."""

from datetime import date

from congvu.access.rights import Rights
from congvu.apps.org.queries import units_on
from congvu.web.people.forms import NamedUnit


def units_to_name(rights: Rights, permission: str, today: date) -> list[NamedUnit]:
    """Return the units of today at and under the paths that a permission reaches, in tree order."""
    listed = units_on(today, under=rights.reach(permission).paths)
    names = {one.code: one.name for one in listed}
    return [
        NamedUnit(
            one.code, one.name,
            names.get(one.agency, "") if one.agency and one.agency != one.code else "",
        )
        for one in listed
    ]  # fmt: skip


def near(units: list[NamedUnit], agency: str) -> list[NamedUnit]:
    """Those of one agency (by name), to be offered while typing; thousands are no list."""
    return [one for one in units if agency in (one.name, one.agency)]
