"""Which month a workbook is about, and which of its rows belong to it."""

from collections import Counter
from collections.abc import Iterable

from congvu.exchange.workbook.problems import Problems
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.tasks import Task
from congvu.kernel.fixed import format_fixed
from congvu.kernel.periods import Month


def month_of(task: Task) -> Month:
    """The month a row belongs to: its own "Kỳ", else that of the later of deadline and finish.

    Work that is late counts where it ends; work that is early counts where it was planned.
    """
    if task.month is not None:
        return task.month
    return Month.of(max(task.due, task.finished or task.due))


def choose_month(tasks: Iterable[Task], asked: Month | None) -> Month:
    """The month asked for, or the only one there is; Refused names the months that were found."""
    found = Counter(map(month_of, tasks))
    if asked is not None:
        return asked
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise Refused(Kind.NOTHING_IN_PERIOD, "Không có dòng việc nào dùng được trong tệp.")
    months = "; ".join(
        f"{month.key} ({format_fixed(rows, places=0)} việc)"
        for month, rows in sorted(found.items())
    )
    likely = max(sorted(found), key=lambda month: found[month])
    raise Refused(
        Kind.MANY_MONTHS,
        f"Hạn và ngày xong trải qua nhiều tháng: {months}. Hãy chọn một tháng, ví dụ "
        f"--period {likely.key}.",
    )


def rows_of(tasks: Iterable[Task], month: Month, problems: Problems) -> list[Task]:
    """The rows of the month: its own, and unfinished planned work that was due before it."""
    kept: list[Task] = []
    elsewhere: Counter[Month] = Counter()
    for task in tasks:
        belongs = month_of(task)
        if belongs == month:
            kept.append(task)
        elif task.month is None and task.finished is None and belongs < month:
            kept.append(task)
            problems.notice(
                task.table.place(task.row, "due"),
                f"việc chưa xong, hạn trong {belongs.label}: tính vào {month.label} với hạn cũ",
                "",
                task.code,
            )
        else:
            elsewhere[belongs] += 1
            problems.notice(
                task.table.place(task.row), f"thuộc {belongs.label}, không tính", "", task.code
            )
    if not kept:
        others = ", ".join(other.key for other in sorted(elsewhere)) or "không có"
        raise Refused(
            Kind.NOTHING_IN_PERIOD,
            f"Không có việc nào của {month.label}. Các tháng có trong tệp: {others}.",
        )
    return kept
