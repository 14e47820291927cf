"""The child process that reads one file: limits on memory and time, plain lines on its output.

Run as `python -m congvu.exchange.workbook.child FILE`. It trusts nothing it reads; whatever
happens to it (killed, out of memory, a panic of the library) the parent only sees it end.
Lines of JSON: {"sheet": …} opens a sheet, [[cell, …], …] is a block of rows, {"end": true} is the
last; {"refused": code, "message": …} ends it early. A cell is null or a text with a tag in front:
s text, n number (decimal point, at most 15 digits), d day, b yes/no, e error, u not calculated.
"""

import json
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from congvu.exchange.workbook.limits import MB, STANDARD, Limits
from congvu.exchange.workbook.refusal import Kind, Refused

BLOCK = 500
HARD_CPU = 600
Cells = list[str | None]


def main(path: Path, limits: Limits = STANDARD) -> int:
    """Read the file and write its lines; return the exit code of the process."""
    restrain(path, limits)
    try:
        for line in _read(path, limits):
            sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        sys.stdout.write('{"end": true}\n')
    except Refused as refused:
        _say_refused(refused)
    except MemoryError:
        _say_refused(Refused(Kind.TOO_COSTLY, TOO_COSTLY))
    except (KeyboardInterrupt, BrokenPipeError):
        return 1
    except BaseException as fault:  # a panic of the reading library is no Exception
        detail = f"{type(fault).__name__}: {fault}"[:120]
        _say_refused(
            Refused(Kind.BROKEN, f"Tệp bị hỏng, không đọc được ({detail}). Hãy lưu lại bằng Excel.")
        )
    sys.stdout.flush()
    return 0


TOO_COSTLY = "Đọc tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên đã dừng. Hãy chia nhỏ tệp."


def _say_refused(refused: Refused) -> None:
    line = {"refused": refused.kind.value, "message": refused.message}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def restrain(path: Path, limits: Limits) -> None:
    """Bind this process to its memory and time; it may write no file and leave no core."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    allow_cpu(limits.cpu_seconds + path.stat().st_size // (2 * MB))


def allow_cpu(seconds: int) -> None:
    """Let the process use this much processor time in all, then be killed."""
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, HARD_CPU), HARD_CPU))


def _read(path: Path, limits: Limits) -> Iterator[Any]:
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(b"PK"):
        yield from _read_xlsx(path, limits)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(path)
    elif head.startswith(b"PAR1"):
        from congvu.exchange.workbook.read_parquet import read_parquet

        yield from _sheet(path.stem, read_parquet(path, limits))
    else:
        from congvu.exchange.workbook.read_csv import read_csv

        yield from _sheet(path.stem, read_csv(path, limits))


def _old_office(path: Path) -> Refused:
    with path.open("rb") as stream:
        start = stream.read(4 * MB)
    if "EncryptedPackage".encode("utf-16-le") in start:
        from congvu.exchange.workbook.prescan import ENCRYPTED

        return Refused(Kind.ENCRYPTED, ENCRYPTED)
    return Refused(
        Kind.WRONG_TYPE,
        "Đây là tệp Office kiểu cũ (.xls, .doc). Hãy mở bằng Excel và lưu thành .xlsx.",
    )


def _sheet(name: str, rows: Iterator[Cells], **more: object) -> Iterator[Any]:
    yield {"sheet": name, **more}
    block: list[Cells] = []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _read_xlsx(path: Path, limits: Limits) -> Iterator[Any]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from congvu.exchange.workbook.prescan import scan_xlsx
    from congvu.exchange.workbook.sheet_parts import fonts_of, sheet_parts

    scan = scan_xlsx(path, limits)
    allow_cpu(
        2 * limits.cpu_seconds
        + path.stat().st_size // (2 * MB)
        + scan.unpacked // limits.bytes_per_cpu_second
    )
    parts, fonts = sheet_parts(path), fonts_of(path)
    workbook = CalamineWorkbook.from_path(str(path))
    if len(workbook.sheets_metadata) > limits.sheets:
        raise Refused(Kind.TOO_LARGE, f"Tệp có hơn {limits.sheets} trang; hãy bỏ bớt.")
    for entry in workbook.sheets_metadata:
        if entry.typ != SheetTypeEnum.WorkSheet:
            continue
        if entry.visible != SheetVisibleEnum.Visible:
            yield {"sheet": entry.name, "hidden": True}
            continue
        sheet = workbook.get_sheet_by_name(entry.name)
        part = parts.get(entry.name, "")
        marks = dict.fromkeys(scan.errors.get(part, ()), "e")
        marks |= dict.fromkeys(scan.uncalculated.get(part, ()), "u")
        merges = (sheet.merged_cell_ranges or [])[: limits.merges]
        yield from _sheet(
            entry.name,
            _rows(sheet, marks, limits),
            merges=merges,
            total=sheet.total_height,
            fonts=fonts,
        )


def _rows(sheet: Any, marks: dict[str, str], limits: Limits) -> Iterator[Cells]:
    if sheet.start is None:
        return
    before: Cells = [None] * sheet.start[1]
    by_row = _by_row(marks)
    for index, row in enumerate(sheet.iter_rows()):
        cells = before + [encode(value, limits) for value in row]
        for column, tag in by_row.get(index, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            if cells[column] is None:
                cells[column] = tag
        yield cells


def _by_row(marks: dict[str, str]) -> dict[int, list[tuple[int, str]]]:
    from congvu.exchange.workbook.prescan import column_number

    by_row: dict[int, list[tuple[int, str]]] = {}
    for address, tag in marks.items():
        letters = address.rstrip("0123456789")
        row = int(address[len(letters) :]) - 1
        by_row.setdefault(row, []).append((column_number(letters) - 1, tag))
    return by_row


def encode(value: object, limits: Limits) -> str | None:
    """Give a cell its tagged text; a number keeps the 15 digits that a spreadsheet shows."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return "s" + value[: limits.text]
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, int | float | Decimal):
        return "n" + _digits(value)
    if isinstance(value, datetime):
        return "d" + value.date().isoformat()
    if isinstance(value, date):
        return "d" + value.isoformat()
    return "s" + str(value)[: limits.text]


def _digits(value: float | Decimal) -> str:
    if isinstance(value, float):
        text = f"{value:.15g}"
        return format(Decimal(text), "f") if "e" in text else text
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def run(arguments: Sequence[str]) -> int:
    """The entry of the process: one argument, the file."""
    return main(Path(arguments[0]))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
