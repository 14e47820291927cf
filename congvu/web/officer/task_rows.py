"""Tasks as their owner reads them: what was asked, what came of it, what it did to the score."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from congvu.apps.work.enums import Origin
from congvu.apps.work.queries import TaskRow as Task
from congvu.engine.cases import Given
from congvu.engine.explain import Explanation
from congvu.web.officer.month_view import TaskRow
from congvu.web.shared.deadlines import short
from congvu.web.shared.numbers import NOTHING, amount, coefficient, converted, signed

DELAY_WORDS = {"calendar_day": "ngày", "working_day": "ngày làm việc", "occurrence": "lần"}
Counted = Mapping[str, Given]


def task_rows(
    tasks: Iterable[Task],
    counted: Iterable[Counted],
    explanation: Explanation | None,
    *,
    delay_unit: str,
    today: date,
) -> tuple[TaskRow, ...]:
    """One row a task; `counted` are the rows that the score was made from, by task id."""
    by_id = {str(row["id"]): row for row in counted}
    lost = _lost(explanation)
    unit = DELAY_WORDS[delay_unit]
    return tuple(
        _row(task, by_id.get(str(task.id), {}), lost.get(str(task.id)), unit, today)
        for task in tasks
    )


def _lost(explanation: Explanation | None) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for bar in explanation.bars if explanation else ():
        if bar.row is not None:
            found[bar.row] += bar.shown
    return found


def _row(task: Task, counted: Counted, lost: int | None, unit: str, today: date) -> TaskRow:
    failed, delays = int(counted.get("failed") or 0), int(counted.get("delays") or 0)
    return TaskRow(
        anchor=f"viec-{task.id}",
        title=task.title,
        below=_below(task),
        assigned=amount(task.assigned_hundredths),
        completed=amount(task.completed_hundredths),
        converted=converted(task.coefficient_tenths * task.assigned_hundredths),
        quality=_quality(task, failed),
        progress=_progress(task, delays, unit, today),
        late=delays > 0,
        failed=failed > 0,
        lost=NOTHING if lost is None else signed(lost),
        events=_events(task, failed, delays, unit),
    )


def _below(task: Task) -> str:
    done = f", xong {short(task.finished_on)}" if task.finished_on else ""
    origin = str(Origin(task.origin).label).lower()
    return (
        f"hạn {short(task.due_on)}{done} · hệ số {coefficient(task.coefficient_tenths)} · {origin}"
    )


def _quality(task: Task, failed: int) -> str:
    if task.completed_hundredths is None:
        return NOTHING
    excused = f" (miễn {task.excused_failed} do khách quan)" if task.excused_failed else ""
    return (f"{failed} lượt chưa đạt" if failed else "đạt") + excused


def _progress(task: Task, delays: int, unit: str, today: date) -> str:
    if delays:
        return f"chậm {delays} {unit}"
    if task.excused_days:
        return f"miễn {task.excused_days} ngày do khách quan"
    if task.finished_on:
        return "đúng hạn"
    return "đang làm" if task.due_on >= today else "chưa báo xong"


def _events(task: Task, failed: int, delays: int, unit: str) -> dict[str, str]:
    amounts = (
        f"xong {amount(task.completed_hundredths or 0)} trong {amount(task.assigned_hundredths)}"
    )
    days = f"hạn {short(task.due_on)}, xong {short(task.finished_on)}"
    return {
        "shortfall": amounts,
        "extra": f"{str(Origin(task.origin).label).lower()}, {amounts}",
        "quality": f"{failed} lượt chưa đạt",
        "delay": f"chậm {delays} {unit} ({days})",
    }
