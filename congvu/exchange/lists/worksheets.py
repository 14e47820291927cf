"""Every sheet of every file, whole and in Unicode, before anybody asks what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from congvu.exchange.lists.layouts import LAYOUTS, SETTINGS_TITLES, own_titles
from congvu.exchange.workbook.cells import Cell, text_of
from congvu.exchange.workbook.headers import Merge
from congvu.exchange.workbook.problems import Place, Problems
from congvu.exchange.workbook.reading import Sheet, open_sheets
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.tables import is_blank
from congvu.kernel.fixed import format_fixed
from congvu.kernel.legacy_text import Encoding, decode, encoding_of, gain

MOST_ROWS = 40_000  # of all sheets together; the largest known list has 2,812
MOST_SAMPLES = 5
LONGEST_SAMPLE = 120
DEEPEST_OWN_HEADER = 10
_FONTS = ((".vn", Encoding.TCVN3), ("vni", Encoding.VNI))
Cells = list[Cell]


@dataclass(frozen=True, slots=True)
class LegacyText:
    """A sheet written in an old encoding: how many cells, and a few before and after."""

    sheet: str
    encoding: Encoding
    cells: int
    samples: tuple[tuple[str, str], ...]
    converted: bool


@dataclass(slots=True)
class Worksheet:
    """One visible sheet with all its rows; `own_header` is the row of titles that we wrote."""

    name: str
    rows: list[Cells]
    merges: list[Merge]
    own_header: int | None = None


def read_worksheets(
    paths: Sequence[Path], problems: Problems, *, convert: bool, most_rows: int = 0
) -> tuple[list[Worksheet], list[LegacyText]]:
    """Return the sheets with something in them, and which were in an old encoding.

    Raises Refused as `open_sheets` does, and for more rows than a list can have (`most_rows`,
    MOST_ROWS where none is given).
    """
    most = most_rows or MOST_ROWS
    sheets: list[Worksheet] = []
    legacy: list[LegacyText] = []
    for path in paths:
        with open_sheets(path) as opened:
            for sheet in opened:
                alone = len(paths) == 1 or sheet.name == path.stem
                name = sheet.name if alone else f"[{path.name}]{sheet.name}"
                if sheet.hidden:
                    problems.notice(Place(name, 0), "trang đang ẩn: không đọc", "bỏ ẩn để đọc")
                elif found := _taken(sheet, name, most - sum(len(s.rows) for s in sheets)):
                    legacy += _modernised(found, sheet.fonts, convert)
                    sheets.append(found)
    return sheets, legacy


def _taken(sheet: Sheet, name: str, most: int) -> Worksheet | None:
    rows: list[Cells] = []
    for row in sheet.rows:
        rows.append(row)
        if len(rows) > most:
            raise Refused(
                Kind.TOO_LARGE,
                f"Danh sách dài quá {format_fixed(most, places=0)} dòng. Hãy chia nhỏ tệp.",
            )
    if all(map(is_blank, rows)):
        return None
    return Worksheet(name, rows, sheet.merges, _own_header(rows))


def _own_header(rows: Sequence[Cells]) -> int | None:
    wanted = [list(SETTINGS_TITLES), *(own_titles(layout.sheet) for layout in LAYOUTS)]
    for number, row in enumerate(rows[:DEEPEST_OWN_HEADER]):
        if [text_of(cell) for cell in row] in wanted:
            return number
    return None


def _modernised(sheet: Worksheet, fonts: Sequence[str], convert: bool) -> Iterator[LegacyText]:
    """Decode the sheet's old texts in place (if asked to); say so once."""
    if sheet.own_header is not None:
        return
    texts = [cell[1:] for cell in chain.from_iterable(sheet.rows) if cell and cell[0] == "s"]
    encoding = encoding_of(texts, _hint(fonts))
    if encoding is None:
        return
    pairs: list[tuple[str, str]] = []
    for row in sheet.rows:
        modern = _modern_row(row, encoding)
        pairs += [(old[1:], new[1:]) for old, new in zip(row, modern, strict=True)
                  if old and new and old != new]  # fmt: skip
        if convert:
            row[:] = modern
    shown = list(dict.fromkeys(pairs))[:MOST_SAMPLES]
    samples = tuple((old[:LONGEST_SAMPLE], new[:LONGEST_SAMPLE]) for old, new in shown)
    yield LegacyText(sheet.name, encoding, len(pairs), samples, convert)


def _modern_row(row: Cells, encoding: Encoding) -> Cells:
    """The row decoded, but for cells that are Unicode, or look it in a row that has no old one."""
    gains = [gain(cell[1:], encoding) if cell and cell[0] == "s" else 0 for cell in row]
    doubtful = any(one > 0 for one in gains) or all(one >= 0 for one in gains)
    return [
        "s" + decode(cell[1:], encoding)
        if cell and cell[0] == "s" and (one > 0 or (one == 0 and doubtful))
        else cell
        for cell, one in zip(row, gains, strict=True)
    ]


def _hint(fonts: Sequence[str]) -> Encoding | None:
    for start, encoding in _FONTS:
        if any(font.lower().startswith(start) for font in fonts):
            return encoding
    return None
