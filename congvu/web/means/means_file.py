"""The means of a quarter or half-year as a workbook, every person whom the reader may read."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.queries.span_means import SpanMean
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.kernel.periods import Span
from congvu.law.registry import Rules
from congvu.web.means.means_page import NO_CARD, level_of, result_in, short
from congvu.web.shared.levels import Scale, scale_of
from congvu.web.shared.list_files import Row, list_file
from congvu.web.shared.numbers import capital


def means_file(
    span: Span, opened: Sequence[PeriodRow], rows: Sequence[SpanMean], rules: Rules
) -> HttpResponse:
    """Send the list; a period without a score says why in the last column."""
    scale = scale_of(rules)
    columns = (
        Column("Mã", width=12),
        Column("Họ và tên", width=26),
        Column("Đơn vị", width=34),
        Column("Cơ quan, địa phương", width=34),
        Column("Điểm trung bình", 2, 12),
        Column("Mức tương ứng", width=22),
        *(Column(capital(short(one.key)), 2, 11) for one in opened),
        Column("Ghi chú", width=50),
    )
    listed = (_row(one, opened, scale) for one in rows)
    return list_file(f"trung-binh-{span.key}", span.label, columns, listed)


def _row(one: SpanMean, opened: Sequence[PeriodRow], scale: Scale) -> Row:
    level = level_of(one, scale)
    results = [result_in(one, period.key) for period in opened]
    return (
        one.person,
        one.name,
        one.unit,
        one.agency,
        one.mean.score_hundredths,
        level.word if level else "",
        *(score.score_hundredths if score else None for score in results),
        "; ".join(_notes(one, opened)),
    )


def _notes(one: SpanMean, opened: Sequence[PeriodRow]) -> list[str]:
    notes = [one.mean.reason] if one.mean.reason else []
    for period in opened:
        score = result_in(one, period.key)
        if period.key in one.amended:
            notes.append(f"{short(period.key)}: đã điều chỉnh")
        elif score is None or score.reason:
            notes.append(f"{short(period.key)}: {score.reason if score else NO_CARD}")
    return notes
