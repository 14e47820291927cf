"""The log of a week or a month as a workbook."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from congvu.apps.work.queries import EntryRow
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Ngày", width=12),
    Column("Việc", width=50),
    Column("Sản phẩm", width=14),
    Column("Số lượng", 2, 10),
    Column("Phút", 0, 8),
    Column("Ghi chú", width=40),
    Column("Nguồn", width=22),
)


def diary_file(lines: Sequence[EntryRow], first: date) -> HttpResponse:
    """Send the lines of the days shown."""
    return list_file(f"nhat-ky-{first:%Y-%m-%d}", "Nhật ký công việc", _COLUMNS, map(_row, lines))


def _row(one: EntryRow) -> Row:
    return (
        format_day(one.day),
        one.title,
        one.product,
        one.amount_hundredths,
        one.minutes,
        one.note,
        one.source_label,
    )
