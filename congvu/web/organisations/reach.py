"""Which year and which organisation a page is about, and how its reader stands to it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from congvu.access.policy import (
    READ_PROVINCE,
    READ_ROOM,
    RECOGNISE_ORGANISATION,
    assessing,
    may_read_organisation,
    recognising,
)
from congvu.access.rights import Held, Rights, acting_by
from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation.queries.organisations import Organisation, rated_years
from congvu.apps.org.enums import UnitKind
from congvu.apps.org.queries import UnitRow, UnknownUnit, unit, unit_at, units
from congvu.web.shared.reach import own_paths

YEAR, UNIT = "nam", "don-vi"


@dataclass(frozen=True)
class Standing:
    """By which grant the reader assesses or decides on an organisation, None where she may not."""

    head: Held | None
    authority: Held | None


def year_of(request: HttpRequest, today: date) -> int:
    """The year asked for, this year without one; Http404 for one that is not rated."""
    asked = request.GET.get(YEAR, "") or request.POST.get(YEAR, "") or str(today.year)
    known = [year for year in rated_years(today) if str(year) == asked]
    if not known:
        raise Http404
    return known[0]


def readable_unit(rights: Rights, code: str) -> UnitRow:
    """The unit of a code that the reader may read; Http404 for others."""
    try:
        here = unit(code)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if not may_read_organisation(rights, unit_path=here.path):
        raise Http404
    return here


def unit_shown(request: HttpRequest, today: date) -> UnitRow:
    """The unit whose organisations are listed: asked for, else the reader's own, else the root."""
    rights, asked = request.rights, request.GET.get(UNIT, "").replace("\x00", "")
    if asked:
        return readable_unit(rights, asked)
    own = own_paths(rights, RECOGNISE_ORGANISATION) or own_paths(rights, READ_ROOM)
    if own:
        return unit_at(own[0])
    roots = units(on=today, kind=UnitKind.PROVINCE)
    if not roots or not rights.may(READ_PROVINCE):
        raise Http404
    return roots[0]


def standing_to(rights: Rights, one: Organisation) -> Standing:
    """How the reader stands to an organisation."""
    head = one.head.person_id if one.head else None
    authority = one.authority.person_id if one.authority else None
    path = one.unit.path
    return Standing(
        assessing(rights, unit_path=path, head=head),
        recognising(rights, unit_path=path, authority=authority, head=head),
    )


def actor(request: HttpRequest, held: Held | None) -> Actor:
    """In whose name the reader acts by a grant; raises PermissionDenied without one."""
    return acting_by(request.user, held)
