"""From a file or a body of another system to records: each with its address and its fields."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from congvu.exchange.intake.json_reader import MOST_BYTES, MOST_RECORDS, read_json
from congvu.exchange.workbook.cells import Cell, text_of
from congvu.exchange.workbook.headers import simplified
from congvu.exchange.workbook.limits import STANDARD
from congvu.exchange.workbook.problems import Place
from congvu.exchange.workbook.reading import Sheet, check_source, open_sheets
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.tables import is_blank
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import fold, nfc

DEEPEST_HEADER = 40
LONGEST_VALUE = 500
LONGEST_TITLE = 120
LIMITS = replace(STANDARD, file_bytes=MOST_BYTES, rows=200_000, cells=4_000_000)
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def key_of(title: str) -> str:
    """Return by what a column is found: its title without marks, case and signs."""
    return simplified(title) or fold(title)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it stands in the file, and its fields by the key of their title.

    `broken` says why it cannot be used at all, `twice` that another told otherwise; empty: neither.
    """

    address: str
    fields: Mapping[str, Cell]
    broken: str = ""
    twice: str = ""

    def cell(self, title: str) -> Cell:
        """The cell of a column, None where it is empty or missing."""
        return self.fields.get(key_of(title))

    def text(self, title: str) -> str:
        """The text of a column; a number has a decimal comma."""
        return written(self.cell(title))


def written(cell: Cell) -> str:
    """Return a cell as a text that reads back as the same value."""
    if cell is not None and cell[0] == "n":
        return cell[1:].replace(".", ",")
    if cell is not None and cell[0] == "b":
        return "có" if cell == "b1" else "không"
    return text_of(cell)[:LONGEST_VALUE]


@dataclass(frozen=True, slots=True)
class Records:
    """What was read: the titles of the columns, the records, the sha256 of the source."""

    titles: tuple[str, ...]
    records: tuple[Record, ...]
    sha256: str


@dataclass(slots=True)
class _Found:
    titles: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def add(self, address: str, named: Sequence[tuple[str, Cell]]) -> None:
        """Take one record; one whose signs no database keeps is told, not taken."""
        for title, _ in named:
            if not _STRANGE.search(title):
                self.titles.setdefault(key_of(title), title)
        strange = any(cell is not None and _STRANGE.search(cell) for _, cell in named)
        why = "Có ký tự điều khiển hoặc ký tự hỏng; hãy xuất lại bản ghi này." if strange else ""
        fields = {} if strange else {key_of(title): cell for title, cell in named}
        self.records.append(Record(address, fields, why))
        if len(self.records) > MOST_RECORDS:
            most = format_fixed(MOST_RECORDS, places=0)
            raise Refused(Kind.TOO_LARGE, f"Có hơn {most} bản ghi; hãy chia nhỏ.")


def read_records(path: Path, id_field: str) -> Records:
    """Read CSV, XLSX or JSON; tables are recognised by the column that holds the records' ids.

    Raises Refused for a file that cannot be opened, and where no table has that column.
    """
    check_source(path, LIMITS)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = _Found()
    if _is_json(path):
        _take_json(path.read_bytes(), found)
    else:
        _take_tables(path, id_field, found)
    if key_of(id_field) not in found.titles:
        raise Refused(Kind.MISSING_COLUMN, _no_column(id_field, found.titles.values()))
    return Records(tuple(found.titles.values()), tuple(found.records), digest)


def _no_column(id_field: str, titles: Sequence[str] | Iterator[str]) -> str:
    listed = ", ".join(f"“{title[:40]}”" for title in list(titles)[:12])
    known = f" Các cột đọc được: {listed}." if listed else ""
    return f"Không thấy cột “{id_field}” (mã của bản ghi) trong nguồn.{known}"


def _is_json(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"[", b"{")


def _take_json(content: bytes, found: _Found) -> None:
    for number, fields in enumerate(read_json(content), 1):
        found.add(f"bản ghi {number}", [(_title(name), cell) for name, cell in fields.items()])


def _title(text: str) -> str:
    return " ".join(nfc(text).split())[:LONGEST_TITLE]


def _take_tables(path: Path, id_field: str, found: _Found) -> None:
    with path.open("rb") as stream:
        book = stream.read(2) == b"PK"
    with open_sheets(path, LIMITS) as sheets:
        for sheet in sheets:
            if not sheet.hidden:
                _take_sheet(sheet, key_of(id_field), found, book)


def _take_sheet(sheet: Sheet, wanted: str, found: _Found, book: bool) -> None:
    """Take the rows under the titles; a row of a workbook is told with its sheet."""
    titles: list[str] | None = None
    for number, row in enumerate(sheet.rows, 1):
        if titles is None:
            if number > DEEPEST_HEADER:
                return
            texts = [_title(text_of(cell)) for cell in row]
            if wanted in map(key_of, texts):
                titles = texts
                _refuse_doubled(number, texts)
        elif not is_blank(row):
            named = [(title, cell) for title, cell in zip(titles, row, strict=False) if title]
            named += [(title, None) for title in titles[len(row) :] if title]
            found.add(str(Place(sheet.name, number)) if book else f"dòng {number}", named)
    if titles is not None:
        for title in filter(None, titles):
            found.titles.setdefault(key_of(title), title)


def _refuse_doubled(row: int, titles: Sequence[str]) -> None:
    keys = [key_of(title) for title in titles if title]
    twice = next((title for title in titles if title and keys.count(key_of(title)) > 1), None)
    if twice is not None:
        raise Refused(Kind.DOUBLE_COLUMN, f"Dòng {row}: hai cột cùng tên “{twice}”.")


def from_payloads(payloads: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[Record, ...]:
    """Return records that were kept as texts as they were read once."""
    return tuple(
        Record(address, {key_of(title): f"s{text}" if text else None
                         for title, text in fields.items()})
        for address, fields in payloads
    )  # fmt: skip
