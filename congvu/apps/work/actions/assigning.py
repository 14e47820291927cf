"""Handing out work: many tasks at once, what repeats, what was not finished."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.apps.rulebook.queries import hold_open
from congvu.apps.work.actions.rows import copy_rows, reserve_ids
from congvu.apps.work.enums import Origin
from congvu.apps.work.models import Task
from congvu.apps.work.queries.among import Among
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to assign; person and unit by code, product by id; coefficient in tenths.

    `origin_reason` tells what asked for work outside the plan (Đ18.1d). `declared`: the person
    enters it herself. `taken_from` is the task of another that this one takes over.
    """

    person: str
    unit: str
    title: str
    coefficient_tenths: int
    assigned_hundredths: int
    due_on: date
    origin: int = Origin.PLANNED
    product_id: int | None = None
    output: str = ""
    source: str = ""
    origin_reason: str = ""
    declared: bool = False
    taken_from: int | None = None


_COLUMNS = (
    "id", "period_id", "person_id", "unit_id", "product_id", "title", "output",
    "coefficient_tenths", "assigned_hundredths", "due_on", "origin", "assigned_by_id",
    "assigned_at", "source", "origin_reason", "declared", "taken_from_id",
)  # fmt: skip


@transaction.atomic
def assign_tasks(
    period_id: int, rows: Sequence[NewTask], *, by: Actor | None, at: datetime
) -> list[int]:
    """Assign tasks in an open period and return their ids in order.

    Raises PeriodClosed, UnknownPerson, UnknownUnit, or Refused for a row a constraint forbids.
    """
    ids = insert_tasks(period_id, rows, by=by, at=at)
    audit.record(
        "work.tasks_assigned",
        kind="task",
        object_id=ids[0] if len(ids) == 1 else "",
        label=rows[0].title if len(rows) == 1 else f"{len(rows)} nhiệm vụ",
        by=by,
        at=at,
        payload=listed([[row.person, row.title, row.assigned_hundredths] for row in rows]),
    )
    return ids


def insert_tasks(
    period_id: int, rows: Sequence[NewTask], *, by: Actor | None, at: datetime
) -> list[int]:
    """Put tasks in; for actions of this app, whose own event tells of them."""
    hold_open([period_id])
    people = person_ids(row.person for row in rows)
    units = unit_ids(row.unit for row in rows)
    _refuse_ended_units(period_id, units.values())
    ids = reserve_ids(len(rows))
    giver = by.pk if by else None
    with in_words(Task):
        copy_rows(
            "work_task",
            _COLUMNS,
            (
                (
                    task_id, period_id, people[row.person], units[row.unit], row.product_id,
                    nfc(row.title), nfc(row.output), row.coefficient_tenths,
                    row.assigned_hundredths, row.due_on, int(row.origin), giver, at, row.source,
                    nfc(row.origin_reason), row.declared, row.taken_from,
                )
                for task_id, row in zip(ids, rows, strict=True)
            ),
        )  # fmt: skip
    return ids


def _refuse_ended_units(period_id: int, units: Collection[int]) -> None:
    """A unit that ended before a period began is given no work in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.name, u.valid_until FROM org_unit u, rulebook_period p"
            " WHERE p.id = %s AND u.id = ANY(%s) AND u.valid_until <= p.starts_on ORDER BY u.id",
            [period_id, list(units)],
        )
        ended = cursor.fetchone()
    if ended:
        name, until = ended
        raise Refused(f"{name} kết thúc hoạt động {format_day(until)}; không giao việc ở đó nữa.")


@transaction.atomic
def carry_over(
    from_period: int,
    to_period: int,
    *,
    by: Actor | None,
    at: datetime,
    among: Among | None = None,
) -> int:
    """Hand on what was not finished: a planned line with the rest and its own old deadline.

    A task is handed on once however often this is called; returns how many were. What was
    cancelled or handed back stays behind. `among`: only the work that lies there. Raises
    PeriodClosed when the period that receives them is closed.
    """
    hold_open([to_period])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('work.carry_over'), %s)", [to_period])
        cursor.execute(
            _CARRY,
            {
                "to": to_period,
                "by": by.pk if by else None,
                "at": at,
                "from": from_period,
                "units": list(among.units) if among else None,
                "but": list(among.but) if among else [],
            },
        )
        carried = [row[0] for row in cursor.fetchall()]
    audit.record(
        "work.tasks_carried_over",
        kind="task",
        object_id="",
        label=f"{len(carried)} nhiệm vụ",
        by=by,
        at=at,
        payload=listed(carried) | {"from": from_period, "to": to_period},
    )
    return len(carried)


_CARRY = """
    INSERT INTO work_task (period_id, person_id, unit_id, product_id, title, output,
        coefficient_tenths, assigned_hundredths, due_on, origin, assigned_by_id, assigned_at,
        source)
    SELECT %(to)s, t.person_id, t.unit_id, t.product_id, t.title, t.output, t.coefficient_tenths,
           t.assigned_hundredths - coalesce(r.completed_hundredths, 0), t.due_on, 0, %(by)s, %(at)s,
           'carried:' || t.id
    FROM work_task t
    LEFT JOIN work_result r ON r.task_id = t.id AND r.accepted_at IS NOT NULL
    WHERE t.period_id = %(from)s AND t.assigned_hundredths > coalesce(r.completed_hundredths, 0)
      AND t.cancelled_at IS NULL AND t.handed_back_at IS NULL AND NOT t.declared
      AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY(%(units)s::bigint[]))
      AND t.person_id <> ALL(%(but)s::bigint[])
      AND NOT EXISTS (SELECT 1 FROM work_task other
                      WHERE other.period_id = %(to)s AND other.person_id = t.person_id
                        AND other.source = 'carried:' || t.id)
    ORDER BY t.id
    RETURNING id
"""


@transaction.atomic
def hand_back(task_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Give back a task one cannot do: it stays the giver's planned line (Đ18.1d).

    What was done of it counts; the rest may be taken over. Raises Refused, PeriodClosed.
    """
    task = held_task(task_id)
    if task.handed_back_at is not None:
        raise Refused("Việc này đã được trả lại.")
    task.handed_back_at, task.handed_back_reason = at, nfc(reason).strip()
    _save_hand_back(task, "work.task_handed_back", by=by, at=at, reason=reason)


@transaction.atomic
def keep_with(task_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Leave a task that was handed back with the one who gave it back."""
    task = held_task(task_id)
    if task.handed_back_at is None:
        raise Refused("Việc này không ở trạng thái trả lại.")
    if task.takers.filter(cancelled_at=None).exists():
        raise Refused("Đã có người nhận thay việc này; không giao lại cho người cũ được.")
    task.handed_back_at, task.handed_back_reason = None, ""
    _save_hand_back(task, "work.task_kept", by=by, at=at, reason=reason)


def _save_hand_back(task: Task, verb: str, *, by: Actor | None, at: datetime, reason: str) -> None:
    with in_words(Task):
        task.save(update_fields=["handed_back_at", "handed_back_reason"])
    audit.record(
        verb, kind="task", object_id=task.pk, label=task.title, by=by, at=at, reason=nfc(reason)
    )


@transaction.atomic
def take_over(
    task_id: int,
    *,
    person: str,
    unit: str,
    due_on: date,
    by: Actor | None,
    at: datetime,
) -> int:
    """Assign the rest of a task that was handed back to another; return the new task's id.

    It counts in what she did and not in what she was assigned (Đ18.1d). Raises Refused where
    nothing is left, it was not handed back, or it would go to the same person.
    """
    task = held_task(task_id)
    if task.handed_back_at is None:
        raise Refused("Chỉ việc đã trả lại mới giao cho người khác nhận thay.")
    if person_ids([person])[person] == task.person_id:
        raise Refused("Người nhận thay phải khác người trả lại.")
    rest = _left_of(task)
    if rest <= 0:
        raise Refused("Phần còn lại của việc này đã có người nhận, hoặc đã làm xong.")
    row = NewTask(
        person=person,
        unit=unit,
        title=task.title,
        coefficient_tenths=task.coefficient_tenths,
        assigned_hundredths=rest,
        due_on=due_on,
        origin=Origin.TAKEN_OVER,
        product_id=task.product_id,
        output=task.output,
        origin_reason=task.handed_back_reason,
        taken_from=task.pk,
    )
    (made,) = insert_tasks(task.period_id, [row], by=by, at=at)
    audit.record(
        "work.task_taken_over",
        kind="task",
        object_id=made,
        label=task.title,
        by=by,
        at=at,
        reason=task.handed_back_reason,
        payload={"from": task.pk, "person": person, "assigned": rest},
    )
    return made


def _left_of(task: Task) -> int:
    """What nobody did or took over yet, in hundredths."""
    done = getattr(task, "result", None)
    taken = sum(task.takers.filter(cancelled_at=None).values_list("assigned_hundredths", flat=True))
    reported = (done.completed_hundredths + done.pending_hundredths) if done else 0
    return task.assigned_hundredths - reported - taken


def held_task(task_id: int) -> Task:
    """Return a task for writing, its period kept open; raises Refused, PeriodClosed.

    The lock lets others add rows that name the task: a reviewer who holds its result and writes
    the review would else wait for a log that waits for the result.
    """
    task = Task.objects.select_for_update(no_key=True).filter(pk=task_id).first()
    if task is None:
        raise Refused(f"Không có việc mang mã {task_id} trong hồ sơ.")
    if task.cancelled_at is not None:
        raise Refused("Việc này đã thôi giao.")
    hold_open([task.period_id])
    return task
