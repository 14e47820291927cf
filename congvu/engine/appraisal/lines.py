"""A catalogue as its judges see it: each row with its numbers, the standard product, the bands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from congvu.engine.appraisal.cells import Table, tables
from congvu.engine.lists.document import Document, scaled
from congvu.engine.lists.sheets import COMPLEXITIES, CRITERIA, GROUPS, PRODUCTS, Row
from congvu.kernel.fixed import NotANumber, half_up, parse_fixed
from congvu.kernel.frozen import FrozenMap

LEADERSHIP, SHARED, _, OTHER_WORK = GROUPS
STANDARD = "standard_points"
ONE = 10
"""Coefficient 1 in tenths: the standard product itself."""
_BAND = re.compile(r"\s*([0-9.,]+)\s*[-–—]\s*([0-9.,]+)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A product: texts ("" where empty or unreadable), numbers in tenths (None likewise)."""

    number: int
    code: str
    group: str
    section: str
    name: str
    detail: str
    output: str
    complexity: str
    points: int | None
    coefficient: int | None
    criteria: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The points of a complexity group, in tenths, both ends inside."""

    low: int
    high: int

    def holds(self, points: int) -> bool:
        """Whether so many tenths of a point lie inside."""
        return self.low <= points <= self.high


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue read once. `standard` is None where it cannot be read or is nought.

    `bands` holds the groups (N1 …) whose band can be read; `unread` the settings that cannot.
    """

    title: str
    table: Table
    lines: tuple[Line, ...]
    standard: int | None
    bands: Mapping[str, Band]
    unread: tuple[str, ...]
    settings: Mapping[str, str]

    def coefficient(self, line: Line) -> int | None:
        """Return points ÷ points of the standard product, in tenths, half up (handbook, ch. II)."""
        if line.points is None or self.standard is None:
            return None
        return half_up(ONE * line.points, self.standard)

    def weight(self, line: Line) -> int | None:
        """Return the coefficient that the points give, or else the one that is stated."""
        right = self.coefficient(line)
        return line.coefficient if right is None else right


def catalogue(document: Document) -> Catalogue:
    """Read a document of kind CATALOGUE."""
    table = tables(document)[PRODUCTS.name]
    standard = _standard(document.settings.get(STANDARD, ""))
    bands, unread = {}, [] if standard else [STANDARD]
    for group, setting in band_settings().items():
        text = document.settings.get(setting, "")
        band = _band(text)
        if band:
            bands[group] = band
        elif text:
            unread.append(setting)
    lines = tuple(_line(number, row) for number, row in enumerate(table.read))
    return Catalogue(
        document.name, table, lines, standard, FrozenMap(bands), tuple(unread), document.settings
    )


def band_settings() -> dict[str, str]:
    """Return the setting that holds each group's band: N1 → band_1; at most five (Đ13.1a)."""
    return {group: f"band_{group[1:]}" for group in COMPLEXITIES}


def _line(number: int, row: Row) -> Line:
    def tenths(name: str) -> int | None:
        return scaled(row[name], 1) if name in row else None

    return Line(
        number, row.get("code", ""), row.get("group", ""), row.get("section", ""),
        row.get("name", ""), row.get("detail", ""), row.get("output", ""),
        row.get("complexity", ""), tenths("points"), tenths("coefficient"),
        tuple(tenths(name) for name in CRITERIA),
    )  # fmt: skip


def _standard(text: str) -> int | None:
    try:
        points = parse_fixed(text, places=1)
    except NotANumber:
        return None
    return points if points > 0 else None


def _band(text: str) -> Band | None:
    found = _BAND.fullmatch(text)
    try:
        low, high = (parse_fixed(part, places=1) for part in found.groups()) if found else (1, 0)
    except NotANumber:
        return None
    return Band(low, high) if low <= high else None
