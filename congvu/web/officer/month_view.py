"""What the page of a month shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.objections.marks import Disputes
from congvu.web.officer.falls import Waterfall
from congvu.web.officer.task_answers import Told
from congvu.web.shared.card_files import FileLink
from congvu.web.shared.card_standing import Standing
from congvu.web.shared.clauses import Clause
from congvu.web.shared.frame import Link
from congvu.web.shared.levels import Level, Line
from congvu.web.shared.months import Months


@dataclass(frozen=True)
class Whose:
    """The person the month belongs to; `given` is the name people are called and sorted by."""

    before: str
    given: str
    post: str
    mine: bool


@dataclass(frozen=True)
class Term:
    """One term of the sum that makes the score: a, b, c … P, general, total."""

    label: str
    value: str
    note: str = ""
    clause: Clause | None = None
    whole: bool = False


@dataclass(frozen=True)
class Score:
    """The number, the level it answers to, the way to the next one, and its place on the scale."""

    value: str
    out_of: str
    level: Level | None
    ahead: str
    x: str
    lines: tuple[Line, ...]
    terms: tuple[Term, ...]
    fall: Waterfall | None


@dataclass(frozen=True)
class TaskRow:
    """A task as its owner reads it; `events` holds the words behind each cause.

    `answers` is what reviewers said of it.
    """

    id: str
    anchor: str
    title: str
    below: str
    assigned: str
    completed: str
    converted: str
    quality: str
    progress: str
    late: bool
    failed: bool
    moved: str
    events: dict[str, str]
    answers: tuple[Told, ...]

    def event(self, cause: str) -> str:
        """What happened to the task, as the waterfall tells it."""
        return self.events.get(cause, "")


@dataclass(frozen=True)
class CriterionRow:
    """A line of the general criteria: most, self-scored and confirmed points, what shows it."""

    label: str
    most: str
    own: str
    confirmed: str
    differs: bool
    note: str
    files: tuple[FileLink, ...] = ()


@dataclass(frozen=True)
class CriterionGroup:
    """A group of general criteria (I, II, III of the annex)."""

    label: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class Criteria:
    """The general criteria with their totals; `note` says why a column is empty."""

    groups: tuple[CriterionGroup, ...]
    most: str
    own: str
    confirmed: str
    note: str


@dataclass(frozen=True)
class MonthPage:
    """The whole page; `score` is None when the month is not scored: `unscored` says
    why, `so_far` what the work has come to meanwhile. `to_card` leads to where the reader answers
    the card, hers or another's; `word` is what the period is called: tháng, quý."""

    title: str
    word: str
    whose: Whose
    months: Months
    standing: str
    standing_of_card: Standing
    to_card: Link | None
    deadline: str
    score: Score | None
    unscored: str
    so_far: tuple[Term, ...]
    tasks: tuple[TaskRow, ...]
    tasks_total: str
    criteria: Criteria
    official_note: Clause
    local: str
    disputes: Disputes
    disputed: frozenset[str]
