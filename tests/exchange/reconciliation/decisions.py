"""Decisions as offices write them: letterhead, merged titles, rooms as headings, a signature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from congvu.apps.org.queries import UnitRow
from tests.exchange.lists.offices import Page, write_pages

TITLES = ("STT", "Họ và tên", "Chức vụ", "Điểm", "Xếp loại", "Ghi chú")
LETTERHEAD = ("ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG", "DANH SÁCH KẾT QUẢ THEO DÕI, ĐÁNH GIÁ",
              "(Kèm theo Quyết định số 12/QĐ-UBND ngày 02/12/2026)")  # fmt: skip
BELOW = ("Tổng cộng: 3 người", "Nơi nhận:", "- Như trên;", "CHỦ TỊCH", "Trần Thị Alice")


def unit(code: str, name: str, path: str, parent: str | None, agency: str) -> UnitRow:
    """A unit as the queries give it."""
    return UnitRow(len(path), code, name, "room", path, parent, agency)


UNITS = (
    unit("P", "Phường Nha Trang", "/1/", None, "P"),
    unit("P1", "Phòng Kinh tế", "/1/2/", "P", "P"),
    unit("P2", "Phòng Văn hóa - Xã hội", "/1/3/", "P", "P"),
)


@dataclass(frozen=True)
class Room:
    """The rows (without the running number) under a room's heading."""

    heading: str
    rows: Sequence[Sequence[Any]]


def decision(*rooms: Room, titles: Sequence[str] = TITLES) -> Page:
    """A page with everything that stands around a list."""
    page = Page("Sheet1")
    for line in LETTERHEAD:
        page.add(line, across=len(titles))
    page.add()
    page.add(*titles)
    page.add(*(f"({number})" for number in range(1, len(titles) + 1)))
    for room in rooms:
        if room.heading:
            page.add(room.heading, across=len(titles))
        for number, row in enumerate(room.rows, start=1):
            page.add(number, *row)
    for line in BELOW:
        page.add(line, across=len(titles))
    return page


def written(folder: Path, *pages: Page, old: Callable[[str], str] = str, font: str = "Calibri"):
    """The pages as a workbook."""
    return write_pages(folder / "quyet-dinh.xlsx", pages, old=old, font=font)
