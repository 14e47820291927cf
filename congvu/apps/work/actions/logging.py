"""The daily log: so much was done on that day. A line is kept once, however often it is sent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue.queries import ProductRow, product_named, products_in_force
from congvu.apps.org.queries import person_ids
from congvu.apps.rulebook.queries import PeriodRow, period_holding
from congvu.apps.work.actions.assigning import NewTask, held_task, insert_tasks
from congvu.apps.work.actions.causes import excuse_of
from congvu.apps.work.enums import Origin
from congvu.apps.work.models import Entry, Result, Task
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A line to log: on a task, or on a product (by id), whose open task is then found.

    `key` is made where the line is typed. `unit` (by code) is where the person works, for a
    product nobody assigned her. `source` names another system and its own id.
    """

    key: uuid.UUID
    person: str
    day: date
    amount_hundredths: int
    task_id: int | None = None
    product_id: int | None = None
    unit: str = ""
    title: str = ""
    coefficient_tenths: int | None = None
    minutes: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a line: its entry and task; `new` is False where it had come before."""

    key: uuid.UUID
    entry_id: int
    task_id: int
    new: bool


@transaction.atomic
def log_work(rows: Sequence[NewEntry], *, by: Actor | None, at: datetime) -> list[Logged]:
    """Log lines and count them in what was reported of their tasks; return them in order.

    A line whose key came before is left as it is. A product that is not assigned becomes a task
    the person declared, outside the plan (Đ18.1d). Raises Refused for a day to come or before
    the task's month, a key of somebody else, a cancelled or foreign task; PeriodClosed,
    UnknownPeriod, UnknownPerson.
    """
    people = person_ids(row.person for row in rows)
    one_at_a_time(sorted(set(people.values())))
    before = {one.key: one for one in Entry.objects.filter(key__in=[row.key for row in rows])}
    done = []
    for row in rows:
        person = people[row.person]
        known = before.get(row.key)
        if known is None:
            known = before[row.key] = _log(row, person, by=by, at=at)
            done.append(Logged(row.key, known.pk, known.task_id, new=True))
        elif known.person_id != person:
            raise Refused("Mã của dòng ghi việc này đã thuộc về người khác.")
        else:
            done.append(Logged(row.key, known.pk, known.task_id, new=False))
    fresh = [one.entry_id for one in done if one.new]
    if fresh:
        audit.record(
            "work.work_logged",
            kind="task",
            object_id=done[0].task_id if len(done) == 1 else "",
            label=f"{len(fresh)} dòng ghi việc",
            by=by,
            at=at,
            payload=listed([[str(row.key), str(row.day), row.amount_hundredths] for row in rows]),
        )
    return done


def one_at_a_time(person_ids: Sequence[int]) -> None:
    """Let the logs of one person wait for each other: the same line sent twice finds the first."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [list(person_ids)])


_ONE_AT_A_TIME = """
    SELECT pg_advisory_xact_lock(hashtext('work.log'), person)
    FROM unnest(%s::integer[]) WITH ORDINALITY AS asked (person, place) ORDER BY place
"""


def _log(row: NewEntry, person: int, *, by: Actor | None, at: datetime) -> Entry:
    if row.day > local_day(at):
        raise Refused(f"Ngày {format_day(row.day)} chưa tới; chỉ ghi việc đã làm.")
    task = _task_of(row, person, by=by, at=at)
    with in_words(Entry), transaction.atomic():
        entry = Entry.objects.create(
            key=row.key,
            task=task,
            person_id=person,
            day=row.day,
            amount_hundredths=row.amount_hundredths,
            minutes=row.minutes,
            note=nfc(row.note).strip(),
            source=row.source,
            made_by_id=by.pk if by else None,
            made_at=at,
        )
    _add(task, row)
    return entry


def _task_of(row: NewEntry, person: int, *, by: Actor | None, at: datetime) -> Task:
    if row.task_id is not None:
        task = held_task(row.task_id)
        if task.person_id != person:
            raise Refused("Việc này được giao cho người khác; chỉ người được giao ghi kết quả.")
        if task.handed_back_at is not None:
            raise Refused("Việc này đã trả lại; không ghi thêm được.")
        if row.day < task.period.starts_on:
            raise Refused(
                f"Việc này của kỳ bắt đầu từ {format_day(task.period.starts_on)}; ngày "
                f"{format_day(row.day)} thuộc kỳ trước, hãy ghi vào việc của kỳ đó."
            )
        return task
    period = period_holding(row.day)
    task_id = _open_task(row, person, period) or _declare(row, period, by=by, at=at)
    return held_task(task_id)


def _open_task(row: NewEntry, person: int, period: PeriodRow) -> int | None:
    """The task of this product that a line counts in: the first due of those with work left."""
    if row.product_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [period.id, person, row.product_id])
        found = cursor.fetchone()
    return found[0] if found else None


_OPEN = """
    SELECT t.id FROM work_task t LEFT JOIN work_result r ON r.task_id = t.id
    JOIN catalogue_product p ON p.id = t.product_id
    JOIN catalogue_version v ON v.id = p.version_id
    WHERE t.period_id = %s AND t.person_id = %s AND t.cancelled_at IS NULL
      AND t.handed_back_at IS NULL
      AND (p.code, v.series) IN (
          SELECT q.code, w.series FROM catalogue_product q
          JOIN catalogue_version w ON w.id = q.version_id WHERE q.id = %s)
    ORDER BY t.assigned_hundredths <= coalesce(r.completed_hundredths + r.pending_hundredths, 0),
             t.due_on, t.id
    LIMIT 1
"""


def _declare(row: NewEntry, period: PeriodRow, *, by: Actor | None, at: datetime) -> int:
    """Make a task of what nobody assigned: sudden work, as the person declares it."""
    product = listed_on(row.product_id, row.day) if row.product_id else None
    if product is None and not (row.title.strip() and row.coefficient_tenths):
        raise Refused("Việc ngoài danh mục phải có tên và hệ số đề nghị.")
    made = NewTask(
        person=row.person,
        unit=row.unit,
        title=product.name if product else row.title.strip(),
        coefficient_tenths=product.coefficient_tenths if product else row.coefficient_tenths or 0,
        assigned_hundredths=row.amount_hundredths,
        due_on=min(period.ends_on, max(row.day, period.starts_on)),
        origin=Origin.UNPLANNED,
        product_id=product.id if product else None,
        output=product.output if product else "",
        origin_reason=nfc(row.note).strip(),
        declared=True,
    )
    return insert_tasks(period.id, [made], by=by, at=at)[0]


def listed_on(product_id: int, day: date) -> ProductRow:
    """The product as the catalogue of the day lists it: an old edition's weight counts no more."""
    now = products_in_force([product_id], on=day).get(product_id)
    if now is None:
        raise Refused(
            f"{product_named(product_id).name}: không còn trong danh mục áp dụng ngày "
            f"{format_day(day)}; hãy tìm sản phẩm thay thế, hoặc ghi thành việc ngoài danh mục."
        )
    return product_named(now[0])


def _add(task: Task, row: NewEntry) -> None:
    """Count a line in what was reported; what was accepted already stays as it is."""
    result = Result.objects.select_for_update().filter(task=task).first()
    if result is None:
        result = Result(task=task, completed_hundredths=0, **excuse_of(task.pk))
    if result.accepted_at is None:
        result.completed_hundredths += row.amount_hundredths
        result.finished_on = max(filter(None, (result.finished_on, row.day)))
    elif row.amount_hundredths:
        result.pending_hundredths += row.amount_hundredths
        result.pending_on = max(filter(None, (result.pending_on, row.day)))
    result.returned_at, result.return_reason = None, ""
    _save(result)


@transaction.atomic
def void_entry(entry_id: int, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Take a line out of the log, and its amount out of what waits for acceptance.

    A task that the person declared goes with its last line: nothing is left of it. Raises Refused
    once the amount was accepted, where no reason is given, or for a line that another system told
    of: it is set right at its source, or its batch is undone.
    """
    entry = Entry.objects.select_related("task").filter(pk=entry_id, voided_at=None).first()
    if entry is None:
        raise Refused("Dòng ghi việc này không có, hoặc đã được xóa.")
    if entry.source:
        raise Refused(
            "Dòng này do hệ thống khác báo sang: sửa ở hệ thống ấy, hoặc báo văn phòng cơ quan "
            "hoàn tác lần nhận."
        )
    one_at_a_time([entry.person_id])
    held_task(entry.task_id)
    result = Result.objects.select_for_update().get(task=entry.task_id)
    if result.accepted_at is not None and (
        entry.made_at <= result.accepted_at or result.pending_hundredths < entry.amount_hundredths
    ):
        raise Refused("Dòng này đã được nghiệm thu; muốn sửa hãy đề nghị người nghiệm thu trả lại.")
    entry.voided_at, entry.void_reason = at, nfc(reason).strip()
    with in_words(Entry):
        entry.save(update_fields=["voided_at", "void_reason"])
    _subtract(result, entry)
    gone = _take_back_declared(entry.task, result, at=at)
    audit.record(
        "work.entry_voided",
        kind="task",
        object_id=entry.task_id,
        label=entry.task.title,
        by=by,
        at=at,
        reason=nfc(reason),
        payload={
            "entry": str(entry.key),
            "amount": entry.amount_hundredths,
            "task_cancelled": gone,
        },
    )


def _take_back_declared(task: Task, result: Result, *, at: datetime) -> bool:
    """Whether a task nobody assigned has no line left, and is therefore taken back."""
    left = Entry.objects.filter(task=task.pk, voided_at=None).exists()
    if not task.declared or left or result.accepted_at is not None:
        return False
    task.cancelled_at = at
    task.save(update_fields=["cancelled_at"])
    return True


def _subtract(result: Result, entry: Entry) -> None:
    left = Entry.objects.filter(task=entry.task_id, voided_at=None)
    if result.accepted_at is not None:
        result.pending_hundredths -= entry.amount_hundredths
        later = left.filter(made_at__gt=result.accepted_at, amount_hundredths__gt=0)
        last = later.aggregate(last=Max("day"))["last"]
        result.pending_on = last if result.pending_hundredths else None
    else:
        result.completed_hundredths = max(0, result.completed_hundredths - entry.amount_hundredths)
        result.finished_on = left.aggregate(last=Max("day"))["last"]
    _save(result)


def _save(result: Result) -> None:
    with in_words(Result):
        if result.pk is None:
            result.save(force_insert=True)
        else:
            result.save(
                update_fields=[
                    "completed_hundredths",
                    "finished_on",
                    "pending_hundredths",
                    "pending_on",
                    "returned_at",
                    "return_reason",
                ]
            )
