"""From a unit's tasks to the page: one row a task, what it waits for, filters with their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.actions import TAKEN_BACK_WITHIN
from congvu.apps.work.enums import ChangeState, Origin
from congvu.apps.work.queries import (
    ChangeRow,
    Freshness,
    GivingRow,
    Stage,
    TaskRow,
    UnitTask,
    WaitingChange,
)
from congvu.kernel.dates import format_day
from congvu.web.head.assign_page import unit_choices
from congvu.web.head.desk import Desk
from congvu.web.head.room_view import UnitChoice
from congvu.web.shared.deadlines import short
from congvu.web.shared.frame import Link
from congvu.web.shared.moments import moment
from congvu.web.shared.months import Months, months_around
from congvu.web.shared.numbers import amount, coefficient, count
from congvu.web.shared.paging import Pages

STAGES = {
    Stage.UNTOUCHED: "Chưa làm",
    Stage.UNDER_WAY: "Đang làm",
    Stage.REPORTED: "Chờ duyệt",
    Stage.RETURNED: "Trả lại bổ sung",
    Stage.OVERDUE: "Quá hạn",
    Stage.HANDED_BACK: "Xin trả lại việc",
    Stage.CHANGING: "Có thay đổi chờ",
    Stage.OUTSIDE: "Ngoài danh mục",
    Stage.DONE: "Đã xong",
}


class Filters(Protocol):
    """What the reader asked for."""

    person: str
    stage: str
    search: str
    act: GivingRow | None


@dataclass(frozen=True)
class Tag:
    """One thing to know of a task; `tone` is "late", "look" or empty."""

    text: str
    tone: str


@dataclass(frozen=True)
class TaskLine:
    """One row: the task, whose it is, how far it is, its deadline, what to know of it."""

    href: str
    title: str
    sub: str
    person: str
    done: str
    weight: str
    due: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class StageChip:
    """A stage to filter by, with how many tasks stand in it."""

    label: str
    href: str
    count: str
    here: bool


@dataclass(frozen=True)
class Approval:
    """A change that waits for a second person: before, after, why, who asked."""

    id: int
    title: str
    href: str
    person: str
    differences: tuple[tuple[str, str, str], ...]
    reason: str
    asked: str
    declined: str


@dataclass(frozen=True)
class UnitTasksPage:
    """The whole page."""

    unit: str
    period: str
    unit_code: str
    month: str
    is_open: bool
    units: tuple[UnitChoice, ...]
    months: Months
    people: tuple[tuple[str, str, bool], ...]
    stages: tuple[StageChip, ...]
    stage: str
    search: str
    rows: tuple[TaskLine, ...]
    told: str
    pages: Pages
    approvals: tuple[Approval, ...]
    given: str
    act: str
    may_take_back: bool
    assign: Link
    sources: tuple["Source", ...]


@dataclass(frozen=True)
class Source:
    """A system that tells of the unit's work: when it told last, what of it is not counted yet."""

    name: str
    told: str
    waits: str


def unit_tasks_page(
    desk: Desk,
    period: PeriodRow,
    rows: Sequence[UnitTask],
    changes: Sequence[ChangeRow],
    counts: Mapping[str, int],
    approvals: Sequence[WaitingChange],
    sources: Sequence[Freshness],
    asked: Filters,
    pages: Pages,
) -> UnitTasksPage:
    """Return the page of one unit in one month."""
    waiting = {one.task_id: one for one in changes if one.waits}
    act = asked.act
    return UnitTasksPage(
        unit=desk.here.name,
        period=period.label,
        unit_code=desk.here.code,
        month=period.key,
        is_open=period.is_open,
        units=unit_choices(desk),
        months=_months(desk, period),
        people=tuple((one.code, one.name, one.code == asked.person) for one in desk.staff),
        stages=_chips(desk, counts, asked),
        stage=asked.stage,
        search=asked.search,
        rows=tuple(_line(one, waiting.get(one.row.id), desk, period) for one in rows),
        told=pages.told or f"{count(pages.total)} việc",
        pages=pages,
        approvals=tuple(_approval(one) for one in approvals),
        given=f"Đã giao {count(len(act.tasks))} việc" if act else "",
        act=str(act.key) if act else "",
        may_take_back=act is not None
        and desk.now - act.at <= TAKEN_BACK_WITHIN
        and pages.total > 0,
        assign=Link("Giao việc", f"{reverse('assign')}?{desk.query()}", here=False),
        sources=tuple(map(_source, sources)),
    )


def _source(one: Freshness) -> Source:
    waiting = one.unmapped + one.refused
    return Source(
        one.name,
        f"gửi gần nhất {moment(one.came_at)}" if one.came_at else "chưa gửi lần nào",
        f"{count(waiting)} bản ghi chưa tính được" if waiting else "",
    )


def _months(desk: Desk, period: PeriodRow) -> Months:
    return months_around(
        period.key,
        [one.key for one in desk.every],
        lambda key: f"{reverse('unit_tasks')}?{desk.query(ky=key)}",
    )


def _chips(desk: Desk, counts: Mapping[str, int], asked: Filters) -> tuple[StageChip, ...]:
    kept = {name: text for name, text in (("nguoi", asked.person), ("tim", asked.search)) if text}

    def chip(label: str, stage: str, number: int) -> StageChip:
        href = f"{reverse('unit_tasks')}?{desk.query(**kept, trang_thai=stage)}"
        return StageChip(label, href, count(number), asked.stage == stage and not asked.act)

    return (
        chip("Tất cả", "", counts["all"]),
        *(
            chip(label, stage.value, counts[stage.name])
            for stage, label in STAGES.items()
            if counts[stage.name] or asked.stage == stage.value
        ),
    )


def _line(one: UnitTask, change: ChangeRow | None, desk: Desk, period: PeriodRow) -> TaskLine:
    row = one.row
    return TaskLine(
        href=f"{reverse('unit_task', args=(row.id,))}?{desk.query()}",
        title=row.title,
        sub=_sub(row, one, desk),
        person=one.full_name,
        done=f"{amount(row.reported_hundredths)}/{amount(row.assigned_hundredths)}",
        weight=coefficient(row.coefficient_tenths),
        due=short(row.due_on),
        tags=tuple(tags_of(row, change, desk.today, is_open=period.is_open)),
    )


def _sub(row: TaskRow, one: UnitTask, desk: Desk) -> str:
    where = one.unit_name if one.unit_name != desk.here.name else ""
    return " · ".join(text for text in (row.product or "ngoài danh mục", where) if text)


def tags_of(row: TaskRow, change: ChangeRow | None, today: date, *, is_open: bool) -> list[Tag]:
    """What to know of a task, the most urgent first."""
    whole = row.accepted and (row.completed_hundredths or 0) >= row.assigned_hundredths
    idle = row.completed_hundredths is None or (row.accepted and not whole)
    found = [
        ("xin trả lại việc", "late", row.handed_back),
        ("quá hạn", "late", is_open and idle and row.due_on < today and not row.handed_back),
        ("có thay đổi chờ", "look", change is not None),
        ("chờ duyệt", "look", row.is_waiting_for_review),
        ("trả lại bổ sung", "look", bool(row.returned)),
        ("đã xong", "", whole),
        ("chưa làm", "", row.completed_hundredths is None and not row.handed_back),
        ("đột xuất", "", row.origin == Origin.UNPLANNED),
        ("nhận thay", "", row.origin == Origin.TAKEN_OVER),
        ("tự khai", "", row.declared),
        ("chủ trì", "", row.leads is True),
        ("phối hợp", "", row.leads is False),
    ]
    return [Tag(text, tone) for text, tone, holds in found if holds]


def _approval(one: WaitingChange) -> Approval:
    change = one.change
    declined = change.decline_note if change.state == ChangeState.DECLINED else ""
    return Approval(
        id=change.id,
        title=one.title,
        href=reverse("unit_task", args=(change.task_id,)),
        person=one.full_name,
        differences=differences_of(change),
        reason=change.reason,
        asked=change.asked_by or "Hệ thống",
        declined=declined,
    )


def differences_of(change: ChangeRow) -> tuple[tuple[str, str, str], ...]:
    """What a change makes different: name, before, after."""
    if change.cancels:
        return (("Việc này", "đang giao", "thôi giao"),)
    pairs = (
        (
            "Số lượng",
            amount(change.was_assigned_hundredths),
            amount(change.assigned_hundredths),
        ),
        (
            "Hệ số",
            coefficient(change.was_coefficient_tenths),
            coefficient(change.coefficient_tenths),
        ),
        ("Hạn", format_day(change.was_due_on), format_day(change.due_on)),
    )
    return tuple(pair for pair in pairs if pair[1] != pair[2])
