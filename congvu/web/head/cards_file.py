"""The cards of Chấm phiếu as a workbook, in the order of the page."""

from collections.abc import Sequence

from django.http import HttpResponse

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.workbook.results import Column
from congvu.web.head.card_words import flags_of
from congvu.web.head.cards_page import Asked
from congvu.web.shared.list_files import Row, list_file

_COLUMNS = (
    Column("Mã", width=14),
    Column("Họ và tên", width=26),
    Column("Chức vụ", width=22),
    Column("Đơn vị", width=30),
    Column("Trạng thái", width=22),
    Column("Chung: tự chấm", 2, 11),
    Column("Chung: chấm", 2, 11),
    Column("Điểm", 2, 10),
    Column("Lý do chưa có điểm", width=34),
    Column("Nhận xét", width=40),
    Column("Cần xem", width=40),
)


def cards_file(period: PeriodRow, every: Sequence[Asked]) -> HttpResponse:
    """Send the cards in which the reader has a say."""
    return list_file(f"phieu-{period.key}", "Phiếu", _COLUMNS, (_row(one) for one in every))


def _row(one: Asked) -> Row:
    card, month = one.card.card, one.card.month
    return (
        card.person,
        card.full_name,
        card.title,
        card.unit_name,
        str(ScorecardState(card.state).label),
        card.general_self_hundredths,
        card.general_hundredths,
        month.score_hundredths,
        month.reason,
        card.comment,
        "; ".join(flag.text for flag in flags_of(one.card)),
    )
