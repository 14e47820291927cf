"""What the page on which cards are reviewed shows, already in words; it asks no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from congvu.web.head.room_view import Flag, Share
from congvu.web.shared.card_files import FileLink
from congvu.web.shared.card_standing import Standing
from congvu.web.shared.levels import Level
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class Typed:
    """What was sent and not taken: why, about which field, and what was typed; else empty."""

    problem: str = ""
    about: str = ""
    clash: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    organising: str = ""
    organising_reason: str = ""
    unity: str = ""
    unity_reason: str = ""
    comment: str = ""
    reason: str = ""
    back: str = ""


@dataclass(frozen=True)
class Point:
    """One criterion of a card: what she gave herself, what stands in the field, what shows it."""

    code: str
    label: str
    most: str
    own: str
    value: str
    changed: bool


@dataclass(frozen=True)
class StepText:
    """One step of đ or e: its value in a form, its word with what it counts, the law's words."""

    value: str
    word: str
    says: str


@dataclass(frozen=True)
class Step:
    """đ or e of a leader: what was chosen, and why."""

    name: str
    label: str
    options: tuple[StepText, ...]
    chosen: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One card; `act` is what the reader may do with it: confirm, comment, or nothing ("")."""

    person: str
    before: str
    given: str
    where: str
    href: str
    at: str
    seen: str
    standing: Standing
    flags: tuple[Flag, ...]
    notes: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, tuple[FileLink, ...]], ...]
    shares: tuple[Share, ...]
    below: tuple[str, ...]
    results: str
    score: str
    level: Level | None
    points: tuple[Point, ...]
    own: str
    sum: str
    steps: tuple[Step, ...]
    comment: str
    reason: str
    asks_reason: bool
    act: str
    plain: bool
    needs: bool
    confirmed: bool
    returnable: bool
    typed: Typed

    @property
    def is_folded(self) -> bool:
        """Whether comment and reason may stay behind the fold."""
        return not (self.asks_reason or self.comment or self.reason or self.typed.problem)


@dataclass(frozen=True)
class CardsPage:
    """The whole page; `query` asks for the same view again.

    `key` names the criteria, `steps` those of leaders, where there are any.
    """

    period: str
    deadline: str
    summary: tuple[str, ...]
    rows: tuple[Row, ...]
    plain: tuple[Row, ...]
    key: tuple[Point, ...]
    steps: tuple[Step, ...]
    query: str
    pages: Pages
    one: str
    problem: str = ""
