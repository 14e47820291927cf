"""Objections and amendments as workbooks: all in the reader's reach that match the filter."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from congvu.apps.evaluation.queries import HeldObjection, ProposalRow
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day
from congvu.web.objections.amendment_page import proposal_lines
from congvu.web.objections.rows import line_of
from congvu.web.shared.list_files import list_file
from congvu.web.shared.moments import moment

_WHO = (
    Column("Số", 0, 8),
    Column("Mã người", width=14),
    Column("Họ và tên", width=26),
    Column("Đơn vị", width=30),
    Column("Kỳ", width=16),
)
_OBJECTIONS = (
    *_WHO,
    Column("Nội dung bị kiến nghị", width=40),
    Column("Gửi lúc", width=20),
    Column("Hạn", width=12),
    Column("Trạng thái", width=28),
    Column("Đang ở", width=40),
)
_AMENDMENTS = (
    *_WHO,
    Column("Lý do", width=40),
    Column("Căn cứ", width=10),
    Column("Trạng thái", width=18),
    Column("Trước", 2, 10),
    Column("Sau", 2, 10),
    Column("Người đề nghị", width=24),
    Column("Người kiểm tra", width=24),
)


def objections_file(rows: Sequence[HeldObjection], today: date) -> HttpResponse:
    """Send objections with who holds each."""
    told = []
    for one in rows:
        row, line = one.row, line_of(one, today)
        told.append((
            row.id, row.person, row.full_name, row.unit_name, line.month, row.label,
            moment(row.lodged_at), format_day(row.due_on), line.state, line.holder,
        ))  # fmt: skip
    return list_file("kien-nghi", "Kiến nghị", _OBJECTIONS, told)


def amendments_file(rows: Sequence[ProposalRow]) -> HttpResponse:
    """Send proposals to amend, with both results where they are in force."""
    told = [
        (
            row.id, row.person, row.full_name, row.unit_name, line.month, row.reason, row.clause,
            line.state, row.was_hundredths, row.now_hundredths, row.proposer, row.checker or "",
        )
        for row, line in zip(rows, proposal_lines(rows), strict=True)
    ]  # fmt: skip
    return list_file("dieu-chinh", "Điều chỉnh kết quả", _AMENDMENTS, told)
