"""What the page of a preview shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.province.province_view import Histogram
from congvu.web.shared.months import Months


@dataclass(frozen=True)
class Cell:
    """How many people go from the row's level to the column's; `stays`: the same level."""

    label: str
    people: str
    stays: bool


@dataclass(frozen=True)
class LevelMoves:
    """A level before, and where its people would be."""

    word: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class UnitMoves:
    """An agency or room: people, how many change, mean and workload before and after."""

    name: str
    people: str
    changed: str
    relevelled: str
    mean: tuple[str, str]
    mean_change: str
    load: tuple[str, str]
    load_change: str


@dataclass(frozen=True)
class PersonMoves:
    """A person whose score would move most, whom the reader may see."""

    name: str
    href: str
    unit: str
    score: tuple[str, str]
    change: str
    level: str


@dataclass(frozen=True)
class ProductMoves:
    """A product of the month's work: how much it was used, its coefficient before and after."""

    code: str
    name: str
    tasks: str
    coefficient: tuple[str, str]


@dataclass(frozen=True)
class ImpactPage:
    """The whole page: the answer first, then the picture, levels, units, people, products."""

    id: int
    title: str
    standing: str
    months: Months | None
    answer: str
    detail: str
    beyond: str
    warning: str
    before: str
    histogram: Histogram | None
    columns: tuple[str, ...]
    levels: tuple[LevelMoves, ...]
    unit_head: str
    units: tuple[UnitMoves, ...]
    people: tuple[PersonMoves, ...]
    hidden: str
    products: tuple[ProductMoves, ...]
    products_told: str
    gone: tuple[ProductMoves, ...]
    empty: str = ""
