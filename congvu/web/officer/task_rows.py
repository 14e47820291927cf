"""Tasks as their owner reads them: what was asked, what came of it, what it did to the score."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from congvu.apps.evaluation.queries import TaskView
from congvu.apps.work.enums import Origin
from congvu.apps.work.queries import TaskRow as Task
from congvu.engine.explain import Explanation
from congvu.web.officer.month_view import TaskRow
from congvu.web.officer.task_answers import answers_to
from congvu.web.shared.deadlines import short
from congvu.web.shared.numbers import NOTHING, amount, coefficient, converted, signed

DELAY_WORDS = {"calendar_day": "ngày", "working_day": "ngày làm việc", "occurrence": "lần"}


def task_rows(
    tasks: Iterable[TaskView], explanation: Explanation | None, *, delay_unit: str, today: date
) -> tuple[TaskRow, ...]:
    """One row a task, with the points that it moved; delays are counted in `delay_unit`."""
    moved = _moved(explanation)
    unit = DELAY_WORDS[delay_unit]
    return tuple(_row(task, moved.get(str(task.row.id)), unit, today) for task in tasks)


def _moved(explanation: Explanation | None) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for bar in explanation.bars if explanation else ():
        if bar.row is not None:
            found[bar.row] += bar.shown
    return found


def _row(task: TaskView, moved: int | None, unit: str, today: date) -> TaskRow:
    row = task.row
    return TaskRow(
        id=str(row.id),
        anchor=f"viec-{row.id}",
        title=row.title,
        below=_below(row),
        assigned=amount(row.assigned_hundredths),
        completed=amount(row.completed_hundredths),
        converted=converted(row.coefficient_tenths * row.assigned_hundredths),
        quality=_quality(task),
        progress=_progress(task, unit, today),
        late=task.delays > 0 or _overdue(row, today),
        failed=task.failed > 0,
        moved=signed(moved) if moved else NOTHING,
        events=_events(task, unit),
        answers=answers_to(row),
    )


def _below(row: Task) -> str:
    done = f", xong {short(row.finished_on)}" if row.finished_on else ""
    points = f"hệ số {coefficient(row.coefficient_tenths)}"
    return f"hạn {short(row.due_on)}{done} · {points} · {_origin(row)}"


def _origin(row: Task) -> str:
    return str(Origin(row.origin).label).lower()


def _quality(task: TaskView) -> str:
    row = task.row
    if row.completed_hundredths is None:
        return NOTHING
    if not row.accepted:
        return "chờ báo cáo lại" if row.returned else "chờ nghiệm thu"
    excused = f" (miễn {row.excused_failed} do khách quan)" if row.excused_failed else ""
    return (f"{task.failed} lượt chưa đạt" if task.failed else "đạt") + excused


def _progress(task: TaskView, unit: str, today: date) -> str:
    row = task.row
    if task.delays:
        return f"chậm {task.delays} {unit}"
    if row.accepted and row.excused_days:
        return f"miễn {row.excused_days} ngày do khách quan"
    if row.finished_on:
        return "đúng hạn"
    return "quá hạn, chưa xong" if _overdue(row, today) else "đang làm"


def _overdue(row: Task, today: date) -> bool:
    return row.finished_on is None and row.due_on < today


def _events(task: TaskView, unit: str) -> dict[str, str]:
    row = task.row
    done = amount(row.completed_hundredths or 0) if row.accepted else "0"
    amounts = f"xong {done} trong {amount(row.assigned_hundredths)}"
    days = f"hạn {short(row.due_on)}, xong {short(row.finished_on)}"
    return {
        "shortfall": amounts if row.accepted else f"{amounts}, {_why_nothing(row)}",
        "extra": f"{_origin(row)}, {amounts}",
        "quality": f"{task.failed} lượt chưa đạt",
        "delay": f"chậm {task.delays} {unit} ({days})",
    }


def _why_nothing(row: Task) -> str:
    if row.completed_hundredths is None:
        return "chưa báo kết quả"
    return "chờ báo cáo lại" if row.returned else "chờ nghiệm thu"
