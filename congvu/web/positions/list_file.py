"""The positions in force as a workbook: all that the page is narrowed to."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.positions.queries import ListedPosition
from congvu.exchange.workbook.results import Column
from congvu.web.positions.list_page import LABELS, matching
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Mã", width=16),
    Column("Vị trí việc làm", width=44),
    Column("Nhóm", width=26),
    Column("Ngạch, chức danh", width=40),
    Column("Số người", 0, 10),
    Column("Đang giữ", 0, 10),
)


def positions_file(listed: Sequence[ListedPosition], search: str, group: str) -> HttpResponse:
    """Send the positions."""
    return list_file(
        "vi-tri", "Vị trí việc làm", _COLUMNS, map(_row, matching(listed, search, group))
    )


def _row(one: ListedPosition) -> Row:
    ranks = "; ".join(row.rank for row in one.ranks)
    return (one.code, one.name, str(LABELS[one.group]), ranks, one.headcount, one.held)
