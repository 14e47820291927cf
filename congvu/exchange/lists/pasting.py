"""Rows pasted from a spreadsheet: tab-separated text, judged cell by cell, nothing typed lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congvu.engine.lists.document import NotValid, entered, sparse
from congvu.engine.lists.sheets import Row, Sheet
from congvu.exchange.lists.gathering import CONTROL
from congvu.exchange.lists.layouts import LAYOUT_OF, column_names
from congvu.exchange.workbook.headers import Header, find_header
from congvu.exchange.workbook.problems import MOST_LISTED
from congvu.kernel.vietnamese import nfc

MOST_ROWS = 5_000
FEWEST_TITLES = 2
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_END = re.compile(r"\t|\r?\n|\r|\Z")


@dataclass(frozen=True, slots=True)
class PastedProblem:
    """A cell that cannot be taken: its row among `rows` and in the text, its column, what to do.

    `row` counts from 0 among `rows`; `line` counts every pasted line from 1, the header and blank
    ones too. `column` is the column's name, "" for a cell beyond the last column.
    """

    row: int
    line: int
    column: str
    typed: str
    what: str
    right: str


@dataclass(frozen=True, slots=True)
class PastedRows:
    """What was pasted: every cell canonical where it could be read, else as it was typed.

    `columns` are the columns the cells were taken for, in order ("" for one that is not ours);
    `surplus` are cells that belong to no column: (row, position from 1, text).
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    header: bool
    problems: tuple[PastedProblem, ...]
    surplus: tuple[tuple[int, int, str], ...]


def read_pasted(text: str, sheet: Sheet, columns: Sequence[str] | None = None) -> PastedRows:
    """Read pasted text as rows of a sheet.

    A first row that names columns decides what the cells are; otherwise they are `columns` (names
    of the sheet's columns, all of them by default) from the left. Blank lines are no rows. Raises
    NotValid for more rows than one paste may have.
    """
    lines = [(number, cells) for number, cells in enumerate(split_pasted(text), start=1)
             if any(cell.strip() for cell in cells)]  # fmt: skip
    if len(lines) > MOST_ROWS:
        raise NotValid(f"dán {len(lines)} dòng một lần", f"nhiều nhất {MOST_ROWS} dòng")
    named = tuple(columns) if columns is not None else tuple(one.name for one in sheet.columns)
    found = _header(lines[0][1], sheet) if lines else None
    if found:
        named, lines = _named(found, len(lines[0][1])), lines[1:]
    return _judged(lines, sheet, named, found is not None)


def split_pasted(text: str) -> Iterator[list[str]]:
    """Yield the rows of a spreadsheet's clipboard text.

    A cell in quotes is one cell where it holds a line break, a tab or doubled quotes (so the
    spreadsheet wrote it); other quotes are what somebody typed.
    """
    at, cells = 0, []
    end = len(text.rstrip("\r\n"))
    text = text[:end]
    while at <= end:
        cell, at = _cell(text, at)
        cells.append(cell)
        mark = _END.match(text, at)
        sign = mark.group() if mark else ""
        at += len(sign)
        if sign != "\t":
            yield cells
            cells = []
            if not sign:
                return


def _cell(text: str, at: int) -> tuple[str, int]:
    quoted = _QUOTED.match(text, at) if text.startswith('"', at) else None
    if quoted and re.search(r'[\t\r\n]|""', quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, at)
    return (plain.group(), plain.end()) if plain else ("", at)


def _header(cells: Sequence[str], sheet: Sheet) -> Header | None:
    """The first row as titles: at least two of them ours for sure, and no more strange ones."""
    tagged = [f"s{cell}" if cell.strip() else None for cell in cells]
    header = find_header([tagged], LAYOUT_OF[sheet.name].words)
    if header is None:
        return None
    own = column_names(sheet).intersection(header.columns) - header.guessed.keys()
    filled = sum(cell is not None for cell in tagged)
    return header if len(own) >= FEWEST_TITLES and len(header.columns) * 2 >= filled else None


def _named(header: Header, width: int) -> tuple[str, ...]:
    names = {column: key for key, column in header.columns.items()}
    return tuple(names.get(column, "") for column in range(width))


def _judged(
    lines: Sequence[tuple[int, Sequence[str]]], sheet: Sheet, named: Sequence[str], header: bool
) -> PastedRows:
    own = column_names(sheet)
    rows: list[Row] = []
    problems: list[PastedProblem] = []
    surplus: list[tuple[int, int, str]] = []
    for number, (line, cells) in enumerate(lines):
        taken: dict[str, str] = {}
        for position, cell in enumerate(cells):
            name = named[position] if position < len(named) else ""
            if name in own:
                taken[name] = CONTROL.sub("", nfc(cell))
            elif cell.strip():
                surplus.append((number, position + 1, cell))
        row, faults = _read(taken, sheet, number, line)
        rows.append(row)
        problems += faults
    problems += _untitled(surplus, [line for line, _cells in lines], named, header)
    columns = tuple(name if name in own else "" for name in named)
    return PastedRows(tuple(rows), columns, header, tuple(problems[:MOST_LISTED]), tuple(surplus))


def _read(
    taken: dict[str, str], sheet: Sheet, number: int, line: int
) -> tuple[Row, list[PastedProblem]]:
    row: dict[str, str] = {}
    faults = []
    for column in sheet.columns:
        typed = taken.get(column.name, "")
        try:
            row[column.name] = entered(column, typed)
        except NotValid as fault:
            row[column.name] = typed
            faults.append(PastedProblem(number, line, column.name, typed, fault.what, fault.right))
    return sparse(row), faults


def _untitled(
    surplus: Sequence[tuple[int, int, str]],
    lines: Sequence[int],
    named: Sequence[str],
    header: bool,
) -> Iterator[PastedProblem]:
    """One problem for each position whose cells belong to no column."""
    seen: set[int] = set()
    for row, position, text in surplus:
        if position not in seen:
            seen.add(position)
            strange = position <= len(named)
            why = "tiêu đề cột này không rõ" if strange and header else "ô thừa bên phải"
            yield PastedProblem(
                row, lines[row], "", text, f"cột thứ {position}: {why}, chưa dùng",
                "bỏ cột này, hoặc thêm dòng tiêu đề cột",
            )  # fmt: skip
