"""From the log, the tasks and what waits for an answer to the page of the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.rulebook.queries import PeriodRow, current_period
from congvu.apps.work.enums import Verdict
from congvu.apps.work.queries import (
    EntryRow,
    Notice,
    TaskRow,
    Used,
    last_used,
    notices_of,
    open_tasks,
    recent_entries,
)
from congvu.web.officer.line_form import FIELDS, fresh_key
from congvu.web.officer.today_view import Asked, Done, DueGroup, Quick, Repeat, TodayPage
from congvu.web.shared.deadlines import due, short
from congvu.web.shared.frame import WEEKDAYS
from congvu.web.shared.hours import hours
from congvu.web.shared.numbers import amount, capital

USED_WITHIN = timedelta(days=62)
QUICK_ROWS = 6
DUE_ROWS = 8
DONE_ROWS = 12
HORIZONS = ((0, "Hôm nay"), (1, "Ngày mai"), (3, "Trong 3 ngày"), (7, "Trong 7 ngày"))
_NEVER = 10**9


@dataclass(frozen=True)
class Day:
    """Everything the page reads of one person: five queries."""

    today: date
    period: PeriodRow | None
    used: Sequence[Used]
    entries: Sequence[EntryRow]
    tasks: Sequence[TaskRow]
    notices: Sequence[Notice]


def day_of(person_id: int, *, today: date) -> Day:
    """Read a person's day."""
    since = today - USED_WITHIN
    period = current_period(today)
    running = period if period and period.is_open and period.ends_on >= today else None
    used = last_used(person_id, period_id=period.id, since=since) if period else []
    entries = recent_entries(person_id, on=today, since=since)
    tasks, notices = open_tasks(person_id), notices_of(person_id)
    return Day(today, running, used, entries, tasks, notices)


def today_page(day: Day, *, who: str, just: int | None) -> TodayPage:
    """The page of a day; `just` is the line that was logged a moment ago."""
    lines = [one for one in day.entries if one.day == day.today]
    shown = tuple(done_of(one) for one in lines[:DONE_ROWS])
    return TodayPage(
        title=f"{capital(WEEKDAYS[day.today.weekday()])}, {day.today:%d/%m/%Y}",
        who=who,
        day=str(day.today),
        told=told(lines),
        month_open=day.period is not None,
        quick=_quick(day),
        just=next((done_of(one) for one in lines if one.id == just), None),
        done=shown,
        done_more=len(lines) - len(shown),
        asked=tuple(_asked(one) for one in day.notices),
        due=_due(day),
        repeat=_repeat(day),
    )


def told(lines: Sequence[EntryRow]) -> str:
    """How many lines and hours there are, in words."""
    if not lines:
        return "Chưa ghi việc nào."
    spent = sum(one.minutes or 0 for one in lines)
    return f"Đã ghi {len(lines)} dòng" + (f", {hours(spent)} giờ." if spent else ".")


def done_of(line: EntryRow) -> Done:
    """A line of the log as lists show it."""
    facts = (
        f"{hours(line.minutes)} giờ" if line.minutes else "",
        line.note,
        f"từ {line.source_label}" if line.source else "",
        "đã nghiệm thu" if line.accepted else "",
    )
    return Done(
        id=line.id,
        amount=amount(line.amount_hundredths),
        title=line.title,
        below=" · ".join(filter(None, facts)),
        href=reverse("task", args=(line.task_id,)),
        day=f"{line.day:%d/%m/%Y}",
        undoable=not line.accepted,
    )


def _quick(day: Day) -> tuple[Quick, ...]:
    """What was last logged or is assigned; then assigned work that is in no catalogue."""
    due_on = {task.id: task.due_on for task in day.tasks}
    rows = [_of_product(one, due_on) for one in day.used]
    loose = [_of_task(task, day.today) for task in day.tasks if _is_loose(task)]
    return (*rows, *loose)[:QUICK_ROWS]


def _is_loose(task: TaskRow) -> bool:
    return task.product_id is None and is_left(task)


def is_left(task: TaskRow) -> bool:
    """Whether there is still something to do on a task."""
    done = task.reported_hundredths >= task.assigned_hundredths
    return not task.handed_back and not task.declared and (not done or bool(task.returned))


def _of_product(used: Used, due_on: dict[int, date]) -> Quick:
    facts = [f"mã {used.code}"]
    if used.task_id is not None:
        done, asked = amount(used.reported_hundredths), amount(used.assigned_hundredths)
        facts = [f"xong {done} trong {asked}"]
        facts += [f"hạn {short(due_on[used.task_id])}"] if used.task_id in due_on else []
    return Quick(
        title=used.name,
        below=" · ".join(facts),
        product=str(used.product_id),
        task="",
        key=fresh_key(),
        href=_sheet("product", used.product_id),
    )


def _of_task(task: TaskRow, today: date) -> Quick:
    done = f"xong {amount(task.reported_hundredths)} trong {amount(task.assigned_hundredths)}"
    return Quick(
        title=task.title,
        below=f"{due('hạn', task.due_on, today)} · {done}",
        product="",
        task=str(task.id),
        key=fresh_key(),
        href=reverse("task", args=(task.id,)),
        late=task.due_on < today,
    )


def _sheet(field: str, number: int) -> str:
    return f"{reverse('log_work')}?{urlencode({FIELDS[field]: number})}"


def _asked(notice: Notice) -> Asked:
    href = reverse("task", args=(notice.task_id,))
    if notice.is_change:
        what = "Thay đổi chờ xác nhận"
        href += "#thay-doi"
    else:
        what = "Chưa đạt" if notice.kind == Verdict.FAILED else "Trả lại để bổ sung"
    late = notice.kind == Verdict.FAILED
    return Asked(what, notice.title, notice.reason, notice.by or "Hệ thống", href, late)


def _due(day: Day) -> tuple[DueGroup, ...]:
    left = [task for task in day.tasks if is_left(task)]
    found = [_group("Quá hạn", -_NEVER, -1, left, day.today)]
    edge = -1
    for last, label in HORIZONS:
        found.append(_group(label, edge + 1, last, left, day.today))
        edge = last
    return tuple(group for group in found if group.rows)


def _group(label: str, first: int, last: int, left: Iterable[TaskRow], today: date) -> DueGroup:
    within = [task for task in left if first <= (task.due_on - today).days <= last]
    shown = tuple(_of_task(task, today) for task in within[:DUE_ROWS])
    return DueGroup(label, shown, len(within) - len(shown))


def _repeat(day: Day) -> Repeat | None:
    earlier = [one for one in day.entries if one.day < day.today and not one.source]
    if not earlier:
        return None
    last = earlier[0].day
    word = "hôm qua" if day.today - last == timedelta(days=1) else f"ngày {short(last)}"
    href = f"{reverse('today_repeat')}?{urlencode({'tu': str(last)})}"
    return Repeat(f"Chép việc {word} ({len(earlier)})", href)
