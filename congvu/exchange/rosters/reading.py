"""From a workbook as an office has it to rows of people or units, each with its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from congvu.exchange.lists.worksheets import Worksheet, read_worksheets
from congvu.exchange.workbook.cells import Cell, Fault, day_of, is_empty, text_of
from congvu.exchange.workbook.headers import (
    DEEPEST_START,
    DEEPEST_TITLES,
    Header,
    Vocabulary,
    find_header,
)
from congvu.exchange.workbook.problems import Place, Problems
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.tables import (
    fill_down,
    is_blank,
    is_numbering,
    is_repeated_header,
)
from congvu.kernel.vietnamese import fold

LEAST_COLUMNS = 2
_TOTAL = re.compile(r"(tong cong|tong so|tong|cong)\b.{0,40}")
_NUMERAL = re.compile(r"^\s*\(?([IVXLC]+|[A-ZĐ]|\d+(\.\d+)*)\)?\s*[.)\-–:]\s*")
_FOOTER = re.compile(r"(nguoi lap|thu truong|ghi chu|noi nhan|.{0,40}, ?ngay .{0,12}thang )")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its address, its texts by field, the heading it stands under."""

    place: str
    texts: dict[str, str]
    since: date | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """A row that is not taken: where, why, what would be right, what stands in it."""

    place: str
    what: str
    typed: str
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RosterReading:
    """What a workbook holds: rows, rows turned away, and what the reader should know."""

    lines: list[Line] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)


def read_roster(path: Path, words: Vocabulary) -> RosterReading:
    """Read every visible sheet with a title row that has the names; Refused where none has."""
    problems = Problems()
    sheets, legacy = read_worksheets([path], problems, convert=True)
    reading = RosterReading()
    for sheet in sheets:
        header = find_header(sheet.rows[: DEEPEST_START + DEEPEST_TITLES], words, sheet.merges)
        if header and "name" in header.columns and len(header.columns) >= LEAST_COLUMNS:
            _read_sheet(sheet, header, words, reading)
        else:
            reading.notices.append(f"{sheet.name}: không có cột họ tên hoặc tên đơn vị, không đọc")
    if not reading.lines and not reading.turned:
        raise Refused(
            Kind.NO_TABLE,
            "Không thấy danh sách nào trong tệp. Trang cần có dòng tiêu đề cột như “STT”, "
            f"“{words.title('name')}” và ít nhất một cột nữa.",
        )
    reading.notices += [f"{one.place}: {one.what}" for one in problems]
    reading.notices += [f"{one.sheet}: chữ viết bằng phông cũ, đã chuyển" for one in legacy]
    return reading


def _read_sheet(
    sheet: Worksheet, header: Header, words: Vocabulary, reading: RosterReading
) -> None:
    reading.columns |= header.columns.keys()
    for key, column in header.guessed.items():
        title = header.titles[column][:60]
        reading.notices.append(f"{sheet.name}: cột “{title}” được hiểu là “{words.title(key)}”")
    heading = ""
    for number, cells in _body(sheet, header):
        texts = {key: _text(cells, column) for key, column in header.columns.items()}
        filled = [text_of(cell) for cell in cells if not is_empty(cell)]
        if not texts["name"] or _is_heading(texts, filled):
            heading = _heading(filled) or heading
            continue
        place = Place(sheet.name, number, header.columns["name"] + 1)
        try:
            since = _since(cells, header.columns.get("since"))
        except Fault as fault:
            where = Place(sheet.name, number, header.columns["since"] + 1)
            reading.turned.append(
                Turned(str(where), f"{fault.what}; {fault.right}", " | ".join(filled), texts)
            )
            continue
        reading.lines.append(Line(str(place), texts, since, heading))


def _body(sheet: Worksheet, header: Header) -> Iterator[tuple[int, list[Cell]]]:
    """The rows under the titles up to the signatures, without repeated titles and totals."""
    below = header.last + 1
    rows = list(enumerate(sheet.rows[below:], start=below + 1))
    merged = {header.columns[key] for key in ("unit", "parent") if key in header.columns}
    for number, cells in fill_down(rows, sheet.merges, merged):
        if is_blank(cells) or is_numbering(cells) or is_repeated_header(cells, header):
            continue
        first = fold(next(text_of(cell) for cell in cells if not is_empty(cell)))
        if _FOOTER.match(first):
            return
        if not _TOTAL.fullmatch(first):
            yield number, cells


def _is_heading(texts: dict[str, str], filled: list[str]) -> bool:
    """ "II. Phòng Kinh tế" in the column of names: nothing else but a numeral stands beside it."""
    others = [text for key, text in texts.items() if key != "name" and text]
    return not others and len(filled) <= LEAST_COLUMNS and bool(_NUMERAL.match(" ".join(filled)))


def _heading(filled: list[str]) -> str:
    return _NUMERAL.sub("", " ".join(filled)).strip() if filled else ""


def _text(cells: list[Cell], column: int) -> str:
    return text_of(cells[column]) if column < len(cells) else ""


def _since(cells: list[Cell], column: int | None) -> date | None:
    if column is None or column >= len(cells):
        return None
    cell = cells[column]
    return None if cell is None or is_empty(cell) else day_of(cell)[0]
