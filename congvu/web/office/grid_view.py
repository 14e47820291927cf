"""What the grid of a draft shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class Option:
    """One choice of a list of choices."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column: what it is, how its cells are edited, what it filters by."""

    name: str
    title: str
    look: str
    options: tuple[Option, ...]
    filters: bool
    filter_options: tuple[Option, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: what is shown, what was typed, and what is wrong with it."""

    name: str
    title: str
    look: str
    text: str
    raw: str
    fault: str
    span: str


@dataclass(frozen=True)
class Mark:
    """One finding on a row: whether it blocks, its rule in words, why, and what would be right."""

    blocks: bool
    rule: str
    why: str
    fix: str
    settled: str


@dataclass(frozen=True)
class Said:
    """One comment."""

    id: int
    about: str
    text: str
    by: str
    at: str
    settled: str
    href: str


@dataclass(frozen=True)
class Row:
    """One row of the grid; `href` opens it."""

    id: int
    version: int
    label: str
    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...]
    said: int
    href: str


@dataclass(frozen=True)
class Field:
    """One column of an opened row: its input, what is in it, and what is wrong with it."""

    name: str
    title: str
    look: str
    text: str
    fault: str
    required: bool
    options: tuple[Option, ...]


@dataclass(frozen=True)
class OpenRow:
    """The row that is open to be edited (a new one has no id), with all that is said of it."""

    id: int | None
    version: int | None
    title: str
    fields: tuple[Field, ...]
    marks: tuple[Mark, ...]
    said: tuple[Said, ...]
    close: str


@dataclass(frozen=True)
class Grid:
    """One page of a sheet."""

    sheet: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    pages: Pages
    told: str
    nothing: str
    bulk: tuple[tuple[str, tuple[Option, ...]], ...]
