"""What the page of a task shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.officer.log_page import LineForm
from congvu.web.officer.today_view import Done
from congvu.web.shared.clauses import Clause


@dataclass(frozen=True)
class Fact:
    """One thing that is known of the task."""

    label: str
    value: str


@dataclass(frozen=True)
class PartRow:
    """One person's part of shared work."""

    name: str
    share: str
    role: str
    month: str
    mine: bool


@dataclass(frozen=True)
class Compared:
    """One side by side: what stands and what is to stand."""

    label: str
    was: str
    now: str
    differs: bool


@dataclass(frozen=True)
class Change:
    """A change that was asked for; `waits` for this reader's answer where she may give it."""

    id: int
    rows: tuple[Compared, ...]
    cancels: bool
    reason: str
    told: str
    state: str
    note: str
    waits: bool


@dataclass(frozen=True)
class Proof:
    """Evidence: an address to open, or a file to fetch."""

    id: int
    label: str
    href: str
    outside: bool
    told: str


@dataclass(frozen=True)
class Told:
    """Something that was said of the task: by whom, when, in which words."""

    what: str
    tone: str
    words: str
    told: str


@dataclass(frozen=True)
class Chip:
    """A cause that one tap claims."""

    value: str
    label: str


@dataclass(frozen=True)
class Wrong:
    """What could not be done, kept beside the form that asked for it."""

    step: str = ""
    words: str = ""
    typed: str = ""
    label: str = ""


@dataclass(frozen=True)
class TaskPage:
    """The whole page; `writes` says whether this reader works on the task, and it is open."""

    id: int
    title: str
    whose: str
    standing: str
    brief: str
    late: bool
    sent_back: str
    facts: tuple[Fact, ...]
    parts: tuple[PartRow, ...]
    changes: tuple[Change, ...]
    proofs: tuple[Proof, ...]
    causes: tuple[Told, ...]
    cause_waits: bool
    chips: tuple[Chip, ...]
    reviews: tuple[Told, ...]
    lines: tuple[Done, ...]
    lines_told: str
    writes: bool
    handed_back: str
    form: LineForm
    wrong: Wrong
    taken: str
    clause: Clause | None
    closed: bool
