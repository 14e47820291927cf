"""The people of a round as a workbook, whole, with every step of the level."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.queries.years import RoundNow, RoundRow, YearResultRow, peer_group_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file
from congvu.web.years.level_words import level_word, mean_told
from congvu.web.years.round_page import SCOPES

_WHO = (
    Column("Mã", width=14),
    Column("Họ và tên", width=28),
    Column("Đơn vị", width=32),
    Column("Nhóm", width=28),
)
_LEVEL = (
    Column("Mức trước trần", width=22),
    Column("Mức", width=22),
    Column("Hết chỗ trong", width=24),
    Column("Lý do chuyển mức", width=40),
    Column("Không xếp loại vì", width=40),
)


def now_file(now: RoundNow) -> HttpResponse:
    """Send a round as it comes out now."""
    steps = now.found.rows[0].steps if now.found.rows else ()
    ranked = next((one.steps for one in now.found.rows if one.is_ranked), steps)
    columns = (*_WHO, Column("Số tháng", 0, 10), Column("Điểm trung bình", width=16),
               *(Column(one.label, width=24) for one in ranked[:-1]), *_LEVEL)  # fmt: skip
    rows = [
        (
            one.row.person,
            one.row.full_name,
            one.row.unit_name,
            peer_group_of(one.row),
            sum(month.months for month in one.months),
            mean_told(one.exact, now.found.rules),
            *(level_word(step.level) for step in (one.steps or ranked)[:-1]),
            level_word(one.before_cap),
            level_word(one.level),
            SCOPES.get(one.capped_in, one.capped_in),
            one.facts.move.reason if one.facts.move else "",
            one.reason,
        )
        for one in now.found.rows
    ]
    return _file(now.found.period, now.found.round, columns, rows)


def stored_file(period: PeriodRow, row: RoundRow, results: Sequence[YearResultRow]) -> HttpResponse:
    """Send a round as it was decided."""
    columns = (*_WHO, Column("Điểm trung bình", 2, 16), Column("Mức theo điểm", width=22),
               *_LEVEL, Column("Quyết định", width=20),
               Column("Mã kiểm tra", width=68))  # fmt: skip
    rows = [
        (
            one.person,
            one.full_name,
            one.unit_name,
            str(one.inputs["inputs"].get("peer_group", "")),
            one.score_hundredths,
            level_word(one.by_score),
            level_word(one.before_cap),
            level_word(one.level),
            SCOPES.get(one.capped_in, one.capped_in),
            one.moved_reason,
            one.not_ranked_reason,
            one.number,
            one.sha256,
        )
        for one in results
    ]
    return _file(period, row, columns, rows)


def _file(
    period: PeriodRow, row: RoundRow, columns: Sequence[Column], rows: Sequence[tuple[object, ...]]
) -> HttpResponse:
    name = f"xep-loai-{period.key}-{row.unit_code}"
    return list_file(name, f"Xếp loại {period.key}", columns, rows)
