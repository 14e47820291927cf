"""Đơn vị: the bodies of a day by kind, found by their names of today or of long ago."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.org.enums import UnitKind
from congvu.apps.org.queries import UnitHit, UnitOnDay
from congvu.kernel.dates import format_day
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages, pages_of

MOST_ROWS = 50
LABELS = dict(UnitKind.choices)
_ORDER = {kind: place for place, kind in enumerate(UnitKind.values)}


@dataclass(frozen=True)
class UnitLine:
    """A unit of the list: who heads it, how many units are in it."""

    name: str
    href: str
    head: str
    below: str


@dataclass(frozen=True)
class UnitGroup:
    """The units of one kind on this page."""

    label: str
    rows: tuple[UnitLine, ...]


@dataclass(frozen=True)
class FoundUnit:
    """A unit found by name, and what became of it if it has ended."""

    name: str
    href: str
    told: str
    now: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitsPage:
    """The whole page; `found` where something was looked for, else the groups."""

    day: str
    problem: str
    search: str
    told: tuple[str, ...]
    groups: tuple[UnitGroup, ...]
    pages: Pages
    found: tuple[FoundUnit, ...]


def units_page(
    listed: Sequence[UnitOnDay], heads: Mapping[str, str], *, day: date, typed: str, problem: str,
    number: int, href: Callable[[int], str],
) -> UnitsPage:  # fmt: skip
    """The page `number` of the bodies existing on a day, each with how many units it holds."""
    bodies = sorted(tops(listed), key=lambda one: (_ORDER[one.kind], one.path))
    pages = pages_of(len(bodies), number, MOST_ROWS, href)
    shown = bodies[pages.first : pages.last]
    below = Counter(one.agency for one in listed if one.agency != one.code)
    kinds = Counter(one.kind for one in bodies)
    told = [f"{count(number)} {LABELS[kind].lower()}" for kind, number in kinds.items()]
    return UnitsPage(
        day=typed or format_day(day),
        problem=problem,
        search="",
        told=(f"Ngày {format_day(day)}", *told[:4]),
        groups=tuple(
            UnitGroup(LABELS[kind], tuple(_line(one, heads, below) for one in rows))
            for kind, rows in groupby(shown, key=lambda one: one.kind)
        ),
        pages=pages,
        found=(),
    )


def tops(listed: Sequence[UnitOnDay]) -> list[UnitOnDay]:
    """The bodies that are using agencies, or belong to none."""
    return [one for one in listed if one.agency in (None, one.code)]


def found_page(hits: Sequence[UnitHit], *, search: str, day: str) -> UnitsPage:
    """The page of what was looked for."""
    found = tuple(found_unit(one) for one in hits)
    pages = pages_of(len(found), 1, max(1, len(found)), lambda number: "")
    return UnitsPage(day, "", search, (f"{count(len(found))} đơn vị khớp",), (), pages, found)


def found_unit(hit: UnitHit) -> FoundUnit:
    """A unit found: its kind and agency, its old name, when it ended and what it is now."""
    parts = [LABELS[hit.kind]]
    if hit.agency_name and hit.agency_name != hit.name:
        parts.append(hit.agency_name)
    if hit.former:
        parts.append(f"trước đây là {hit.former}")
    if hit.ended:
        parts.append(f"kết thúc {format_day(hit.ended)}")
    return FoundUnit(
        hit.name, address(hit.code), " · ".join(parts),
        tuple((name, address(code)) for code, name in hit.now),
    )  # fmt: skip


def address(code: str, **asked: str) -> str:
    """Where a unit's page is."""
    return reverse("unit", args=(code,)) + (f"?{urlencode(asked)}" if asked else "")


def _line(one: UnitOnDay, heads: Mapping[str, str], below: Mapping[str | None, int]) -> UnitLine:
    held = below.get(one.code, 0)
    return UnitLine(
        one.name, address(one.code), heads.get(one.code, ""), count(held) if held else ""
    )
