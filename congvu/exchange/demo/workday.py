"""The story room at work in the open month: logged, reviewed, changed, handed back, lent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue.queries import product_named
from congvu.apps.org import actions as org
from congvu.apps.org import queries as org_queries
from congvu.apps.org.actions import NewDelegation
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import (
    Changed,
    NewEntry,
    NewPortion,
    NewRecurrence,
    NewTask,
    NewWhole,
)
from congvu.apps.work.enums import CauseKind
from congvu.apps.work.queries import TaskRow
from congvu.exchange.demo import story
from congvu.exchange.demo.frames import CLOCK, OPEN, moment
from congvu.exchange.demo.tasks import ONE

TODAY = CLOCK.date()
DAYS = tuple(date(2026, 11, day) for day in (16, 17, 18, 19, 20, 23))
LOGGED = ("Phiên sáng", "", "Kèm bản đồ trích đo", "", "", "")
ACCEPTED = date(2026, 11, 18)
LENT_UNTIL = date(2026, 11, 26)
GIVEN = (12, 8, 15, 10)
"""How many of each of Đức's daily products the head handed out for the month."""
REPEATED = (("Báo cáo tuần về cấp phép xây dựng", 27, 30), ("Giao ban đầu tháng", 10, 3))


@dataclass(frozen=True)
class Room:
    """The open month of the room: its period, everybody's tasks by person, and who acts."""

    period: PeriodRow
    tasks: Mapping[str, list[TaskRow]]
    users: Mapping[str, Actor]

    def open_of(self, person: str) -> list[TaskRow]:
        """What a person has left to do of the catalogue's products, the first due first."""
        return [
            row
            for row in self.tasks.get(person, ())
            if row.product_id and row.reported_hundredths < row.assigned_hundredths
        ]


def of_the_room(period: PeriodRow, users: Mapping[str, Actor]) -> None:
    """Play the open month's days so that every page of the working day has something to show."""
    room = Room(period, _tasks_by_person(period), users)
    _log_days(room, _give(room))
    _answers(room)
    _changes(room)
    _handed_back(room)
    _plans(users["truong.phong"])
    actions.hand_out(period, by=users["truong.phong"], at=moment(date(2026, 11, 23), 8))
    _lend(users)


def _tasks_by_person(period: PeriodRow) -> dict[str, list[TaskRow]]:
    ids = org_queries.person_ids(story.RATED_BY_HEAD)
    names = {number: code for code, number in ids.items()}
    found: dict[str, list[TaskRow]] = {}
    for row in queries.tasks(period.id, list(ids.values())):
        found.setdefault(names[row.person_id], []).append(row)
    return found


def _give(room: Room) -> list[int]:
    """Hand out Đức's daily work: the products he is known for, many of each; their tasks."""
    known = dict.fromkeys(row.product_id for row in room.tasks.get(story.DUC, ()) if row.product_id)
    products = [product_named(one) for one in list(known)[: len(GIVEN)]]
    rows = [
        NewTask(
            story.DUC, story.ROOM, one.name, one.coefficient_tenths, amount * ONE, OPEN.last_day,
            product_id=one.id, output=one.output,
        )
        for one, amount in zip(products, GIVEN, strict=False)
    ]  # fmt: skip
    head = room.users["truong.phong"]
    return actions.assign_tasks(room.period.id, rows, by=head, at=moment(date(2026, 11, 2)))


def _key(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(("demo", *map(str, parts))))


def _log_days(room: Room, given: list[int]) -> None:
    """Đức logs his days; what is not accepted yet waits for the head."""
    by = room.users["duc.hoang"]
    for number, day in enumerate(DAYS):
        for turn in range(2):
            task_id = given[(number + turn) % len(given)]
            entry = NewEntry(
                _key(task_id, day), story.DUC, day, (1 + turn) * ONE, task_id=task_id,
                minutes=90 if turn else None, note="" if turn else LOGGED[number],
            )  # fmt: skip
            at = moment(day, 16, 40) if day < TODAY else moment(day, 11, 5)
            actions.log_work([entry], by=by, at=at)
        if day == ACCEPTED:
            actions.accept_results(
                given, batch=True, by=room.users["truong.phong"], at=moment(day, 17)
            )
    sudden = NewEntry(
        _key("sudden"), story.DUC, date(2026, 11, 19), ONE, unit=story.ROOM,
        title="Kiểm tra hiện trường sạt lở bờ kè theo điện của phường", coefficient_tenths=20,
        minutes=180, note="Điện số 15 ngày 19/11/2026",
    )  # fmt: skip
    made = actions.log_work([sudden], by=by, at=moment(date(2026, 11, 19), 17))[0]
    actions.attach_link(
        made.task_id, label="Biên bản kiểm tra số 31/BB-KT", link="", by=by,
        at=moment(date(2026, 11, 19), 17, 5),
    )  # fmt: skip


def _answers(room: Room) -> None:
    """The head sends one report back, finds one short, and an objective cause waits for her."""
    head, officer = room.users["truong.phong"], room.users["duc.hoang"]
    waiting = [row for row in room.tasks.get(story.DUC, ()) if row.is_waiting_for_review]
    for row, act, reason in zip(
        waiting,
        (actions.return_result, actions.fail_result),
        ("Bổ sung bản vẽ hoàn công", "Số liệu quý chưa khớp với báo cáo tháng 10"),
        strict=False,
    ):
        act(row.id, reason=reason, by=head, at=moment(date(2026, 11, 20), 15))
    late = [row for row in room.tasks.get(story.DUC, ()) if row.due_on < TODAY]
    for row, kind in zip(late, (CauseKind.WAITING, CauseKind.APPLICANT), strict=False):
        actions.claim_cause(
            row.id, kind, note="Công văn 1182 gửi ngày 05/11", by=officer, at=_said(row)
        )
    if len(late) > 1:
        first = queries.causes_of([late[1].id])[0]
        actions.confirm_cause(
            first.id, days=2, failed=0, by=head, at=moment(date(2026, 11, 20), 16)
        )


def _said(row: TaskRow) -> datetime:
    return moment(min(row.due_on, date(2026, 11, 19)), 10)


def _changes(room: Room) -> None:
    """One change waits for Đức to acknowledge it, one he declined waits for a second approver."""
    head, officer = room.users["truong.phong"], room.users["duc.hoang"]
    lines = room.open_of(story.DUC)
    at = moment(date(2026, 11, 20), 9)
    if lines:
        to = Changed(due_on=OPEN.last_day)
        actions.ask_change(lines[-1].id, to, reason="Sở lùi hạn gửi báo cáo", by=head, at=at)
    if len(lines) > 1:
        more = Changed(assigned_hundredths=lines[-2].assigned_hundredths + 2 * ONE)
        change = actions.ask_change(
            lines[-2].id, more, reason="Thêm hồ sơ của tổ 5", by=head, at=at
        )
        actions.decline_change(
            change, note="Đã nhận thêm việc đột xuất tuần này", by=officer,
            at=at + timedelta(hours=3),
        )  # fmt: skip


def _handed_back(room: Room) -> None:
    """Đạt gives two tasks back; one is taken over, one waits for the head."""
    head = room.users["truong.phong"]
    for number, row in enumerate(room.open_of(story.NOT_YET)[:2]):
        actions.hand_back(
            row.id, reason="Đi tập huấn từ 19/11 đến hết tháng", by=None,
            at=moment(date(2026, 11, 18), 14),
        )  # fmt: skip
        if number == 0:
            actions.take_over(
                row.id, person=story.ANH, unit=story.ROOM, due_on=OPEN.last_day, by=head,
                at=moment(date(2026, 11, 18), 16),
            )  # fmt: skip


def _plans(head: Actor) -> None:
    """Work the room shares, work that takes two months, work that comes again each month."""
    at, december = moment(date(2026, 11, 20), 10), OPEN.next()
    shared = NewWhole("Kế hoạch chỉnh trang vỉa hè đường Trần Phú", 80, 2 * ONE, output="Kế hoạch")
    shares = ((story.ANH, 5000, True), (story.DUC, 3000, False), (story.OVERDUE, 2000, False))
    actions.share_work(
        shared,
        [
            NewPortion(person, story.ROOM, OPEN, OPEN.last_day, share, leads)
            for person, share, leads in shares
        ],
        by=head,
        at=at,
    )
    long = NewWhole("Rà soát hồ sơ đất công toàn phường", 140, ONE, output="Báo cáo")
    actions.share_work(
        long,
        [
            NewPortion(story.BINH, story.ROOM, OPEN, OPEN.last_day, 4000, True),
            NewPortion(story.BINH, story.ROOM, december, december.last_day, 6000, True),
        ],
        by=head,
        at=at,
    )
    actions.repeat_work(list(_repeated()), by=head, at=at)


def _repeated() -> Iterable[NewRecurrence]:
    for title, tenths, day in REPEATED:
        yield NewRecurrence(
            story.DUC, story.ROOM, title, tenths, ONE, day, OPEN.next(), output="Báo cáo"
        )


def _lend(users: Mapping[str, Actor]) -> None:
    """The head is away until Wednesday: her deputy acts in her name; nobody lends a password."""
    head, deputy = users["truong.phong"], users["pho.phong"]
    grant = org_queries.lendable_grants(head.pk, on=TODAY)[0]
    org.delegate(
        NewDelegation(grant.id, deputy.pk, TODAY, LENT_UNTIL, "Tập huấn tại Đà Lạt"),
        by=head,
        at=moment(TODAY, 7, 30),
    )
