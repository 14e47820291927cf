"""What the page of the province shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.shared.levels import Level, Line
from congvu.web.shared.months import Months


@dataclass(frozen=True)
class Look:
    """One of the three things to look at: a short claim, what stands behind it, where to go."""

    claim: str
    detail: str
    href: str = ""


@dataclass(frozen=True)
class Bin:
    """A column of the distribution and its line in the table twin."""

    x: str
    width: str
    y: int
    height: int
    label: str
    people: str
    share: str
    before: str


@dataclass(frozen=True)
class Zone:
    """The share of a level, written over its stretch of the distribution."""

    x: str
    word: str
    share: str


@dataclass(frozen=True)
class Histogram:
    """The distribution: columns now, an outline of the month before, the lines of the law."""

    bins: tuple[Bin, ...]
    before: str
    zones: tuple[Zone, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Line, ...]
    floor: int
    told: str


@dataclass(frozen=True)
class LevelRow:
    """How many people answer to a level, and how that moved."""

    level: Level
    people: str
    share: str
    change: str


@dataclass(frozen=True)
class UnitRow:
    """An agency: people, missing scores, mean, level shares; `key`: its name, folded."""

    name: str
    key: str
    href: str
    people: str
    unscored: str
    mean: str
    x: str
    high: str
    low: str
    sorts: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """A sortable column head: its label, the link that sorts by it, and how it is sorted now."""

    label: str
    href: str
    sorted: str
    numeric: bool
    order: int


@dataclass(frozen=True)
class ProvincePage:
    """The whole page: the answer first, then the distribution, the levels and the units."""

    title: str
    months: Months
    standing: str
    answer: str
    unscored: str
    looks: tuple[Look, ...]
    histogram: Histogram | None
    levels: tuple[LevelRow, ...]
    compared: str
    columns: tuple[Column, ...]
    units: tuple[UnitRow, ...]
    unit_total: int
    search: str
    sort: str
    high: str
    low: str
    lines: tuple[Line, ...]
