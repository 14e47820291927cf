"""What two editions changed differently, and what a person may choose there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from congvu.engine.lists.sheets import Key, Row

SETTINGS = "settings"
"""Stands where a sheet's name stands, for the settings of the list."""
NAME = "name"
"""Stands where a sheet's name stands, for the name of the list."""


class Side(StrEnum):
    """Whose edition: the province's own, or the one that came in."""

    OURS = "ours"
    THEIRS = "theirs"


Choice = Side | Mapping[str, str]
"""One side's texts, or a person's own by column (a column left out is emptied)."""


class ConflictId(NamedTuple):
    """Where a conflict is: sheet, key of the row, column ("" for the whole row)."""

    sheet: str
    key: Key
    column: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently.

    `columns` go together; none of them means the whole row, which one side removed (None) and the
    other changed, itself or in the rows `within` it (sheet, key).
    """

    id: ConflictId
    columns: tuple[str, ...]
    base: Row | None
    ours: Row | None
    theirs: Row | None
    within: tuple[tuple[str, Key], ...] = ()

    def at(self, side: Side) -> Row | None:
        """Return what one side has."""
        return self.ours if side is Side.OURS else self.theirs


class NotResolved(ValueError):
    """Conflicts that nobody chose in, or choices that answer no conflict."""

    def __init__(self, message: str, ids: Iterable[ConflictId]) -> None:
        self.ids = tuple(ids)
        named = "; ".join(" · ".join(filter(None, (i.sheet, *i.key, i.column))) for i in self.ids)
        super().__init__(f"{message}: {named}.")
