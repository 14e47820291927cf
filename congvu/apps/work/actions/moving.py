"""Work that goes on to another period: a month's to its quarter, a late December's to January."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodRow, hold_open
from congvu.apps.work.models import REPEATED
from congvu.apps.work.queries.later import due_later
from congvu.kernel.dates import format_day


def move_into_quarter(months: Sequence[PeriodRow], into: PeriodRow) -> int:
    """Move all work of months to their quarter; part of an action's transaction and event.

    Reports, logs and evidence hang on the tasks and go with them. Repeated work gets its month's
    name, so that each month's turn stays one task. Returns how many tasks were moved.
    """
    moved = 0
    with connection.cursor() as cursor:
        for month in months:
            cursor.execute(
                "UPDATE work_task SET period_id = %s, source = CASE WHEN starts_with(source, %s)"
                " THEN source || ':' || %s ELSE source END WHERE period_id = %s",
                [into.id, REPEATED, month.key, month.id],
            )
            moved += cursor.rowcount
    return moved


@transaction.atomic
def move_later_work(
    period: PeriodRow,
    into: PeriodRow,
    task_ids: Sequence[int],
    *,
    by: Actor | None,
    at: datetime,
) -> int:
    """Move work due after a period's last day to the one that follows, as the close offers it.

    What comes after the day on which a year's work is cut off is of the following year (Đ19.2).
    Returns how many tasks were moved. Raises PeriodClosed, or Refused for work that is not due
    later, is finished, or for a period that does not follow.
    """
    hold_open(sorted({period.id, into.id}))
    if into.starts_on <= period.ends_on:
        raise Refused(f"Kỳ {into.label} không phải kỳ sau của {period.label}.")
    offered = {one.task_id for one in due_later(period)}
    if not offered.issuperset(task_ids):
        raise Refused(
            f"Chỉ chuyển được việc có hạn sau {format_day(period.ends_on)} và chưa nghiệm thu xong."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE work_task SET period_id = %s WHERE id = ANY(%s)", [into.id, list(task_ids)]
        )
    audit.record(
        "work.later_work_moved",
        kind="period",
        object_id=period.key,
        label=f"{len(task_ids)} việc sang {into.label}",
        by=by,
        at=at,
        clause="Đ19.2",
        payload=listed(list(task_ids)),
    )
    return len(task_ids)
