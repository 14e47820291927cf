"""The competencies of a unit's people as a workbook: a row for each person and competency."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse

from congvu.apps.positions.queries import HeldPosting
from congvu.exchange.workbook.results import Column
from congvu.web.positions.team_page import Assessed
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Mã", width=14),
    Column("Họ và tên", width=26),
    Column("Chức vụ", width=22),
    Column("Đơn vị", width=30),
    Column("Vị trí việc làm", width=30),
    Column("Năng lực", width=34),
    Column("Yêu cầu từ", 0, 10),
    Column("Tự đánh giá", 0, 10),
    Column("Người quản lý", 0, 10),
    Column("Còn thiếu", 0, 10),
)


def team_file(title: str, people: Sequence[HeldPosting], rows: Assessed) -> HttpResponse:
    """Send everybody; whoever has no required competency has one row without any."""
    return list_file("nang-luc", title, _COLUMNS, _rows(people, rows))


def _rows(people: Sequence[HeldPosting], rows: Assessed) -> Iterator[Row]:
    for one in people:
        who = (one.person, one.full_name, one.title, one.unit_name, one.position_name or "")
        for row in rows[one.id]:
            asked = row.required
            yield (*who, asked.name, asked.low, row.self_level, row.head_level, row.gap)
        if not rows[one.id]:
            yield (*who, "", None, None, None, None)
