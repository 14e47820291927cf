"""Việc ngoài danh mục as a workbook: every title that waits, how often and by whom."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.org.queries import UnitRow
from congvu.apps.work.queries import OutsideRow
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file
from congvu.web.shared.numbers import coefficient, count

_COLUMNS = (
    Column("Nội dung", width=50),
    Column("Sản phẩm đầu ra", width=30),
    Column("Số lần", 0, 9),
    Column("Được giao", 0, 10),
    Column("Tự khai", 0, 10),
    Column("Người giao", width=34),
    Column("Người làm", width=34),
    Column("Đơn vị", width=34),
    Column("Hệ số đã dùng (số lần)", width=24),
)


def outside_file(here: UnitRow, rows: Sequence[OutsideRow]) -> HttpResponse:
    """Send what waits in one agency."""
    told = (
        (
            one.title, one.output, one.times, one.assigned, one.declared, ", ".join(one.givers),
            ", ".join(one.people), ", ".join(one.units),
            ", ".join(f"{coefficient(tenths)} ({count(n)})" for tenths, n in one.coefficients),
        )
        for one in rows
    )  # fmt: skip
    return list_file(f"ngoai-danh-muc-{here.code}", here.name, _COLUMNS, told)
