"""Lists under way in the town: the ward's own, and one common to the province."""

from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions
from congvu.engine.lists.document import Document
from tests.apps import world
from tests.exchange.toolkit.sharing import catalogue, row

FIRST = catalogue(row(1), row(2), row(3))


def user(name: str) -> User:
    """Someone of the town, by sign-in name."""
    return User.objects.get(username=name)


def started(by: str = "office", unit: str | None = "P", document: Document = FIRST) -> int:
    """A draft of the ward's (or of another unit's, None: common to the province)."""
    return actions.start(document, unit=unit, by=user(by), at=world.AT)


def uploaded(content: bytes, name: str = "goi.congvu") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def workbook(
    path: Path, *rows: tuple[object, ...], write: Callable[[str], str] = str
) -> SimpleUploadedFile:
    """An office's workbook of products: a title, titles of columns, rows, as `write` writes."""
    titles = ("Mã", "Nhóm nhiệm vụ", "Phòng", "Nhiệm vụ", "Sản phẩm đầu ra", "Đơn vị tính",
              "Phân nhóm", "Điểm", "Hệ số")  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Danh mục")
        for line, cells in enumerate((("DANH MỤC SẢN PHẨM",), (), titles, *rows)):
            written = [write(cell) if isinstance(cell, str) else cell for cell in cells]
            page.write_row(line, 0, written)
    return uploaded(path.read_bytes(), path.name)


def line(number: int, points: object = 10, coefficient: object = 2, **more: object) -> tuple:
    """A row of such a workbook, as `row` is in a draft."""
    told = row(number) | {key: str(text) for key, text in more.items()}
    names = ("code", "group", "section", "name", "output", "unit", "complexity")
    return (*(told[name] for name in names), points, coefficient)
