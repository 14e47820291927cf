"""What was copied from a spreadsheet, as a page shows it: faults of what was pasted, in words.

The one door to the reader of pasted text is `read_paste`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import Row, Sheet
from congvu.exchange.lists.pasting import read_pasted, split_pasted
from congvu.kernel.vietnamese import nfc
from congvu.web.office.sheets_shown import has_column, shown_columns


@dataclass(frozen=True)
class PasteFault:
    """A cell that cannot be read: line as pasted (from 1), column, what is wrong, what is right."""

    line: int
    column: str
    typed: str
    what: str
    right: str


@dataclass(frozen=True)
class Pasted:
    """What was read. `columns` name the pasted columns ("": left out); texts are kept, faults too.

    `lines` are the rows' places as pasted; `titles` are the words of the header row, if any.
    """

    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    faults: tuple[PasteFault, ...]


class NotATable(ValueError):
    """Text that is no table at all, in words."""


def read_paste(text: str, sheet: Sheet, chosen: Sequence[str] | None = None) -> Pasted:
    """Read pasted text for a sheet; `chosen` say what each column is, None: by its header.

    Without a header, columns come in the order of the grid. Raises NotATable when there is nothing
    to read, or too much.
    """
    if not text.strip():
        raise NotATable("Chưa có gì để đọc: chọn vùng ô trong Excel, chép rồi dán vào ô dưới đây.")
    width = max(map(len, split_pasted(text)))
    once = None if chosen is None else _once(chosen, sheet)
    try:
        read = read_pasted(text, sheet, _in_order(sheet, width), chosen=once)
    except NotValid as wrong:
        raise NotATable(f"Không đọc được: {wrong.what}; {wrong.right}.") from wrong
    columns = (*read.columns, *[""] * width)[:width]
    return Pasted(
        columns,
        read.titles,
        read.rows,
        read.lines,
        tuple(
            PasteFault(one.line, sheet.column(one.column).title, one.typed, one.what, one.right)
            for one in read.problems
            if one.column in columns and one.column
        ),
    )


def canonical(sheet: Sheet, name: str, typed: str) -> str:
    """Return the canonical text of a cell, or what was typed where it cannot be read."""
    text = nfc(typed).replace("\x00", "").strip()
    try:
        return entered(sheet.column(name), text)
    except NotValid:
        return text


def _in_order(sheet: Sheet, width: int) -> tuple[str, ...]:
    first = shown_columns(sheet, every=False)
    named = shown_columns(sheet, every=True) if width > len(first) else first
    return tuple(one.name for one in named[:width])


def _once(chosen: Sequence[str], sheet: Sheet) -> tuple[str, ...]:
    """Every column at most once; what names no column is left out."""
    return tuple(
        name if has_column(sheet, name) and name not in chosen[:place] else ""
        for place, name in enumerate(chosen)
    )
