"""Small tables for the tests: rows of cells into a workbook, read at once."""

from pathlib import Path
from typing import Any

from congvu.engine.lists.sheets import ListKind
from congvu.exchange.lists.gathering import Reading
from congvu.exchange.lists.reading import read_lists
from tests.exchange.lists.offices import Page, write_pages

TITLES = ["STT", "Mã", "Nhiệm vụ", "Sản phẩm đầu ra", "Phân nhóm", "Điểm", "Hệ số"]


def product(number: int, **given: Any) -> list[Any]:
    """A row under TITLES: complete, except for what is given by title."""
    row = dict(zip(TITLES, [number, f"A{number}", f"Việc {number}", "Báo cáo", "N1", 5, 1],
                   strict=True))  # fmt: skip
    row |= {title.replace("_", " "): value for title, value in given.items()}
    return list(row.values())


def read(folder: Path, *pages: Page, hint: ListKind | None = None) -> Reading:
    """Write the pages as one workbook and read it."""
    return read_lists([write_pages(folder / "tep.xlsx", pages)], hint)


def page(
    *rows: list[Any], name: str = "Trang", merges: list[tuple[int, int, int, int]] = ()
) -> Page:
    """A page of these rows."""
    return Page(name, [list(row) for row in rows], list(merges))


def rows(reading: Reading, sheet: str) -> list[dict[str, str]]:
    """The rows read for a sheet of any list."""
    return [dict(row) for one in reading.documents for row in one.rows(sheet)]


def told(reading: Reading) -> str:
    """All notices, one a line: address and what was found."""
    return "\n".join(f"{one.place} {one.what}" for one in reading.notices)


def faults(reading: Reading) -> list[str]:
    """Every fault as the reader is told."""
    return [str(fault) for one in reading.refused for fault in one.faults]
