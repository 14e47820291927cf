"""A task as a page for whoever assigns it; and two people's values side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from congvu.apps.work.actions import Seen
from congvu.apps.work.enums import ChangeState, Origin
from congvu.apps.work.queries import ChangeRow, PortionRow, TaskPlace, TaskRow, Touch
from congvu.kernel.dates import format_day
from congvu.web.head.desk import Desk
from congvu.web.head.unit_tasks_page import Tag, differences_of, tags_of
from congvu.web.shared.frame import Link
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import amount, coefficient, percent_of


class Form(Protocol):
    """What was typed, and what is wrong by field."""

    texts: dict[str, str]
    faults: dict[str, str]

    def text(self, name: str) -> str: ...


@dataclass(frozen=True)
class ChangeLine:
    """One change: before and after, why, who asked and who settled it."""

    id: int
    differences: tuple[tuple[str, str, str], ...]
    reason: str
    asked: str
    state: str
    settled: str
    declined: str
    waits: bool
    own: bool


@dataclass(frozen=True)
class UnitTaskPage:
    """The whole page."""

    id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    tags: tuple[Tag, ...]
    parts: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...]
    waiting: bool
    may_change: bool
    begun: bool
    handed_back: str
    takers: tuple[tuple[str, str, bool], ...]
    seen: str
    fields: dict[str, str]
    faults: tuple[tuple[str, str], ...]
    unit_code: str
    up: Link
    here: str


def unit_task_page(
    desk: Desk,
    row: TaskRow,
    place: TaskPlace,
    changes: Sequence[ChangeRow],
    portions: Sequence[PortionRow],
    typed: Form,
    *,
    may_change: bool,
    reader: int,
) -> UnitTaskPage:
    """Return the page; `reader` is the user's id, who may withdraw what she asked for."""
    waiting = next((one for one in changes if one.waits), None)
    return UnitTaskPage(
        id=row.id,
        title=row.title,
        facts=_facts(row, place),
        tags=tuple(tags_of(row, waiting, desk.today, is_open=place.is_open)),
        parts=tuple(
            (one.full_name + (" (chủ trì)" if one.leads else ""), percent_of(one.share))
            for one in portions
        ),
        changes=tuple(_change(one, reader) for one in changes),
        waiting=waiting is not None,
        may_change=may_change,
        begun=desk.period is not None and desk.today >= desk.period.starts_on,
        handed_back=row.handed_back_reason if row.handed_back else "",
        takers=tuple(
            (one.code, one.name, one.code == typed.text("nguoi"))
            for one in desk.givable
            if one.id != row.person_id
        ),
        seen=seen_text(row),
        fields=_fields(row, typed),
        faults=tuple(typed.faults.items()),
        unit_code=desk.here.code,
        up=Link("Việc của phòng", f"{reverse('unit_tasks')}?{desk.query()}", here=False),
        here=reverse("unit_task", args=(row.id,)),
    )


def seen_text(row: TaskRow) -> str:
    """What stands on a task, as its form carries it."""
    return f"{row.assigned_hundredths}|{row.coefficient_tenths}|{format_day(row.due_on)}"


def _fields(row: TaskRow, typed: Form) -> dict[str, str]:
    standing = {
        "so-luong": amount(row.assigned_hundredths),
        "he-so": coefficient(row.coefficient_tenths),
        "han": format_day(row.due_on),
        "han-moi": format_day(row.due_on),
    }
    shown = {name: typed.texts[name] if typed.texts else text for name, text in standing.items()}
    return {
        name.replace("-", "_"): text
        for name, text in (shown | {n: typed.text(n) for n in ("ly-do", "thoi")}).items()
    }


def _facts(row: TaskRow, place: TaskPlace) -> tuple[tuple[str, str], ...]:
    origin = Origin(row.origin).label
    told = f"{origin}: {row.origin_reason}" if row.origin_reason else str(origin)
    facts = (
        ("Người thực hiện", place.full_name),
        ("Sản phẩm", row.product or "ngoài danh mục"),
        ("Kết quả đầu ra", row.output),
        ("Số lượng giao", amount(row.assigned_hundredths)),
        ("Đã báo cáo", amount(row.reported_hundredths)),
        ("Hệ số", coefficient(row.coefficient_tenths)),
        ("Hạn", format_day(row.due_on)),
        ("Nguồn việc", told),
    )
    return tuple(fact for fact in facts if fact[1])


def _change(one: ChangeRow, reader: int) -> ChangeLine:
    settled = ""
    if one.settled_at:
        settled = f"{one.settled_by or 'Hệ thống'}, {moment(one.settled_at)}"
    return ChangeLine(
        id=one.id,
        differences=differences_of(one),
        reason=one.reason,
        asked=f"{one.asked_by or 'Hệ thống'}, {moment(one.asked_at)}",
        state=str(ChangeState(one.state).label),
        settled=settled,
        declined=one.decline_note,
        waits=one.waits,
        own=one.asked_by_id == reader,
    )


@dataclass(frozen=True)
class ConflictLine:
    """A value that two people see differently: as seen, as it stands now, as typed."""

    label: str
    name: str
    seen: str
    now: str
    mine: str
    differs: bool


@dataclass(frozen=True)
class TaskConflictPage:
    """Both values, who changed the task and when; the form to decide with."""

    title: str
    who: str
    lines: tuple[ConflictLine, ...]
    reason: str
    stops: bool
    seen: str
    here: str
    unit_code: str
    back: str


def conflict_page(
    desk: Desk, row: TaskRow, place: TaskPlace, typed: Form, seen: Seen, last: Touch | None
) -> TaskConflictPage:
    """Return the page that shows what somebody else made of the task meanwhile."""
    now = (
        amount(row.assigned_hundredths),
        coefficient(row.coefficient_tenths),
        format_day(row.due_on),
    )
    before = (
        amount(seen.assigned_hundredths),
        coefficient(seen.coefficient_tenths),
        format_day(seen.due_on),
    )
    labels = (("Số lượng", "so-luong"), ("Hệ số", "he-so"), ("Hạn", "han"))
    return TaskConflictPage(
        title=row.title,
        who=f"{last.by}, lúc {moment(last.at)}" if last else "Một người khác",
        lines=tuple(
            ConflictLine(label, name, was, stands, typed.text(name) or was, was != stands)
            for (label, name), was, stands in zip(labels, before, now, strict=True)
        ),
        reason=typed.text("ly-do"),
        stops=bool(typed.text("thoi")),
        seen=seen_text(row),
        here=reverse("unit_task", args=(place.task_id,)),
        unit_code=desk.here.code,
        back=f"{reverse('unit_task', args=(place.task_id,))}?{desk.query()}",
    )
