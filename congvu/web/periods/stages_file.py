"""How the cards of every agency stand as a workbook: one row an agency and stage."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import LEFT_OUT, StageTally
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file

_COLUMNS = (
    Column("Mã", width=14),
    Column("Cơ quan", width=44),
    Column("Bước", width=26),
    Column("Số phiếu", 0, 10),
    Column("Quá hạn", 0, 10),
    Column("Lâu nhất (ngày làm việc)", 0, 14),
)


def stages_file(period: PeriodRow, rows: Sequence[StageTally]) -> HttpResponse:
    """Send the tallies in their order, the agency with the most late ones first."""
    told = (
        (one.agency, one.name, _stage(one.stage), one.cards, one.late, one.days) for one in rows
    )
    return list_file(f"lich-{period.key}", period.label, _COLUMNS, told)


def _stage(stage: str) -> str:
    return "Không chấm kỳ này" if stage == LEFT_OUT else str(ScorecardState(stage).label)
