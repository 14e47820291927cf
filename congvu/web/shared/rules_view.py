"""What the page of rules shows, already in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A value in force: what it is and how much."""

    label: str
    value: str


@dataclass(frozen=True)
class RuleItem:
    """A clause: where it stands, what it says, and the values that were read from it."""

    anchor: str
    where: str
    settings: tuple[Setting, ...]
    says: str
    rest: str
    local: bool
    unsure: bool


@dataclass(frozen=True)
class RulePart:
    """A group of clauses: an article, or the local choices."""

    anchor: str
    title: str
    note: str
    items: tuple[RuleItem, ...]
    local: bool


@dataclass(frozen=True)
class RulesPage:
    """The rules of one day and subject, with their quotations and the text that runs.

    `local`: why the text itself is a local one; `decision`: by what the province chose.
    """

    title: str
    day: str
    fingerprint: str
    local: str
    decision: str
    parts: tuple[RulePart, ...]
    text: str
    problem: str
