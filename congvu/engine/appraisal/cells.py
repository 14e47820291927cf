"""What holds for every sheet: cells can be read, keys name one row, references lead on."""

import re
from collections.abc import Collection, Iterator
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
    for number, row in enumerate(table.read):
        key = table.sheet.key_of(row)
        if not any(key) or first.setdefault(key, number) == number:
            continue
        yield _key_twice(table, number, first[key])


def _key_twice(table: Table, number: int, first: int) -> Finding:
    key = table.sheet.key_of(table.read[number])
    free = _free(key[0], {row.get(table.sheet.key[0], "") for row in table.read})
    fix, change = f"Giữ một trong hai dòng {first + 1} và {number + 1}.", []
    if len(key) == 1:
        fix = f"Đặt cho dòng {number + 1} một mã khác, như {free}."
        change = [Change(number, table.sheet.key[0], free)]
    return finding(
        Rule.CODE_TWICE, Severity.BLOCKS, table.sheet, table.rows,
        Judged([number, first], column=table.sheet.key[-1]),
        f"“{table.name(number)}” đã dùng ở dòng {first + 1}, lại dùng ở dòng {number + 1}.",
        fix, change=change,
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


def _free(code: str, taken: Collection[str]) -> str:
    """Return the number after the last of the code's family: DC.07 → DC.46 when DC.45 is last."""
    stem = code.rstrip("0123456789")
    width = len(code) - len(stem)
    if not width:
        stem = f"{code}."
    numbers = [one[len(stem) :] for one in taken if one.startswith(stem)]
    last = max((int(text) for text in numbers if re.fullmatch("[0-9]+", text)), default=1)
    return f"{stem}{last + 1:0{width}d}"
