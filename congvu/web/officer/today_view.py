"""What the page of the day shows, already in words; nothing here asks a database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quick:
    """A product or task that one tap logs; `key` names the line that the tap would make."""

    title: str
    below: str
    product: str
    task: str
    key: str
    href: str
    late: bool = False


@dataclass(frozen=True)
class Done:
    """A line that was logged; only what is not yet accepted can be taken back."""

    id: int
    amount: str
    title: str
    below: str
    href: str
    day: str
    undoable: bool


@dataclass(frozen=True)
class Asked:
    """What waits for the person's answer, and why it does."""

    what: str
    title: str
    reason: str
    by: str
    href: str
    late: bool


@dataclass(frozen=True)
class DueGroup:
    """Work by how soon it is due; `more` counts what is left out."""

    label: str
    rows: tuple[Quick, ...]
    more: int


@dataclass(frozen=True)
class Repeat:
    """The last day with lines that may be done again."""

    label: str
    href: str


@dataclass(frozen=True)
class TodayPage:
    """The whole page; `who` and `day` are what the outbox keeps its lines by."""

    title: str
    who: str
    day: str
    told: str
    month_open: bool
    quick: tuple[Quick, ...]
    just: Done | None
    done: tuple[Done, ...]
    done_more: int
    asked: tuple[Asked, ...]
    due: tuple[DueGroup, ...]
    repeat: Repeat | None

    @property
    def due_count(self) -> int:
        """How many tasks are overdue or due within the week."""
        return sum(len(group.rows) + group.more for group in self.due)
