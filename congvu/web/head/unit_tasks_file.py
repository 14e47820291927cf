"""A unit's tasks as a workbook: all that match what the page is narrowed to."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.enums import Origin
from congvu.apps.work.queries import ChangeRow, UnitTask
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day
from congvu.web.head.desk import Desk
from congvu.web.head.unit_tasks_page import tags_of
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Mã người", width=14),
    Column("Họ và tên", width=26),
    Column("Đơn vị", width=28),
    Column("Việc", width=50),
    Column("Sản phẩm", width=14),
    Column("Nguồn", width=14),
    Column("Hệ số", 1, 8),
    Column("Giao", 2, 9),
    Column("Báo xong", 2, 9),
    Column("Hạn", width=12),
    Column("Xong ngày", width=12),
    Column("Cần biết", width=34),
)


def unit_tasks_file(
    desk: Desk, period: PeriodRow, rows: Sequence[UnitTask], changes: Sequence[ChangeRow]
) -> HttpResponse:
    """Send the tasks."""
    waiting = {one.task_id: one for one in changes if one.waits}
    told = (_row(one, waiting.get(one.row.id), desk, period) for one in rows)
    return list_file(f"viec-{period.key}", desk.here.name, _COLUMNS, told)


def _row(one: UnitTask, change: ChangeRow | None, desk: Desk, period: PeriodRow) -> Row:
    row = one.row
    tags = tags_of(row, change, desk.today, is_open=period.is_open)
    return (
        one.person,
        one.full_name,
        one.unit_name,
        row.title,
        row.product,
        str(Origin(row.origin).label),
        row.coefficient_tenths,
        row.assigned_hundredths,
        row.reported_hundredths,
        format_day(row.due_on),
        format_day(row.finished_on) if row.finished_on else "",
        ", ".join(tag.text for tag in tags),
    )
