"""The people of one gap as a workbook: all that match what the page is narrowed to."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.queries import GapRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file

_COLUMNS = (
    Column("Mã", width=14),
    Column("Họ và tên", width=26),
    Column("Đơn vị", width=34),
    Column("Vì sao", width=50),
    Column("Đã chấp nhận", width=40),
)


def gap_file(period: PeriodRow, gap: Gap, rows: Sequence[GapRow]) -> HttpResponse:
    """Send the people of the gap."""
    told = ((one.person, one.full_name, one.unit_name, one.what, one.settled) for one in rows)
    return list_file(f"chot-{period.key}-{gap.value}", str(gap.label), _COLUMNS, told)
