"""A workbook as an office keeps it: letterhead, merged titles, section rows, notes, a slip.

Written anew for each load, the same bytes every time: its print is shown on the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

NAME = "viec-moi-quy-4.xlsx"
MADE = datetime(2026, 11, 17, 9, 0)  # noqa: DTZ001 - a workbook's clock knows no zone
TITLES = ("TT", "Mã", "Nhiệm vụ", "Sản phẩm đầu ra", "ĐVT", "Phân nhóm", "Điểm", "Hệ số")
ROWS: tuple[tuple[str | int, ...] | str, ...] = (
    "I – Trung tâm Phục vụ hành chính công",
    (1, "HCC.61", "Hướng dẫn nộp hồ sơ trực tuyến tại nhà người cao tuổi", "Lượt hướng dẫn",
     "lượt", "N1", 10, 2),
    (2, "HCC.04", "Tiếp nhận hồ sơ TTHC trực tiếp", "Phiếu tiếp nhận hồ sơ", "hồ sơ", "N2", 20, 4),
    (3, "HCC.62", "Trả kết quả qua bưu chính", "Phiếu gửi", "phiếu", "N9", 4, "0,8"),
    "II – Phòng Kinh tế",
    (4, "KTDC.61", "Số hóa hồ sơ địa chính giấy", "Hồ sơ số hóa", "hồ sơ", "N1", 5, 1),
)  # fmt: skip
NOTES = ("Ghi chú: điểm do phòng đề xuất, chưa thẩm định.", "Người lập biểu")


@contextmanager
def written() -> Iterator[Path]:
    """Give the workbook in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        _write(path)
        yield path


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Quý IV")
        sheet.merge_range("A1:D1", "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG")
        sheet.merge_range("A3:H3", "DANH MỤC SẢN PHẨM, CÔNG VIỆC BỔ SUNG QUÝ IV NĂM 2026")
        sheet.write_row(4, 0, TITLES)
        for number, row in enumerate(ROWS, 5):
            if isinstance(row, str):
                sheet.merge_range(number, 0, number, len(TITLES) - 1, row)
            else:
                sheet.write_row(number, 0, row)
        for number, note in enumerate(NOTES, 6 + len(ROWS)):
            sheet.write_string(number, 0, note)
