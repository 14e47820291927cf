"""Hai bản: a row that two people changed, cell by cell, to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.apps.toolkit.queries import DraftRow, Since
from congvu.engine.lists.sheets import Row, Sheet
from congvu.web.office.grid import label_of
from congvu.web.office.sheets_shown import shown_text


@dataclass(frozen=True)
class Differing:
    """One column that reads differently; which of the two is proposed ("": the reader must say)."""

    name: str
    title: str
    mine: str
    mine_shown: str
    theirs: str
    theirs_shown: str
    proposed: str


@dataclass(frozen=True)
class ConflictPage:
    """The whole page."""

    title: str
    row: str
    row_id: int
    version: int
    by: str
    columns: tuple[Differing, ...]
    here: str
    query: str
    close: str


def differing(sheet: Sheet, mine: Row, theirs: Row, since: Since | None) -> tuple[Differing, ...]:
    """Return the columns in which the two rows differ, in order.

    Where only one of the two changed a cell since both saw it, that one is proposed.
    """
    found = []
    for column in sheet.columns:
        name = column.name
        one, other = mine.get(name, ""), theirs.get(name, "")
        if one == other:
            continue
        found.append(
            Differing(
                name=name,
                title=column.title,
                mine=one,
                mine_shown=shown_text(column, one) or "(trống)",
                theirs=other,
                theirs_shown=shown_text(column, other) or "(trống)",
                proposed=_proposed(since.values if since else None, name, one, other),
            )
        )
    return tuple(found)


def conflict_page(
    title: str,
    sheet: Sheet,
    mine: Row,
    current: DraftRow,
    since: Since | None,
    links: Mapping[str, str],
) -> ConflictPage:
    """Return the page; `links` give "here" (the proposal), "query" (where to return), "close"."""
    names = ", ".join(since.by) if since and since.by else "người khác"
    return ConflictPage(
        title=title,
        row=label_of(sheet, current.values, current.place),
        row_id=current.id,
        version=current.version,
        by=names,
        columns=differing(sheet, mine, current.values, since),
        here=links["here"],
        query=links["query"],
        close=links["close"],
    )


def _proposed(before: Row | None, name: str, mine: str, theirs: str) -> str:
    if before is None:
        return ""
    seen = before.get(name, "")
    if seen == theirs:
        return "mine"
    return "theirs" if seen == mine else ""
