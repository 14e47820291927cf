"""What the page of one organisation's year shows, already in words."""

from dataclasses import dataclass

from congvu.apps.evaluation.queries.organisations import RecognitionRow
from congvu.web.shared.clauses import Clause
from congvu.web.shared.levels import Level


@dataclass(frozen=True)
class LineShown:
    """One criterion: what may be typed, what was given, and what measures it."""

    code: str
    label: str
    words: str
    clause: Clause
    most: str
    measured: str
    ratio: str
    own: str
    note: str
    given: str
    reason: str
    typed: str
    fault: str


@dataclass(frozen=True)
class PartShown:
    """One part with its lines and its sum."""

    label: str
    most: str
    sum: str
    lines: tuple[LineShown, ...]


@dataclass(frozen=True)
class FigureShown:
    """A count of the year's tasks: as counted, as told, its share."""

    name: str
    label: str
    counted: str
    given: str
    share: str
    typed: str


@dataclass(frozen=True)
class FactShown:
    """A fact that weighs on the level."""

    field: str
    label: str
    here: bool
    note: str
    asks_verification: bool = False


@dataclass(frozen=True)
class Condition:
    """Whether the conditions of a level hold, and what fails."""

    level: Level
    holds: bool
    why: str
    clause: Clause


@dataclass(frozen=True)
class IndicatorShown:
    """A figure of another office about the organisation."""

    label: str
    value: str
    source: str
    day: str


@dataclass(frozen=True)
class Former:
    """A recognised result in the chain of a year."""

    words: str
    why: str
    mark: str
    here: bool


@dataclass(frozen=True)
class PartLink:
    """A direct part, and the way to its year."""

    name: str
    href: str


@dataclass(frozen=True)
class YearPage:
    """The whole page."""

    code: str
    title: str
    unit: str
    year: int
    state: str
    standing: str
    score: str
    level: Level | None
    level_told: str
    recognised: RecognitionRow | None
    recognised_level: Level | None
    decided: str
    missing: tuple[str, ...]
    returned: str
    parts: tuple[PartShown, ...]
    figures: tuple[FigureShown, ...]
    figures_note: str
    figures_open: bool
    facts: tuple[FactShown, ...]
    verification: str
    levels: tuple[Level, ...]
    proposed: Level | None
    proposed_typed: str
    chosen: str
    chosen_reason: str
    rank: str
    conditions: tuple[Condition, ...]
    outlived: str
    lowest: tuple[PartLink, ...]
    indicators: tuple[IndicatorShown, ...]
    chain: tuple[Former, ...]
    seen: str
    notice_href: str
    up_href: str
