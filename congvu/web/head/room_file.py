"""The people of a room as a workbook: what the page shows, everybody of it."""

from collections.abc import Mapping
from fractions import Fraction

from django.http import HttpResponse

from congvu.apps.evaluation.queries import PersonMonth, RoomView
from congvu.exchange.workbook.results import Column
from congvu.kernel.fixed import round_ratio
from congvu.web.head.attention import flags_of
from congvu.web.head.room_page import standing_now
from congvu.web.objections.room_marks import NO_MARK, RoomMark
from congvu.web.shared.levels import scale_of
from congvu.web.shared.list_files import Row, list_file

_SHARES = (("a", "a"), ("b", "b"), ("c", "c"), ("d", "d"), ("dd", "đ"), ("e", "e"), ("share", "P"))
_HUNDREDTHS_OF_PERCENT = 4  # decimals of a share
_COLUMNS = (
    Column("Mã", width=14),
    Column("Họ và tên", width=26),
    Column("Chức vụ", width=22),
    Column("Đơn vị", width=30),
    Column("Việc xong", 0, 9),
    Column("Việc", 0, 9),
    *(Column(f"{label} (%)", 2, 9) for _, label in _SHARES),
    Column("Chung: tự chấm", 2, 11),
    Column("Chung: xác nhận", 2, 11),
    Column("Điểm", 2, 10),
    Column("Mức điểm tương ứng", width=28),
    Column("Lý do chưa có điểm", width=34),
    Column("Cần xem", width=40),
)


def room_file(view: RoomView, marks: Mapping[int, RoomMark]) -> HttpResponse:
    """Send the room's people in the order of the unit, each with the result that stands now."""
    name = f"phong-{view.period.key}"
    rows = (_row(standing_now(one, marks), view, marks) for one in view.people)
    return list_file(name, view.unit.name, _COLUMNS, rows)


def _row(one: PersonMonth, view: RoomView, marks: Mapping[int, RoomMark]) -> Row:
    card, scale = one.card, scale_of(view.rules)
    scored = one.score_hundredths is not None and one.level
    marked = marks.get(card.id, NO_MARK).flags
    flags = (*marked, *flags_of(one, view.rules, is_open=view.period.is_open))
    return (
        card.person,
        card.full_name,
        card.title,
        card.unit_name,
        one.done,
        one.tasks,
        *(_percent(one.shares.get(name)) for name, _ in _SHARES),
        card.general_self_hundredths,
        card.general_hundredths,
        one.score_hundredths,
        scale.level_of(one.score_hundredths).word if scored else "",
        one.reason,
        "; ".join(flag.text for flag in flags),
    )


def _percent(share: Fraction | None) -> int | None:
    return None if share is None else round_ratio(share, _HUNDREDTHS_OF_PERCENT)
