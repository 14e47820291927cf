"""The grants as a workbook: all that the page is narrowed to."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from congvu.apps.org.queries import GrantListed
from congvu.exchange.workbook.results import Column
from congvu.web.grants.grants_page import line_of
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Họ và tên", width=26),
    Column("Tên đăng nhập", width=18),
    Column("Vai trò", width=28),
    Column("Đơn vị", width=34),
    Column("Thời gian", width=34),
    Column("Người cấp", width=24),
    Column("Lý do", width=36),
    Column("Tình trạng", width=20),
)


def grants_file(rows: Sequence[GrantListed], today: date) -> HttpResponse:
    """Send the grants."""
    return list_file("quyen", "Quyền", _COLUMNS, (_row(one, today) for one in rows))


def _row(one: GrantListed, today: date) -> Row:
    line = line_of(one, today)
    return (
        *(line.name, line.username, line.role, line.unit),
        *(line.days, line.given, line.reason, line.state),
    )
