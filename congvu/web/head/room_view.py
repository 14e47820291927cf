"""What the page of a room shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.shared.levels import Level, Line
from congvu.web.shared.months import Months
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class Flag:
    """Why a row is worth a look; `tone` is "late", "look" or empty; `weight` orders the rows."""

    text: str
    tone: str
    weight: int


def weight_of(flags: tuple[Flag, ...]) -> int:
    """How much flags ask for attention."""
    return sum(flag.weight for flag in flags)


@dataclass(frozen=True)
class Share:
    """One of a, b, c with its name."""

    label: str
    value: str


@dataclass(frozen=True)
class PersonRow:
    """One person of the room: amounts, the three shares, general points, score and flags.

    `card` is where the reader answers her card, empty where she has no say; `loud` marks the few
    rows that ask most; `held` tells for whom her card waits, how long.
    """

    before: str
    given: str
    post: str
    href: str
    tasks: str
    shares: tuple[Share, ...]
    results: str
    own: str
    confirmed: str
    differs: bool
    score: str
    scored: bool
    level: Level | None
    x: str
    flags: tuple[Flag, ...]
    card: str = ""
    loud: bool = False
    held: str = ""
    held_late: bool = False


@dataclass(frozen=True)
class UnitChoice:
    """A unit one may look at, for the switcher."""

    code: str
    label: str
    here: bool


@dataclass(frozen=True)
class Papers:
    """Where the list of the room is as a paper, and the cards of all its people ("": nowhere)."""

    pdf: str
    docx: str
    batch: str


@dataclass(frozen=True)
class RoomPage:
    """The whole page: one row a person, the rows that need attention first."""

    title: str
    period: str
    months: Months
    standing: str
    summary: tuple[str, ...]
    units: tuple[UnitChoice, ...]
    lines: tuple[Line, ...]
    rows: tuple[PersonRow, ...]
    pages: Pages
