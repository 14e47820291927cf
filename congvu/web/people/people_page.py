"""Nhân sự: the people of a unit, found, filtered, fifty a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congvu.apps.org.enums import PersonKind
from congvu.apps.org.queries import UnitRow
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import StaffRow
from congvu.kernel.dates import format_day
from congvu.web.shared.names import name_parts
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages, pages_of

MOST_ROWS = 50
KINDS = dict(PersonKind.choices)


@dataclass(frozen=True)
class PersonLine:
    """One posting of the list, under the name of whoever holds it."""

    before: str
    given: str
    after: str
    href: str
    post: str
    unit: str
    kind: str
    since: str
    away: str


@dataclass(frozen=True)
class Choice:
    """An option of a filter."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class PeoplePage:
    """The whole page."""

    title: str
    unit: str
    told: tuple[str, ...]
    search: str
    away: bool
    units: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    rows: tuple[PersonLine, ...]
    pages: Pages
    add_href: str


def people_page(
    here: UnitRow,
    staff: Sequence[StaffRow],
    *,
    units: Sequence[UnitRow],
    search: str,
    kind: str,
    away: bool,
    number: int,
    href: Callable[[int], str],
    person_href: Callable[[StaffRow], str],
    add_href: str,
) -> PeoplePage:
    """The page `number` of a unit's people, as filtered."""
    pages = pages_of(len(staff), number, MOST_ROWS, href)
    people = len({one.person_id for one in staff})
    absent = len({one.person_id for one in staff if one.away})
    told = [f"{count(people)} người"]
    if len(staff) > people:
        told.append(f"{count(len(staff) - people)} vị trí kiêm nhiệm")
    if absent and not away:
        told.append(f"{count(absent)} đang vắng")
    return PeoplePage(
        title=here.name,
        unit=here.code,
        told=tuple(told),
        search=search,
        away=away,
        units=tuple(Choice(one.code, one.name, one.code == here.code) for one in units),
        kinds=tuple(Choice(value, label, value == kind) for value, label in KINDS.items()),
        rows=tuple(_line(one, here, person_href) for one in staff[pages.first : pages.last]),
        pages=pages,
        add_href=add_href,
    )


def post_told(title: str, leads: str, field: str, *, primary: bool) -> str:
    """A post in words, with a deputy's field and whether it is held beside another."""
    looked_after = f", phụ trách {field}" if leads == Leads.DEPUTY and field else ""
    return f"{title}{looked_after}{'' if primary else ' (kiêm nhiệm)'}"


def _line(one: StaffRow, here: UnitRow, person_href: Callable[[StaffRow], str]) -> PersonLine:
    return PersonLine(
        *name_parts(one.full_name, one.given),
        href=person_href(one),
        post=post_told(one.title, one.leads, one.field, primary=one.is_primary),
        unit="" if one.unit == here.code else one.unit_name,
        kind=KINDS[one.kind],
        since=format_day(one.since),
        away=one.away,
    )
