"""What the page of a proposal shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.office.grid_view import Grid, Mark, OpenRow, Option, Said


@dataclass(frozen=True)
class Tab:
    """One sheet of the list: its title, how many rows and faulty rows, where it is shown."""

    title: str
    rows: str
    faulty: str
    href: str
    here: bool


@dataclass(frozen=True)
class Setting:
    """One thing that is set for the whole list, with what is wrong with it."""

    name: str
    title: str
    hint: str
    text: str
    fault: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Done:
    """One change of the journal; `number` is 0 where it cannot be taken back."""

    number: int
    label: str
    told: str
    undone: bool


@dataclass(frozen=True)
class Steps:
    """What this reader may do now."""

    edits: bool
    comments: bool
    submits: bool
    withdraws: bool


@dataclass(frozen=True)
class Links:
    """Where the parts of the page are."""

    here: str
    query: str
    appraisal: str
    edition: str
    settings: str
    paste: str
    history: str
    comments: str
    withdraw: str
    add: str
    close: str
    faulty: str
    every: str
    columns: str


@dataclass(frozen=True)
class ProposalPage:
    """The whole page: what state, who must do what next, then the rows."""

    id: int
    revision: int
    title: str
    kind: str
    whose: str
    state: str
    next: str
    returned: str
    counted: tuple[str, ...]
    findings: str
    list_marks: tuple[Mark, ...]
    tabs: tuple[Tab, ...]
    steps: Steps
    links: Links
    panel: str
    settings: tuple[Setting, ...]
    summary: tuple[tuple[str, str], ...]
    history: tuple[Done, ...]
    said: tuple[Said, ...]
    open_said: int
    search: str
    faulty: bool
    every_column: bool
    narrows: bool
    grid: Grid
    open: OpenRow | None
    open_in_grid: bool
    width: int
    typed_text: str
    problem: str
