"""What the page of one run shows, already in words."""

from dataclasses import dataclass

from congvu.web.province.province_view import Histogram
from congvu.web.rulings.differences import Difference
from congvu.web.shared.levels import Level
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class MoveCell:
    """How many go from the row's level to the column's; `href` lists them."""

    people: str
    stays: bool
    href: str


@dataclass(frozen=True)
class MoveRow:
    """A level on the left, and where its people are on the right."""

    word: str
    cells: tuple[MoveCell, ...]


@dataclass(frozen=True)
class LevelLine:
    """A level with its people on either side."""

    level: Level | None
    word: str
    before: str
    after: str
    change: str


@dataclass(frozen=True)
class CauseLine:
    """A bar that differs: for how many it is the widest, and all its points together."""

    label: str
    widest: str
    points: str


@dataclass(frozen=True)
class GroupLine:
    """A kind of unit or an agency: people, how many change, the mean on either side."""

    name: str
    people: str
    changed: str
    before: str
    after: str
    shift: str


@dataclass(frozen=True)
class BarPart:
    """One bar that differs, with its points."""

    label: str
    points: str


@dataclass(frozen=True)
class PersonLine:
    """Somebody of other level, with the bars that differ most and the way to both explanations."""

    name: str
    unit: str
    score: tuple[str, str]
    change: str
    level: tuple[str, str]
    bars: tuple[BarPart, ...]
    why: str
    month_href: str
    href: str


@dataclass(frozen=True)
class PeopleList:
    """The list of people, one page of it."""

    lines: tuple[PersonLine, ...]
    pages: Pages
    search: str
    narrowed: str
    total: str


@dataclass(frozen=True)
class ResultPage:
    """One run: the answer first, then what differs, the picture, moves, causes, units, people."""

    id: int
    title: str
    provisional: bool
    facts: tuple[str, ...]
    answer: str
    detail: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    histogram: Histogram | None
    levels: tuple[LevelLine, ...]
    columns: tuple[str, ...]
    moves: tuple[MoveRow, ...]
    causes: tuple[CauseLine, ...]
    causes_told: str
    kinds: tuple[GroupLine, ...]
    agencies: tuple[GroupLine, ...]
    people: PeopleList | None
    hidden: str
    digest: str
    marks: tuple[str, str]
    draft: int | None
