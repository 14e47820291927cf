"""What the page of an appraisal shows, already in words; nothing here asks a database."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Turn:
    """A cell before and after; no title: the row goes."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class FindingRow:
    """A finding: which row, why, what would be right, what was said of it, what was typed."""

    fingerprint: str
    anchor: str
    code: str
    name: str
    section: str
    why: str
    fix: str
    turns: tuple[Turn, ...]
    href: str
    fixable: bool
    blocks: bool
    said: str
    reason: str = ""
    wrong: bool = False


@dataclass(frozen=True)
class Batch:
    """A way to settle a whole group at once."""

    label: str
    href: str


@dataclass(frozen=True)
class Group:
    """The findings of one rule and one weight on this page; `count` over all pages."""

    title: str
    weight: str
    count: str
    rows: tuple[FindingRow, ...]
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class RuleLink:
    """A rule that found something, and the way to its findings alone."""

    title: str
    count: str
    blocks: bool
    href: str
    here: bool


@dataclass(frozen=True)
class Settled:
    """What was decided of a finding: by whom, when, why."""

    title: str
    about: str
    verdict: str
    by: str
    day: str
    reason: str


@dataclass(frozen=True)
class Pages:
    """Where the reader is in a list of several pages."""

    told: str
    previous: str
    next: str


@dataclass(frozen=True)
class Steps:
    """What can be done with the whole list now."""

    confirms: bool
    returns: bool
    marked: str
    opinion: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """What part of the findings the reader asked for."""

    rule: str = ""
    page: int = 1

    def query(self, **other: object) -> str:
        """The part as an address, with something else instead."""
        told = {"quy-tac": self.rule, "trang": self.page if self.page > 1 else ""} | other
        return urlencode({name: value for name, value in told.items() if value})


@dataclass(frozen=True)
class AppraisalPage:
    """The whole page: the answer first, then the findings, what was settled, the rooms."""

    id: int
    title: str
    name: str
    standing: str
    answer: str
    note: str
    done: int
    total: int
    progress: str
    acts: bool
    rules: tuple[RuleLink, ...]
    everything: str
    groups: tuple[Group, ...]
    pages: Pages | None
    settled: tuple[Settled, ...]
    settled_count: str
    settled_more: str
    steps: Steps
    asked: Asked
    problem: str = ""
    focus: str = ""


@dataclass(frozen=True)
class BatchPage:
    """One act over a group: its list first, then the button that does it."""

    id: int
    title: str
    answer: str
    rows: tuple[FindingRow, ...]
    chosen: frozenset[str]
    rule: str
    weight: str
    verdict: str
    button: str
    asks_reason: bool
    reason: str
    back: str
    problem: str = ""
