"""What was copied from a spreadsheet: which columns it holds, each cell read, each fault placed.

The one door for pasted text is `read_paste`.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import Row, Sheet
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import fold, nfc
from congvu.web.office.sheets_shown import shown_columns

_WORDS: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "code": ("ma so", "ky hieu", "ma san pham", "ma sp", "ma cong viec", "ma vi tri"),
        "group": ("nhom", "nhom nhiem vu", "nhom cong viec"),
        "section": ("phong", "linh vuc", "bo phan", "phong ban", "don vi"),
        "name": ("cong viec", "ten cong viec", "ten san pham", "noi dung nhiem vu", "ten"),
        "output": ("san pham", "dau ra", "ket qua", "san pham/cong viec"),
        "unit": ("dvt", "don vi"),
        "complexity": ("nhom phuc tap", "do phuc tap", "cap do phuc tap", "muc do phuc tap"),
        "points": ("diem so", "tong diem", "so diem"),
        "coefficient": ("he so", "hsqd"),
        "hours": ("so gio", "gio", "thoi gian"),
        "headcount": ("so luong", "bien che"),
        "level": ("cap do", "cap"),
        "descriptor": ("mo ta cap do", "bieu hien"),
        "duty": ("nhiem vu", "mang cong viec"),
        "criteria": ("tieu chi", "tieu chi hoan thanh cong viec"),
        "definition": ("dinh nghia", "mo ta"),
    }
)
_FEWEST_WORDS_OF_A_HEADER = 2
_MOST_ROWS = 5000
_LONGEST_CELL = 131_072


@dataclass(frozen=True)
class PasteFault:
    """A cell that cannot be read: row as pasted (from 1), column, what is wrong, what is right."""

    row: int
    column: str
    typed: str
    what: str
    right: str


@dataclass(frozen=True)
class Pasted:
    """What was read. `columns` name the pasted columns ("": left out); texts are kept, faults too.

    `numbers` are the rows' places as pasted; `header` are the words of the header row, if any.
    """

    columns: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    faults: tuple[PasteFault, ...]


class NotATable(ValueError):
    """Text that is no table at all, in words."""


def read_paste(text: str, sheet: Sheet, columns: Sequence[str] | None = None) -> Pasted:
    """Read pasted text for a sheet; `columns` say what each column is, None: by its header.

    Raises NotATable when there is nothing to read, or too much.
    """
    lines = split_lines(text)
    header = _header(lines[0], sheet)
    width = max(len(line) for line in lines)
    named = tuple(columns) if columns is not None else header or _in_order(sheet, width)
    named = _once(named, sheet, width)
    kept = [(number, line) for number, line in enumerate(lines, 1) if any(line)]
    if header:
        kept = kept[1:]
    read = [_read(number, line, named, sheet) for number, line in kept]
    return Pasted(
        columns=named,
        header=tuple(lines[0]) if header else (),
        rows=tuple(row for row, _ in read),
        numbers=tuple(number for number, _ in kept),
        faults=tuple(fault for _, faults in read for fault in faults),
    )


def split_lines(text: str) -> list[list[str]]:
    """Return the cells of text as a spreadsheet copies it: tabs, line ends, quoted lines.

    Raises NotATable.
    """
    cleaned = nfc(text).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if not cleaned.strip():
        raise NotATable("Chưa có gì để đọc: chọn vùng ô trong Excel, chép rồi dán vào ô dưới đây.")
    quotes = csv.QUOTE_MINIMAL if cleaned.count('"') % 2 == 0 else csv.QUOTE_NONE
    try:
        lines = list(csv.reader(io.StringIO(cleaned), delimiter="\t", quoting=quotes))
    except csv.Error as wrong:
        raise NotATable(f"Có ô dài hơn {_LONGEST_CELL} ký tự; dán thành nhiều lần.") from wrong
    if len(lines) > _MOST_ROWS:
        raise NotATable(f"Có {len(lines)} dòng; mỗi lần dán nhiều nhất {_MOST_ROWS} dòng.")
    return [[cell.strip() for cell in line] for line in lines]


def canonical(sheet: Sheet, name: str, typed: str) -> str:
    """Return the canonical text of a cell, or what was typed where it cannot be read."""
    text = nfc(typed).replace("\x00", "").strip()
    try:
        return entered(sheet.column(name), text)
    except NotValid:
        return text


def _read(
    number: int, line: Sequence[str], columns: Sequence[str], sheet: Sheet
) -> tuple[Row, list[PasteFault]]:
    row: dict[str, str] = {}
    faults: list[PasteFault] = []
    given = dict(zip(columns, line, strict=False))
    for name in filter(None, columns):
        column, typed = sheet.column(name), given.get(name, "")
        try:
            row[name] = entered(column, typed)
        except NotValid as wrong:
            row[name] = typed
            faults.append(PasteFault(number, column.title, typed, wrong.what, wrong.right))
    return FrozenMap({name: text for name, text in row.items() if text}), faults


def _header(line: Sequence[str], sheet: Sheet) -> tuple[str, ...]:
    """What each column is by the words of the first row; nothing where these are no header."""
    words = _words_of(sheet)
    named = tuple(words.get(fold(cell).strip(" .:*"), "") for cell in line)
    known = [name for name in named if name]
    return named if len(known) >= min(_FEWEST_WORDS_OF_A_HEADER, len(line)) and known else ()


def _words_of(sheet: Sheet) -> dict[str, str]:
    """Every word that names a column, as looked for; a title stands before an everyday word."""
    words: dict[str, str] = {}
    for one in sheet.columns:
        words.setdefault(fold(one.title), one.name)
        words.setdefault(fold(one.name), one.name)
    for one in sheet.columns:
        for word in _WORDS.get(one.name, ()):
            words.setdefault(word, one.name)
    return words


def _in_order(sheet: Sheet, width: int) -> tuple[str, ...]:
    first = shown_columns(sheet, every=False)
    named = shown_columns(sheet, every=True) if width > len(first) else first
    return tuple(one.name for one in named[:width])


def _once(named: Sequence[str], sheet: Sheet, width: int) -> tuple[str, ...]:
    """Every column at most once, as many as were pasted; what names no column is left out."""
    seen: set[str] = set()
    found = []
    for name in (*named, *[""] * width)[:width]:
        taken = name if sheet.has(name) and name not in seen else ""
        seen.add(taken)
        found.append(taken)
    return tuple(found)
