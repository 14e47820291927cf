"""The empty workbook: two sheets to fill in, one that explains every column."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from congvu.exchange.workbook.fields import PERSON_FIELDS, TASK_FIELDS, Field
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.writing import check_target
from congvu.kernel.fixed import format_fixed
from congvu.law.criteria import Criterion
from congvu.law.registry import general_criteria_on

TASK_SHEET, PERSON_SHEET, GUIDE_SHEET = "Việc", "Người", "Hướng dẫn"
ROWS_PREPARED = 5_000
ORIGINS = ("kế hoạch", "nhận thay", "đột xuất")
LEADERS = ("người đứng đầu", "cấp phó")
_CHOICES = {"origin": ORIGINS, "leads": LEADERS}
_SHAPES = {
    "code": "@",
    "coefficient": "0.0",
    "assigned": "0.##",
    "completed": "0.##",
    "due": "dd/mm/yyyy",
    "finished": "dd/mm/yyyy",
    "failed": "0",
    "excused_failed": "0",
    "excused_days": "0",
    "general": "0.00",
    "organising": "0",
    "unity": "0",
    "month": "@",
}
_WIDE = {"name": 26, "unit": 34, "title": 20, "product": 44, "field": 34, "confirmer": 24}


def write_template(target: Path, *, on: date) -> None:
    """Write the empty workbook with the general criteria of a day; raises Refused."""
    if target.suffix.lower() != ".xlsx":
        raise Refused(Kind.NOT_WRITTEN, "Bảng mẫu là một tệp .xlsx, ví dụ mau.xlsx.")
    check_target(target)
    criteria = general_criteria_on(on)
    if target.exists():
        raise Refused(Kind.NOT_WRITTEN, f"“{target}” đã có; hãy chọn tên khác.")
    try:
        with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as book:
            _write_sheet(book, TASK_SHEET, TASK_FIELDS, ())
            _write_sheet(book, PERSON_SHEET, PERSON_FIELDS, criteria)
            _write_guide(book, criteria)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as fault:
        raise Refused(Kind.NOT_WRITTEN, f"Không ghi được “{target}” ({fault}).") from fault


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, fields: Sequence[Field], criteria: Sequence[Criterion]
) -> None:
    sheet = book.add_worksheet(name)
    title = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    needed = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#DDE7F5"}
    )
    sheet.freeze_panes(1, 2)
    for column, entry in enumerate(fields):
        shape = book.add_format({"num_format": _SHAPES.get(entry.key, "General")})
        sheet.set_column(column, column, _WIDE.get(entry.key, 13), shape)
        sheet.write_string(0, column, entry.title, needed if entry.required else title)
        _write_choices(sheet, column, entry.key)
    points = book.add_format({"num_format": "0.00"})
    for column, one in enumerate(criteria, start=len(fields)):
        sheet.set_column(column, column, 16, points)
        sheet.write_string(0, column, _criterion_title(one), title)


def _write_choices(sheet: Worksheet, column: int, key: str) -> None:
    if key in _CHOICES:
        sheet.data_validation(
            1, column, ROWS_PREPARED, column, {"validate": "list", "source": list(_CHOICES[key])}
        )


def _criterion_title(one: Criterion) -> str:
    return f"{one.code}. {one.label} (tối đa {format_fixed(one.max_hundredths, places=2, show=1)})"


def _write_guide(book: xlsxwriter.Workbook, criteria: Sequence[Criterion]) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (title, width) in enumerate(
        (("Trang", 12), ("Tiêu đề", 40), ("Bắt buộc", 10), ("Cách điền", 80))
    ):
        sheet.set_column(column, column, width, wrap)
        sheet.write_string(0, column, title, bold)
    for number, line in enumerate(_guide_lines(criteria), start=1):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text)


def _guide_lines(criteria: Sequence[Criterion]) -> list[tuple[str, str, str, str]]:
    lines = [
        (name, entry.title, "có" if entry.required else "", entry.hint)
        for name, fields in ((TASK_SHEET, TASK_FIELDS), (PERSON_SHEET, PERSON_FIELDS))
        for entry in fields
    ]
    lines += [
        (PERSON_SHEET, f"{one.code}.", "", f"{one.label} — không bắt buộc nếu đã điền điểm tổng")
        for one in criteria
    ]
    lines.append(("", "", "", "Một dòng là một sản phẩm với một thời hạn. Không xóa dòng tiêu đề."))
    lines.append(("", "", "", "Số viết 2,7 hoặc 2.7; ngày viết 05/11/2026."))
    return lines
