"""What holds for every sheet: cells can be read, keys name one row, references lead on."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from congvu.engine.appraisal.findings import Change, Finding, Judged, Rule, Severity, finding, place
from congvu.engine.lists.document import Document, NotValid, Rows, entered
from congvu.engine.lists.sheets import LISTS, Column, Key, Sheet
from congvu.kernel.frozen import FrozenMap


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read."""

    row: int
    column: Column
    problem: NotValid


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as typed (`rows`) and as read (`read`: canonical, unreadable cells left out)."""

    sheet: Sheet
    rows: Rows
    read: Rows
    faults: tuple[Fault, ...]

    def name(self, number: int) -> str:
        """Name a row for its reader."""
        return place(self.sheet, self.rows[number], number)


def tables(document: Document) -> dict[str, Table]:
    """Read every sheet of a document, by name."""
    return {sheet.name: _read(sheet, document.rows(sheet.name)) for sheet in LISTS[document.kind]}


def _read(sheet: Sheet, rows: Rows) -> Table:
    known: dict[tuple[str, str], str | NotValid] = {}
    faults, read = [], []
    for number, row in enumerate(rows):
        cells = {}
        for column in sheet.columns:
            typed = row.get(column.name, "")
            if not typed and not column.required:
                continue
            key = column.name, typed
            if key not in known:
                known[key] = _entered(column, typed)
            text = known[key]
            if isinstance(text, NotValid):
                faults.append(Fault(number, column, text))
            elif text:
                cells[column.name] = text
        read.append(FrozenMap(cells))
    return Table(sheet, rows, tuple(read), tuple(faults))


def _entered(column: Column, typed: str) -> str | NotValid:
    try:
        return entered(column, typed)
    except NotValid as problem:
        return problem


def unreadable(table: Table) -> Iterator[Finding]:
    """Yield required cells that are empty and cells that cannot be read; they block."""
    for fault in table.faults:
        yield finding(
            Rule.UNREADABLE, Severity.BLOCKS, table.sheet, table.rows,
            Judged([fault.row], column=fault.column.name),
            f"{table.name(fault.row)}, cột “{fault.column.title}”: {fault.problem.what}.",
            f"Cần: {fault.problem.right}.",
        )  # fmt: skip


def key_twice(table: Table) -> Iterator[Finding]:
    """Yield each later row whose key an earlier row has; it blocks. Keys count as written."""
    first: dict[Key, int] = {}
    last = _last_numbers(row.get(table.sheet.key[0], "") for row in table.read)
    for number, row in enumerate(table.read):
        key = table.sheet.key_of(row)
        if any(key) and first.setdefault(key, number) != number:
            free = _next(key[0], last) if len(key) == 1 else ""
            yield _key_twice(table, number, first[key], free)


def _key_twice(table: Table, number: int, first: int, free: str) -> Finding:
    fix = f"Giữ một trong hai dòng {first + 1} và {number + 1}."
    return finding(
        Rule.CODE_TWICE, Severity.BLOCKS, table.sheet, table.rows,
        Judged([number, first], column=table.sheet.key[-1]),
        f"“{table.name(number)}” đã dùng ở dòng {first + 1}, lại dùng ở dòng {number + 1}.",
        f"Đặt cho dòng {number + 1} một mã khác, như {free}." if free else fix,
        change=[Change(number, table.sheet.key[0], free)] if free else [],
    )  # fmt: skip


def unknown(table: Table, column: str, codes: Collection[str], where: str) -> Iterator[Finding]:
    """Yield rows whose `column` names a code that is not among `codes`; they block."""
    for number, row in enumerate(table.read):
        code = row.get(column, "")
        if code and code not in codes:
            yield finding(
                Rule.REFERENCE, Severity.BLOCKS, table.sheet, table.rows,
                Judged([number], column=column),
                f"{table.name(number)}: mã “{code}” không có trong {where}.",
                f"Sửa mã theo {where}, hoặc thêm “{code}” vào đó.",
            )  # fmt: skip


def _last_numbers(codes: Iterable[str]) -> dict[str, int]:
    """Return the highest number of each family of codes: DC.01, DC.45 → {"DC.": 45}."""
    last: dict[str, int] = {}
    for code in codes:
        stem, number = _split(code)
        last[stem] = max(last.get(stem, 0), int(number or 1))
    return last


def _next(code: str, last: dict[str, int]) -> str:
    """Return the next code of the family and count it as taken: DC.07 → DC.46 after DC.45."""
    stem, number = _split(code)
    last[stem] = last.get(stem, 0) + 1
    return f"{stem}{last[stem]:0{len(number)}d}"


def _split(code: str) -> tuple[str, str]:
    """Split the number off a code; one without a number begins a family of its own."""
    stem = code.rstrip("0123456789")
    return (stem, code[len(stem) :]) if stem != code else (f"{code}.", "")
