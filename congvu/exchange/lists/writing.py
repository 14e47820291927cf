"""Lists into one workbook that offices can print, change and give back.

Reading it back gives the same documents. Texts stay texts: what begins with = + - @ can never
become a formula.
"""

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import LISTS, Column, Kind, Row, Sheet
from congvu.exchange.lists.layouts import SETTINGS_TITLES
from congvu.exchange.lists.settings import SETTINGS_SHEET, settings_lines
from congvu.exchange.workbook.refusal import Kind as RefusalKind
from congvu.exchange.workbook.refusal import Refused
from congvu.exchange.workbook.writing import check_target

HEADER_ROW = 2
ROWS_PREPARED = 2_000
LONGEST_SHEET_NAME = 31
LONGEST_CODE = 3
MOST_DIGITS = 15  # that a spreadsheet's number keeps
_NUMBERS = (Kind.WHOLE, Kind.TENTHS, Kind.HUNDREDTHS)
_WIDE = {"name": 44, "detail": 50, "output": 34, "duty": 40, "work": 60, "criteria": 50,
           "descriptor": 70, "definition": 60, "section": 26, "group": 22, "source": 30, "note": 24,
           "purpose": 40, "text": 80}  # fmt: skip
_WIDE_ELSE = 14


def write_lists(documents: Document | Sequence[Document], path: Path) -> None:
    """Write documents (at most one of a kind) as one xlsx; raises Refused, ValueError.

    Each sheet has the list's name above a frozen row of titles; “Thiết lập” holds codes, names
    and settings.
    """
    many = (documents,) if isinstance(documents, Document) else tuple(documents)
    if len({one.kind for one in many}) != len(many):
        raise ValueError("Một tệp chỉ có một danh sách của mỗi loại.")
    if path.suffix.lower() != ".xlsx":
        raise Refused(RefusalKind.NOT_WRITTEN, "Danh sách ghi ra tệp .xlsx, ví dụ danh-muc.xlsx.")
    check_target(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".congvu-") as place:
            made = Path(place) / path.name
            _write_book(many, made)
            made.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as fault:
        raise Refused(RefusalKind.NOT_WRITTEN, f"Không ghi được “{path}” ({fault}).") from fault


def _write_book(documents: Sequence[Document], path: Path) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        for document in documents:
            for sheet in LISTS[document.kind]:
                _write_sheet(book, document, sheet)
        _write_settings(book, documents)


def _write_sheet(book: xlsxwriter.Workbook, document: Document, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title.replace("/", "-")[:LONGEST_SHEET_NAME])
    _lay_out(page)
    page.write_string(0, 0, document.name, book.add_format({"bold": True, "font_size": 14}))
    plain = {"text_wrap": True, "valign": "top"}
    title = book.add_format({**plain, "bold": True, "bottom": 1})
    needed = book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#DDE7F5"})
    text = book.add_format({**plain, "num_format": "@"})
    number = book.add_format({"valign": "top"})
    for at, column in enumerate(sheet.columns):
        shape = number if column.kind in _NUMBERS else text
        page.set_column(at, at, _WIDE.get(column.name, _WIDE_ELSE), shape)
        page.write_string(HEADER_ROW, at, column.title, needed if column.required else title)
        _offer_choices(page, at, column)
    for line, row in enumerate(document.rows(sheet.name), start=HEADER_ROW + 1):
        _write_row(page, line, sheet, row, (text, number))


def _lay_out(page: Worksheet) -> None:
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(HEADER_ROW)
    page.fit_to_pages(1, 0)


def _offer_choices(page: Worksheet, at: int, column: Column) -> None:
    if column.choices:
        offered = [_shown(column, code) for code in column.choices]
        first = HEADER_ROW + 1
        page.data_validation(
            first, at, first + ROWS_PREPARED, at, {"validate": "list", "source": offered}
        )


def _write_row(
    page: Worksheet, line: int, sheet: Sheet, row: Row, shapes: tuple[object, object]
) -> None:
    text, number = shapes
    for at, column in enumerate(sheet.columns):
        typed = row.get(column.name, "")
        if typed and column.kind in _NUMBERS and _is_short(typed):
            page.write_number(line, at, Decimal(typed.replace(",", ".")), number)
        elif typed:
            page.write_string(line, at, _shown(column, typed), text)


def _is_short(typed: str) -> bool:
    """A canonical number that a spreadsheet keeps digit by digit."""
    return typed.replace(",", "").isdecimal() and len(typed) <= MOST_DIGITS


def _shown(column: Column, code: str) -> str:
    """A choice as people read it: short codes (N3) as they are, others by their label."""
    return code if len(code) <= LONGEST_CODE else column.choices.get(code, code)


def _write_settings(book: xlsxwriter.Workbook, documents: Sequence[Document]) -> None:
    page = book.add_worksheet(SETTINGS_SHEET)
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, (name, width) in enumerate(zip(SETTINGS_TITLES, (44, 26, 60), strict=True)):
        page.set_column(at, at, width, text)
        page.write_string(0, at, name, bold)
    lines = [line for document in documents for line in settings_lines(document)]
    for number, line in enumerate(lines, start=1):
        for at, typed in enumerate(line):
            page.write_string(number, at, typed, text)
