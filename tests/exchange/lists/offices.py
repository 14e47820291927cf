"""Lists laid out as offices keep them: title block, merged titles, headings, notes below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from congvu.exchange.demo import sheets

Source = Mapping[str, str]
PRODUCT_TITLES = (
    "STT", "Mã số", "Nhiệm vụ", "Nội dung công việc", "Sản phẩm đầu ra", "Phân nhóm",
    "Khung điểm", "Điểm", "Hệ số quy đổi", "Ghi chú",
)  # fmt: skip
LETTERHEAD = ("ỦY BAN NHÂN DÂN XÃ NGHĨA LÂM", "DANH MỤC SẢN PHẨM/CÔNG VIỆC CẤP XÃ",
              "(Kèm theo Quyết định số 283/QĐ-UBND ngày 31/5/2026)")  # fmt: skip
BELOW = (
    "Ghi chú: Hệ số quy đổi làm tròn đến một chữ số thập phân.", "Nơi nhận:", "- Như trên;",
    "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu",
)  # fmt: skip


def source(name: str) -> list[Source]:
    """The rows of one of the demo's source tables."""
    return list(sheets.rows(name))


@dataclass
class Page:
    """A sheet to be written cell by cell; `merges` are (top, left, bottom, right) from 0."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, *cells: Any, across: int = 0) -> None:
        """Add a row; `across` merges its first cell over so many columns."""
        if across:
            self.merges.append((len(self.rows), 0, len(self.rows), across - 1))
        self.rows.append(list(cells))


def write_pages(
    path: Path, pages: Sequence[Page], *, old: Callable[[str], str] = str, font: str = "Calibri"
) -> Path:
    """Write pages as xlsx; numbers are numbers; `old` re-encodes every text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        shape = book.add_format({"font_name": font})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for top, left, bottom, right in page.merges:
                sheet.merge_range(top, left, bottom, right, "", shape)
            for number, row in enumerate(page.rows):
                for column, value in enumerate(row):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, old(value), shape)
                    elif value not in (None, ""):
                        sheet.write_number(number, column, value, shape)
    return path


def number(text: str) -> int | float | str:
    """A number as a spreadsheet holds it."""
    return float(text) if "." in text else int(text) if text.isdecimal() else text


def letterhead(page: Page, width: int) -> None:
    """The block above an official list."""
    for line in LETTERHEAD:
        page.add(line, across=width)
    page.add()


def commune_page(rows: Sequence[Source], name: str = "Danh mục") -> Page:
    """The commune's list: titles in two merged rows, headings instead of columns, notes below."""
    page = Page(name)
    width = len(PRODUCT_TITLES)
    letterhead(page, width)
    _two_rows_of_titles(page)
    page.add(*(f"({n})" for n in range(1, width + 1)))
    running = 0
    for part, in_part in groupby(rows, key=lambda row: row["part"]):
        page.add(part, across=width)
        for unit, in_unit in groupby(in_part, key=lambda row: row["unit"]):
            if unit[0] != "(":
                page.add("", unit, across=0)
            for row in in_unit:
                running += 1
                page.add(running, *_product_cells(row))
                if running % 120 == 0:  # the titles again, as on a printed page
                    page.rows.append(list(PRODUCT_TITLES))
    page.add("Tổng cộng", None, None, None, None, None, None, sum(int(r["score"]) for r in rows))
    page.add()
    for line in BELOW:
        page.add(line)
    return page


def _two_rows_of_titles(page: Page) -> None:
    top = len(page.rows)
    upper = list(PRODUCT_TITLES)
    upper[6:9] = ["Chấm điểm và quy đổi", None, None]
    lower = [None] * 6 + list(PRODUCT_TITLES[6:9])
    page.rows += [upper, lower]
    page.merges.append((top, 6, top, 8))
    page.merges += [(top, at, top + 1, at) for at in (*range(6), 9)]


def _product_cells(row: Source) -> list[Any]:
    return [
        row["code"], row["task"], row["work_detail"], row["output_product"],
        f"Nhóm {row['complexity_group'][1:]}", row["score_band"], number(row["score"]),
        number(row["conversion_coefficient"]), row["note"],
    ]  # fmt: skip


def statistics_pages(rows: Sequence[Source]) -> list[Page]:
    """The statistics offices' list without codes: a sheet a part, lettered headings."""
    pages = []
    for part, in_part in groupby(rows, key=lambda row: row["section"].split(".")[0]):
        page = Page(f"Phụ lục {part}")
        letterhead(page, 8)
        page.add("TT", "Công việc", "Sản phẩm", "Cấp độ phức tạp", "Khung điểm tối đa",
                 "Điểm chấm", "Hệ số")  # fmt: skip
        for section, in_section in groupby(in_part, key=lambda row: row["section"]):
            numeral, _, words = section.partition(". ")
            page.add(numeral, words)
            for row in in_section:
                page.add(
                    int(row["no"]), row["work"], row["output_product"], row["complexity_group"],
                    int(row["max_frame"]), int(row["score"]), int(row["conversion_coefficient"]),
                )  # fmt: skip
        pages.append(page)
    return pages
