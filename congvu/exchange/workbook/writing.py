"""Five tables into one file or folder: xlsx, CSV or Parquet by the name asked for.

Everything is written beside the target and moved there in one step, so a run that fails leaves
nothing half done. Texts stay texts: what a user typed can never become a formula.
"""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from congvu.exchange.workbook.plan import Progress, silent
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.results import Sheet, Value
from congvu.kernel.fixed import format_fixed

ROWS_PER_SHEET = 1_000_000  # below the 1,048,576 of the format; more go on in a further sheet
LONGEST_TEXT = 32_767
TELL_EVERY = 2_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")
SUFFIXES = ("", ".xlsx", ".csv", ".parquet")
FORMATS = "tên.xlsx, tên.csv (một thư mục các tệp CSV) hoặc tên.parquet (một thư mục)"


def write_tables(tables: Sequence[Sheet], target: Path, *, progress: Progress = silent) -> None:
    """Write the tables to `target`; raises Refused where that cannot be done."""
    check_target(target)
    chosen = {".xlsx": _write_xlsx, ".parquet": _write_parquet}.get(
        target.suffix.lower(), _write_csv
    )
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".congvu-") as place:
            made = Path(place) / target.name
            chosen(tables, made, progress)
            _put(made, target)
    except OSError as fault:
        raise Refused(
            Kind.NOT_WRITTEN, f"Không ghi được “{target}” ({fault.strerror or fault})."
        ) from fault


def check_target(target: Path) -> None:
    """Raise Refused early where the result could not be written."""
    if target.suffix.lower() not in SUFFIXES:
        raise Refused(Kind.NOT_WRITTEN, f"Không rõ dạng “{target.suffix}”; hãy dùng {FORMATS}.")
    if not target.parent.is_dir():
        raise Refused(Kind.NOT_WRITTEN, f"Không có thư mục “{target.parent}”.")
    if target.is_dir() and target.suffix.lower() == ".xlsx":
        raise Refused(Kind.NOT_WRITTEN, f"“{target}” là một thư mục.")


def _put(made: Path, target: Path) -> None:
    if made.is_file():
        made.replace(target)
        return
    target.mkdir(exist_ok=True)
    for file in made.iterdir():
        file.replace(target / file.name)


def _counted(
    table: Sheet, rows: Iterable[tuple[Value, ...]], progress: Progress
) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(rows, start=1):
        if number % TELL_EVERY == 0:
            progress(f"Ghi {table.title}", number, None)
        yield row


# ── xlsx ────────────────────────────────────────────────────────────────────────────────────────


def _write_xlsx(tables: Sequence[Sheet], path: Path, progress: Progress) -> None:
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        for table in tables:
            _write_table(book, table, progress)


def _write_table(book: xlsxwriter.Workbook, table: Sheet, progress: Progress) -> None:
    rows = _counted(table, table.rows(), progress)
    for page in count(1):
        first = next(rows, None)
        if first is None and page > 1:
            return
        title = table.title if page == 1 else f"{table.title} {page}"
        sheet = book.add_worksheet(title)
        _write_titles(book, sheet, table)
        here = chain(() if first is None else (first,), islice(rows, ROWS_PER_SHEET - 1))
        _write_rows(book, sheet, table, here)


def _write_titles(book: xlsxwriter.Workbook, sheet: Worksheet, table: Sheet) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    for column, entry in enumerate(table.columns):
        sheet.set_column(column, column, entry.width)
        sheet.write_string(0, column, entry.title, bold)


def _write_rows(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    table: Sheet,
    rows: Iterable[tuple[Value, ...]],
) -> None:
    shapes = [
        book.add_format({"num_format": _shape(entry.places)}) if entry.places is not None else None
        for entry in table.columns
    ]
    places = [entry.places for entry in table.columns]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                exact = Decimal(value).scaleb(-(places[column] or 0))
                sheet.write_number(number, column, exact, shapes[column])
            elif value:
                sheet.write_string(number, column, value[:LONGEST_TEXT])


def _shape(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────


def _write_csv(tables: Sequence[Sheet], folder: Path, progress: Progress) -> None:
    """Semicolons and decimal commas, as Excel in Vietnamese opens them."""
    folder.mkdir()
    for table in tables:
        rows = _counted(table, table.rows(), progress)
        with (folder / f"{table.file}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow([entry.title for entry in table.columns])
            for row in rows:
                writer.writerow(
                    _written(value, entry.places)
                    for value, entry in zip(row, table.columns, strict=True)
                )


def _written(value: Value, places: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return format_fixed(value, places=places or 0).replace(".", "").replace("−", "-")
    return f"'{value}" if value.startswith(_RISKY) else value


# ── Parquet ─────────────────────────────────────────────────────────────────────────────────────


def _write_parquet(tables: Sequence[Sheet], folder: Path, progress: Progress) -> None:
    """Exact decimals under the same titles: rows pass through a plain file into DuckDB."""
    folder.mkdir()
    database = duckdb.connect(":memory:", config={"threads": "1"})
    try:
        for table in tables:
            _write_parquet_table(database, table, folder, progress)
    except duckdb.Error as fault:
        raise OSError(str(fault).splitlines()[0]) from fault
    finally:
        database.close()


def _write_parquet_table(
    database: duckdb.DuckDBPyConnection, table: Sheet, folder: Path, progress: Progress
) -> None:
    passing = folder.parent / f"{table.file}.txt"
    with passing.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for row in _counted(table, table.rows(), progress):
            writer.writerow(
                _exact(value, entry.places) for value, entry in zip(row, table.columns, strict=True)
            )
    columns = ", ".join(
        f"'{_quoted(entry.title)}': '{_kind(entry.places)}'" for entry in table.columns
    )
    target = _quoted(str(folder / f"{table.file}.parquet"))
    database.execute(
        f"COPY (SELECT * FROM read_csv('{_quoted(str(passing))}', header = false, "  # noqa: S608 - paths and titles are quoted
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}}, "
        f"max_line_size = {1 << 24}, parallel = false)) TO '{target}' (FORMAT parquet)"
    )
    passing.unlink()


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _kind(places: int | None) -> str:
    if places is None:
        return "VARCHAR"
    return f"DECIMAL(18, {places})" if places else "BIGINT"


def _exact(value: Value, places: int | None) -> str | None:
    if isinstance(value, int):
        return str(Decimal(value).scaleb(-(places or 0)))
    return value


def same_file(one: Path, other: Path) -> bool:
    """Do two names mean one file? The result never replaces what was read."""
    return one.exists() and other.exists() and os.path.samefile(one, other)
