"""What has been read so far: rows by sheet and key, rows refused with what was typed, notices."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from congvu.engine.lists.document import Document, NotValid, entered, sparse
from congvu.engine.lists.sheets import Column, Key, Kind, Row, Sheet
from congvu.exchange.lists.layouts import column_names
from congvu.exchange.lists.tables import Entry, Table, entries
from congvu.exchange.lists.worksheets import LegacyText
from congvu.exchange.workbook.cells import Cell, Fault, check_readable, text_of
from congvu.exchange.workbook.problems import Place, Problem, Problems
from congvu.kernel.dates import format_day
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import nfc

_NUMBERS = (Kind.WHOLE, Kind.TENTHS, Kind.HUNDREDTHS)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
Named = tuple[str, Key]  # (sheet, key)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be taken: where, which column, what was typed, what would be right."""

    place: Place
    title: str
    typed: str
    what: str
    right: str

    def __str__(self) -> str:
        """ "Trang!D17 (Điểm): “x” không phải là số; cần …" as the reader is told."""
        advice = f"; cần {self.right}" if self.right else ""
        return f"{self.place} ({self.title}): {self.what}{advice}"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its sheet ("" where unknown), its place, all that was typed."""

    sheet: str
    place: Place
    typed: Mapping[str, str]
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of the files.

    `documents`: one a kind of list met. `places`: where each row stood, by (sheet, key).
    `columns`: which columns of a sheet the files speak of; the others were not asked about.
    `guessed`: columns of a row that were inferred and not typed. `made`: rows whose code was made
    here, with the words that name them (a version that has them gives its own code instead).
    `added`: rows that only other sheets mention. `refused`, `notices`, `legacy`: what to tell.
    """

    documents: tuple[Document, ...]
    places: Mapping[Named, Place]
    columns: Mapping[str, frozenset[str]]
    guessed: Mapping[Named, frozenset[str]]
    made: frozenset[Named]
    added: frozenset[Named]
    refused: tuple[RefusedRow, ...]
    notices: tuple[Problem, ...]
    legacy: tuple[LegacyText, ...] = ()


@dataclass(slots=True)
class Gathering:
    """Rows as they are read, each key once; everything else is told."""

    problems: Problems = field(default_factory=Problems)
    rows: dict[str, dict[Key, Row]] = field(default_factory=dict)
    places: dict[Named, Place] = field(default_factory=dict)
    columns: dict[str, set[str]] = field(default_factory=dict)
    guessed: dict[Named, frozenset[str]] = field(default_factory=dict)
    made: set[Named] = field(default_factory=set)
    added: set[Named] = field(default_factory=set)
    refused: list[RefusedRow] = field(default_factory=list)
    settings: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # kind → (code, name)

    def speak_of(self, sheet: Sheet, columns: Iterable[str]) -> None:
        """Note that the files have these columns of the sheet, filled or not."""
        spoken = column_names(sheet).intersection(columns)
        self.columns.setdefault(sheet.name, set()).update(spoken)

    def add(self, sheet: Sheet, row: Row, place: Place, guessed: Iterable[str] = ()) -> bool:
        """Take a row; False where its key is already there (told, and refused if it differs)."""
        held, key = self.rows.setdefault(sheet.name, {}), sheet.key_of(row)
        named = (sheet.name, key)
        if key not in held:
            held[key] = sparse(row)
            self.places[named] = place
            if guesses := frozenset(guessed):
                self.guessed[named] = guesses
            return True
        first = self.places[named]
        if held[key] == sparse(row):
            self.problems.mended(place, f"trùng với {first}: chỉ lấy một dòng")
        else:
            self._refuse_twin(sheet, row, place, first)
        return False

    def _refuse_twin(self, sheet: Sheet, row: Row, place: Place, first: Place) -> None:
        titles = ", ".join(sheet.column(name).title for name in sheet.key)
        written = " · ".join(filter(None, sheet.key_of(row)))
        fault = CellFault(
            place, titles, written, f"“{written}” đã có ở {first} với nội dung khác",
            "một mã khác, hoặc bỏ một trong hai dòng",
        )  # fmt: skip
        self.refuse(sheet.name, place, row, [fault])

    def refuse(
        self, sheet: str, place: Place, typed: Mapping[str, str], faults: Iterable[CellFault]
    ) -> None:
        """Note a row that is not taken, with all that was typed in it."""
        kept = FrozenMap({name: text for name, text in typed.items() if text})
        self.refused.append(RefusedRow(sheet, place, kept, tuple(faults)))

    def reading(self, documents: Iterable[Document], legacy: Iterable[LegacyText]) -> Reading:
        """Freeze what was gathered."""
        return Reading(
            tuple(documents),
            FrozenMap(self.places),
            FrozenMap({name: frozenset(columns) for name, columns in self.columns.items()}),
            FrozenMap(self.guessed),
            frozenset(self.made),
            frozenset(self.added),
            tuple(self.refused),
            tuple(self.problems),
            tuple(legacy),
        )


def refuse_line(table: Table, number: int, line: str, gathering: Gathering) -> None:
    """A line that is no row, no heading and no note is refused in the open, never dropped."""
    place = table.place(number)
    fault = CellFault(
        place, "dòng", line, "dòng chưa đủ ô để là một dòng của bảng",
        "đủ các ô bắt buộc, hoặc xóa dòng này",
    )  # fmt: skip
    gathering.refuse(table.layout.sheet.name, place, {"dòng": line}, [fault])


Mend = Callable[[str], str]


@dataclass(slots=True)
class RowReader:
    """Reads one row's cells into canonical texts; faults are gathered, nothing typed is lost."""

    table: Table
    entry: Entry
    sheet: Sheet
    row: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The address of the row."""
        return self.table.place(self.entry.number)

    def read(self, column: Column, key: str = "", mend: Mend | None = None) -> None:
        """Take the cell of `key` (the column's own by default) for the column."""
        key = key or column.name
        cell = self.entry.cells.get(key)
        if cell is not None:
            self.typed[column.name] = as_typed(cell)
        try:
            text = typed_text(cell, column)
            self.row[column.name] = entered(column, mend(text) if mend else text)
        except (NotValid, Fault) as fault:
            self.fail(column, fault.what, fault.right, key)

    def put(self, column: Column, text: str) -> None:
        """Take a text that was not read from one cell."""
        try:
            self.row[column.name] = entered(column, text)
        except NotValid as fault:
            self.typed.setdefault(column.name, text)
            self.fail(column, fault.what, fault.right)

    def fail(self, column: Column, what: str, right: str, key: str = "") -> None:
        """Note that the column's cell cannot be taken."""
        place = self.table.place(self.entry.number, key or column.name)
        typed = self.typed.get(column.name, "")
        self.faults.append(CellFault(place, column.title, typed, what, right))

    def finish(self, gathering: Gathering, guessed: Iterable[str] = ()) -> bool:
        """Add the row, or refuse it where a cell was bad; whether it was taken."""
        if self.faults:
            gathering.refuse(self.sheet.name, self.place, self.typed | self._rest(), self.faults)
            return False
        return gathering.add(self.sheet, self.row, self.place, guessed)

    def _rest(self) -> dict[str, str]:
        """What stands in cells that no column took: it is kept with a refused row."""
        own = column_names(self.sheet)
        return {
            self.table.layout.title(key): as_typed(cell)
            for key, cell in self.entry.cells.items()
            if key not in self.typed and cell is not None and key not in own
        }


def as_typed(cell: str) -> str:
    """The cell as the reader saw it, a number with a decimal comma."""
    if cell[0] == "n":
        return cell[1:].replace(".", ",")
    return cell[1:] if cell[0] == "s" else text_of(cell) or cell[1:]


def typed_text(cell: Cell, column: Column) -> str:
    """The cell as somebody would have typed it for this column; raises Fault.

    A range of levels that a spreadsheet took for a day (2-3 → 2 March) becomes the range again.
    """
    check_readable(cell)
    if cell is None:
        return ""
    tag, text = cell[0], cell[1:]
    if tag == "d":
        return _undated(date.fromisoformat(text), column)
    if tag == "n":
        return text.replace(".", ",") if column.kind in _NUMBERS else text
    return CONTROL.sub("", nfc(text))


def _undated(day: date, column: Column) -> str:
    if column.kind is Kind.SPAN:
        return "-".join(str(level) for level in sorted((day.day, day.month)))
    if column.kind in _NUMBERS:
        raise Fault(f"ô bị đổi thành ngày {format_day(day)}", "định dạng ô là Số rồi gõ lại")
    return format_day(day)


def read_as_it_stands(table: Table, gathering: Gathering) -> None:
    """Read a sheet of our own: every row under the titles is a row, every column its own."""
    sheet = table.layout.sheet
    for entry in entries(table, gathering.problems, []):
        reader = RowReader(table, entry, sheet)
        for column in sheet.columns:
            reader.read(column)
        reader.finish(gathering)
