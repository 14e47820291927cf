"""Work that several share, that takes several months, or that comes again every month (Đ18.1c)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue.queries import products_in_force
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.actions.assigning import NewTask, insert_tasks
from congvu.apps.work.models import REPEATED, Portion, Recurrence, Whole
from congvu.apps.work.models.plans import WHOLE_SHARE
from congvu.apps.work.queries.among import Among
from congvu.apps.work.queries.plans import portions_waiting, recurrences_waiting, turn_of
from congvu.kernel.fixed import apportion
from congvu.kernel.periods import Month
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewWhole:
    """One product that is shared or takes months; amount in hundredths, coefficient in tenths."""

    title: str
    coefficient_tenths: int
    amount_hundredths: int
    product_id: int | None = None
    output: str = ""


@dataclass(frozen=True, slots=True)
class NewPortion:
    """One person's part in one month; `share` in hundredths of a percent, all sum to 10 000."""

    person: str
    unit: str
    month: Month
    due_on: date
    share: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class NewRecurrence:
    """Work that comes again each month; the last month None: until it is ended."""

    person: str
    unit: str
    title: str
    coefficient_tenths: int
    amount_hundredths: int
    due_day: int
    first_month: Month
    last_month: Month | None = None
    product_id: int | None = None
    output: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """Some of the planned work: the portions of one whole, and recurring work, by id."""

    whole: int | None = None
    recurrences: tuple[int, ...] = ()


@transaction.atomic
def share_work(
    whole: NewWhole, portions: Sequence[NewPortion], *, by: Actor | None, at: datetime
) -> int:
    """Plan a whole in portions whose shares sum to it; return its id.

    Portions of open months become tasks by `hand_out`, later ones when their month is opened.
    Raises Refused where the shares do not sum to 100 %, with their sum.
    """
    _refuse_uneven(portions)
    people = person_ids(row.person for row in portions)
    units = unit_ids(row.unit for row in portions)
    amounts = apportion(whole.amount_hundredths, [row.share for row in portions])
    with in_words(Whole):
        made = Whole.objects.create(
            product_id=whole.product_id,
            title=nfc(whole.title).strip(),
            output=nfc(whole.output),
            coefficient_tenths=whole.coefficient_tenths,
            amount_hundredths=whole.amount_hundredths,
            assigned_by_id=by.pk if by else None,
            assigned_at=at,
        )
    with in_words(Portion):
        Portion.objects.bulk_create(
            Portion(
                whole=made,
                person_id=people[row.person],
                unit_id=units[row.unit],
                month=row.month.first_day,
                due_on=row.due_on,
                share=row.share,
                amount_hundredths=amount,
                leads=row.leads,
            )
            for row, amount in zip(portions, amounts, strict=True)
        )
    audit.record(
        "work.work_shared",
        kind="whole",
        object_id=made.pk,
        label=made.title,
        by=by,
        at=at,
        payload=listed([[row.person, row.month.key, row.share, row.leads] for row in portions]),
    )
    return made.pk


def _refuse_uneven(portions: Sequence[NewPortion]) -> None:
    total = sum(row.share for row in portions)
    if total != WHOLE_SHARE:
        raise Refused(
            f"Tỷ lệ các phần cộng lại là {total // 100},{total % 100:02d} %; phải đúng 100 %."
        )
    if sum(row.leads for row in portions) > 1 and len({row.month for row in portions}) == 1:
        raise Refused("Một việc chung chỉ có một người chủ trì; những người khác là phối hợp.")


@transaction.atomic
def repeat_work(rows: Sequence[NewRecurrence], *, by: Actor | None, at: datetime) -> list[int]:
    """Set up work that comes again each month; return ids. Raises Refused, UnknownPerson."""
    people = person_ids(row.person for row in rows)
    units = unit_ids(row.unit for row in rows)
    with in_words(Recurrence):
        made = Recurrence.objects.bulk_create(
            Recurrence(
                person_id=people[row.person],
                unit_id=units[row.unit],
                product_id=row.product_id,
                title=nfc(row.title).strip(),
                output=nfc(row.output),
                coefficient_tenths=row.coefficient_tenths,
                amount_hundredths=row.amount_hundredths,
                due_day=row.due_day,
                first_month=row.first_month.first_day,
                last_month=row.last_month.first_day if row.last_month else None,
                made_by_id=by.pk if by else None,
                made_at=at,
            )
            for row in rows
        )
    audit.record(
        "work.work_repeated",
        kind="recurrence",
        object_id=made[0].pk if len(made) == 1 else "",
        label=rows[0].title if len(rows) == 1 else f"{len(rows)} việc lặp lại",
        by=by,
        at=at,
        payload=listed([[row.person, row.title, row.due_day] for row in rows]),
    )
    return [one.pk for one in made]


@transaction.atomic
def end_recurrence(
    recurrence_id: int, *, last_month: Month, by: Actor | None, at: datetime
) -> None:
    """Let a month be the last in which this work comes again."""
    found = Recurrence.objects.select_for_update().filter(pk=recurrence_id).first()
    if found is None:
        raise Refused("Không có việc lặp lại này trong hồ sơ.")
    found.last_month = last_month.first_day
    with in_words(Recurrence):
        found.save(update_fields=["last_month"])
    audit.record(
        "work.repeating_ended",
        kind="recurrence",
        object_id=found.pk,
        label=found.title,
        by=by,
        at=at,
        payload={"last_month": last_month.key},
    )


@transaction.atomic
def hand_out(
    period: PeriodRow, *, by: Actor | None, at: datetime, among: Among | None = None
) -> int:
    """Make tasks of the open period's portions and recurring work that have none; return how many.

    However often it is called, each becomes one task. `among`: only what lies there, so that a
    head hands out her own unit's work in her name and nobody else's.
    """
    return len(hand_out_ids(period, by=by, at=at, among=among))


@transaction.atomic
def hand_out_ids(
    period: PeriodRow,
    *,
    by: Actor | None,
    at: datetime,
    among: Among | None = None,
    only: Planned | None = None,
) -> list[int]:
    """Do as `hand_out` does, for some of the planned work if told, and return the tasks' ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('work.hand_out'), %s)", [period.id])
    made = [
        *_of_portions(period, among, only, by=by, at=at),
        *_of_recurrences(period, among, only, by=by, at=at),
    ]
    if made:
        audit.record(
            "work.tasks_handed_out",
            kind="period",
            object_id=period.key,
            label=f"{len(made)} việc theo kế hoạch",
            by=by,
            at=at,
            payload=listed(made),
        )
    return made


def _of_portions(
    period: PeriodRow, among: Among | None, only: Planned | None, *, by: Actor | None, at: datetime
) -> list[int]:
    found = portions_waiting(period, among)
    if only is not None:
        found = found.filter(whole=only.whole)
    waiting = list(found.select_related("whole", "person", "unit").order_by("pk"))
    rows = [
        NewTask(
            person=one.person.code,
            unit=one.unit.code,
            title=one.whole.title,
            coefficient_tenths=one.whole.coefficient_tenths,
            assigned_hundredths=one.amount_hundredths,
            due_on=one.due_on,
            product_id=one.whole.product_id,
            output=one.whole.output,
        )
        for one in waiting
    ]
    ids = insert_tasks(period.id, rows, by=by, at=at) if rows else []
    for one, task_id in zip(waiting, ids, strict=True):
        one.task_id = task_id
    Portion.objects.bulk_update(waiting, ["task"])
    return ids


def _of_recurrences(
    period: PeriodRow, among: Among | None, only: Planned | None, *, by: Actor | None, at: datetime
) -> list[int]:
    waiting = []
    for month in period.months:
        due = recurrences_waiting(period, month, among)
        if only is not None:
            due = due.filter(pk__in=only.recurrences)
        found = due.select_related("person", "unit").order_by("pk")
        waiting += [(one, month) for one in found]
    listed_ids = {one.product_id for one, _ in waiting if one.product_id}
    now = products_in_force(list(listed_ids), on=period.starts_on)
    rows = [_of_recurrence(one, month, period, now) for one, month in waiting]
    return insert_tasks(period.id, rows, by=by, at=at) if rows else []


def _of_recurrence(
    one: Recurrence, month: Month, period: PeriodRow, now: dict[int, tuple[int, int]]
) -> NewTask:
    product, weight = now.get(one.product_id or 0, (one.product_id, one.coefficient_tenths))
    day = min(month.last_day, month.first_day + timedelta(days=one.due_day - 1), period.ends_on)
    return NewTask(
        person=one.person.code,
        unit=one.unit.code,
        title=one.title,
        coefficient_tenths=weight,
        assigned_hundredths=one.amount_hundredths,
        due_on=day,
        product_id=product,
        output=one.output,
        source=f"{REPEATED}{one.pk}{turn_of(period, month)}",
    )
