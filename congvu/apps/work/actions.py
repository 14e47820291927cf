"""Writes to tasks and results. Many rows go in by COPY: an import is one act, not 100,000."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.apps.rulebook.queries import hold_open
from congvu.apps.work.enums import Origin
from congvu.apps.work.models import Result, Task
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to assign; person and unit by code, product by id; coefficient in tenths."""

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


@dataclass(frozen=True, slots=True)
class NewResult:
    """What came of a task; amounts in hundredths. Excused parts name who confirmed the cause.

    `failed` counts all failed reviews, `excused_failed` and `excused_days` what of it is excused.
    """

    task_id: int
    completed_hundredths: int
    finished_on: date | None = None
    failed: int = 0
    excused_failed: int = 0
    excused_days: int = 0
    excused_by: str = ""
    excuse: str = ""
    effect: int | None = None
    evidence: str = ""


_TASK_COLUMNS = (
    "id", "period_id", "person_id", "unit_id", "product_id", "title", "output",
    "coefficient_tenths", "assigned_hundredths", "due_on", "origin", "assigned_by_id",
    "assigned_at", "source",
)  # fmt: skip
_RESULT_COLUMNS = (
    "task_id", "completed_hundredths", "finished_on", "failed", "excused_failed", "excused_days",
    "excused_by", "excuse", "effect", "evidence",
)  # fmt: skip


@transaction.atomic
def assign_tasks(
    period_id: int, rows: Sequence[NewTask], *, by: Actor | None, at: datetime
) -> list[int]:
    """Assign tasks in an open period and return their ids in order.

    Raises PeriodClosed, UnknownPerson, UnknownUnit, or Refused for a row a constraint forbids.
    """
    hold_open([period_id])
    people = person_ids(row.person for row in rows)
    units = unit_ids(row.unit for row in rows)
    _refuse_ended_units(period_id, units.values())
    ids = _reserve_ids(len(rows))
    giver = by.pk if by else None
    with in_words(Task):
        _copy(
            "work_task",
            _TASK_COLUMNS,
            (
                (
                    task_id, period_id, people[row.person], units[row.unit], row.product_id,
                    nfc(row.title), nfc(row.output), row.coefficient_tenths,
                    row.assigned_hundredths, row.due_on, int(row.origin), giver, at, row.source,
                )
                for task_id, row in zip(ids, rows, strict=True)
            ),
        )  # fmt: skip
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
def carry_over(from_period: int, to_period: int, *, by: Actor | None, at: datetime) -> int:
    """Hand on what was not finished: a planned line with the rest and its own old deadline.

    A task is handed on once however often this is called; returns how many were. Raises
    PeriodClosed when the period that receives them is closed.
    """
    hold_open([to_period])
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, [to_period, by.pk if by else None, at, from_period, to_period])
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
    SELECT %s, t.person_id, t.unit_id, t.product_id, t.title, t.output, t.coefficient_tenths,
           t.assigned_hundredths - coalesce(r.completed_hundredths, 0), t.due_on, 0, %s, %s,
           'carried:' || t.id
    FROM work_task t
    LEFT JOIN work_result r ON r.task_id = t.id AND r.accepted_at IS NOT NULL
    WHERE t.period_id = %s AND t.assigned_hundredths > coalesce(r.completed_hundredths, 0)
      AND NOT EXISTS (SELECT 1 FROM work_task other
                      WHERE other.period_id = %s AND other.person_id = t.person_id
                        AND other.source = 'carried:' || t.id)
    ORDER BY t.id
    RETURNING id
"""


@transaction.atomic
def report_results(rows: Sequence[NewResult], *, by: Actor | None, at: datetime) -> None:
    """Report what came of tasks; a later report replaces one not yet accepted.

    Raises PeriodClosed, or Refused for an unknown task, an accepted result or a row that a
    constraint forbids.
    """
    ids = [row.task_id for row in rows]
    _hold_periods_of(ids)
    _forget_reports(ids)
    with in_words(Result):
        _copy("work_result", _RESULT_COLUMNS, (_result_row(row) for row in rows))
    audit.record(
        "work.results_reported",
        kind="task",
        object_id=ids[0] if len(ids) == 1 else "",
        label=f"{len(rows)} kết quả",
        by=by,
        at=at,
        payload=listed([[row.task_id, row.completed_hundredths, row.finished_on] for row in rows]),
    )


def report_result(row: NewResult, *, by: Actor | None, at: datetime) -> None:
    """Report what came of one task; see report_results."""
    report_results([row], by=by, at=at)


@transaction.atomic
def accept_results(task_ids: Sequence[int], *, by: Actor | None, at: datetime) -> int:
    """Accept reported results as they stand, so that they count; return how many were new.

    Raises PeriodClosed, or Refused when a task has no report.
    """
    _hold_periods_of(task_ids)
    wanted = list(set(task_ids))
    if missing := len(wanted) - _count("task_id = ANY(%s)", wanted):
        raise Refused(f"{missing} nhiệm vụ chưa có báo cáo kết quả để nghiệm thu.")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE work_result SET accepted_at = %s, accepted_by_id = %s"
            " WHERE task_id = ANY(%s) AND accepted_at IS NULL",
            [at, by.pk if by else None, wanted],
        )
        count: int = cursor.rowcount
    audit.record(
        "work.results_accepted",
        kind="task",
        object_id=task_ids[0] if len(task_ids) == 1 else "",
        label=f"{count} kết quả",
        by=by,
        at=at,
        payload=listed(list(task_ids)),
    )
    return count


@transaction.atomic
def review_result(row: NewResult, *, by: Actor | None, at: datetime, reason: str = "") -> None:
    """Accept one result with the amounts, failures and excuses that the reviewer states.

    Raises PeriodClosed, or Refused when there is no report or a constraint forbids the row.
    """
    _hold_periods_of([row.task_id])
    result = Result.objects.select_for_update().filter(task=row.task_id).first()
    if result is None:
        raise Refused("Nhiệm vụ chưa có báo cáo kết quả để nghiệm thu.")
    before = [result.completed_hundredths, result.failed, result.excused_days]
    for name in _RESULT_COLUMNS[1:]:
        setattr(result, name, getattr(row, name))
    result.accepted_at, result.accepted_by_id = at, by.pk if by else None
    with in_words(Result):
        result.save(update_fields=[*_RESULT_COLUMNS[1:], "accepted_at", "accepted_by"])
    audit.record(
        "work.result_reviewed",
        kind="task",
        object_id=row.task_id,
        label=f"Nhiệm vụ {row.task_id}",
        by=by,
        at=at,
        reason=reason,
        payload={
            "before": before,
            "after": [row.completed_hundredths, row.failed, row.excused_days],
            "excuse": row.excuse,
            "excused_by": row.excused_by,
        },
    )


def _hold_periods_of(task_ids: Sequence[int]) -> None:
    wanted = list(set(task_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT period_id, count(*) FROM work_task WHERE id = ANY(%s) GROUP BY period_id",
            [wanted],
        )
        found = dict(cursor.fetchall())
    if missing := len(wanted) - sum(found.values()):
        raise Refused(f"{missing} mã nhiệm vụ không có trong hồ sơ.")
    hold_open(sorted(found))


def _forget_reports(task_ids: Sequence[int]) -> None:
    if accepted := _count("task_id = ANY(%s) AND accepted_at IS NOT NULL", task_ids):
        raise Refused(f"{accepted} kết quả đã nghiệm thu; không báo cáo lại được.")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM work_result WHERE task_id = ANY(%s)", [list(task_ids)])


def _count(which: str, task_ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM work_result WHERE {which}", [list(task_ids)])  # noqa: S608 - our own words
        found: int = cursor.fetchone()[0]
    return found


def _result_row(row: NewResult) -> tuple[object, ...]:
    return (
        row.task_id, row.completed_hundredths, row.finished_on, row.failed, row.excused_failed,
        row.excused_days, nfc(row.excused_by), nfc(row.excuse), row.effect, nfc(row.evidence),
    )  # fmt: skip


def _reserve_ids(count: int) -> list[int]:
    """Take ids from the sequence beforehand: COPY returns none, and callers need them in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('work_task', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _copy(table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # copy() itself raises the driver's errors
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)
