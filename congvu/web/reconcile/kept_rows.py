"""The comparisons that were kept, as rows of a workbook."""

from congvu.apps.evaluation.queries import ReconciliationRow
from congvu.engine.reconciliation.lines import Outcome
from congvu.exchange.reconciliation.words import OUTCOMES
from congvu.exchange.workbook.results import Column
from congvu.kernel.dates import format_day, local_day
from congvu.web.shared.list_files import Row

KEPT_COLUMNS = (
    Column("Ngày", width=12),
    Column("Kỳ", width=12),
    Column("Đơn vị", width=34),
    Column("Tệp quyết định", width=34),
    *(Column(OUTCOMES[one], 0, 14) for one in Outcome if one in OUTCOMES),
    Column("SHA-256 của tệp", width=66),
)


def kept_row(one: ReconciliationRow) -> Row:
    """One comparison."""
    counts = (one.counts.get(name, 0) for name in Outcome if name in OUTCOMES)
    day = format_day(local_day(one.at))
    return (day, one.period, one.unit_name, one.filename, *counts, one.sha256)
