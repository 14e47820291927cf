"""Reports of many results at once, as imports and commands make them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.rulebook.queries import hold_open
from congvu.apps.work.actions.rows import copy_rows
from congvu.apps.work.models import Entry, Result
from congvu.kernel.vietnamese import nfc


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


RESULT_COLUMNS = (
    "task_id", "completed_hundredths", "finished_on", "failed", "excused_failed", "excused_days",
    "excused_by", "excuse", "effect", "evidence",
)  # fmt: skip


@transaction.atomic
def report_results(rows: Sequence[NewResult], *, by: Actor | None, at: datetime) -> None:
    """Report what came of tasks; a later report replaces one not yet accepted.

    Raises PeriodClosed, or Refused for an unknown task, an accepted result or a row that a
    constraint forbids.
    """
    ids = [row.task_id for row in rows]
    hold_periods_of(ids)
    _forget_reports(ids)
    with in_words(Result):
        copy_rows("work_result", RESULT_COLUMNS, (_result_row(row) for row in rows))
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


def hold_periods_of(task_ids: Sequence[int]) -> None:
    """Keep the periods of these tasks open; raises PeriodClosed, or Refused for an unknown one."""
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
    if accepted := count_results("task_id = ANY(%s) AND accepted_at IS NOT NULL", task_ids):
        raise Refused(f"{accepted} kết quả đã nghiệm thu; không báo cáo lại được.")
    if logged := Entry.objects.filter(task__in=task_ids).values("task").distinct().count():
        raise Refused(f"{logged} việc đã ghi theo ngày; hãy ghi thêm vào nhật ký của việc đó.")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM work_result WHERE task_id = ANY(%s)", [list(task_ids)])


def count_results(which: str, task_ids: Sequence[int]) -> int:
    """Count the results of these tasks that fit a condition."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM work_result WHERE {which}", [list(task_ids)])  # noqa: S608 - our own words
        found: int = cursor.fetchone()[0]
    return found


def _result_row(row: NewResult) -> tuple[object, ...]:
    return (
        row.task_id, row.completed_hundredths, row.finished_on, row.failed, row.excused_failed,
        row.excused_days, nfc(row.excused_by), nfc(row.excuse), row.effect, nfc(row.evidence),
    )  # fmt: skip
