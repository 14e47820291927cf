"""An objection in words, as lists and its own page say it: what, whose, who holds it, how long."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.apps.evaluation.enums import ObjectionState
from congvu.apps.evaluation.queries import HeldObjection, ObjectionRow
from congvu.kernel.dates import format_day
from congvu.kernel.periods import tracked, whole_year
from congvu.web.shared.moments import day_of

ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One objection in a list; `late` asks for a look."""

    href: str
    label: str
    who: str
    where: str
    month: str
    state: str
    clock: str
    holder: str
    late: bool
    open: bool


def line_of(held: HeldObjection, today: date) -> Line:
    """An objection as a list shows it."""
    row = held.row
    return Line(
        href=reverse("objection", args=(row.id,)),
        label=row.label,
        who=row.full_name,
        where=row.unit_name,
        month=month_words(row),
        state=str(ObjectionState(row.state).label),
        clock=clock_words(row, today),
        holder=holder_words(held, today),
        late=is_late(row, today),
        open=row.frozen,
    )


def month_words(row: ObjectionRow) -> str:
    """The period as a reader says it: "tháng 11/2026", "năm 2026"."""
    return whole_year(int(row.period)).label if row.of_year else tracked(row.period).label


def is_late(row: ObjectionRow, today: date) -> bool:
    """Whether its answer is overdue."""
    return row.waits and row.left(today) < 0


def clock_words(row: ObjectionRow, today: date) -> str:
    """How long there is still to answer, in working days; or when it was answered."""
    if row.answered_at is not None:
        return f"ngày {day_of(row.answered_at)}"
    left = row.left(today)
    due = f"hạn {format_day(row.due_on)}"
    if left == 0:
        return f"{due}, là hôm nay" if row.due_on == today else f"{due}, không còn ngày làm việc"
    if left > 0:
        return f"{due}, còn {left} ngày làm việc"
    return f"{due}, quá {-left} ngày làm việc"


def holder_words(held: HeldObjection, today: date) -> str:
    """Who holds it; when it is late also the next level, which is told."""
    row = held.row
    if row.state == ObjectionState.ACCEPTED:
        what = "đề nghị thay thế" if row.of_year else "điều chỉnh"
        return f"cơ quan tổ chức cán bộ lập {what}"
    if not row.waits:
        return row.decided_by or ""
    if held.decider is None:
        return "chưa có người đứng đầu có thẩm quyền"
    if row.asks_opinion and row.state == ObjectionState.LODGED:
        return f"chờ ý kiến độc lập, rồi {held.decider.full_name}"
    above = f"; đã báo {held.above.full_name}" if held.above and is_late(row, today) else ""
    return f"{held.decider.full_name}, {held.decider.unit_name}{above}"
