"""The daily log, many lines at once: the promises of `log_work`, for what other systems tell."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import person_ids
from congvu.apps.rulebook.queries import hold_open
from congvu.apps.work.actions.assigning import NewTask, insert_tasks
from congvu.apps.work.actions.causes import excuse_of
from congvu.apps.work.actions.logging import Logged, NewEntry, listed_on, one_at_a_time
from congvu.apps.work.actions.rows import copy_rows
from congvu.apps.work.enums import CauseState, Origin
from congvu.apps.work.models import Cause, Entry, Result, Task
from congvu.apps.work.queries.allotting import Line, Spot, allot, periods_of
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc

_COUNTED = (
    "completed_hundredths", "finished_on", "pending_hundredths", "pending_on", "returned_at",
    "return_reason",
)  # fmt: skip


@transaction.atomic
def log_many(rows: Sequence[NewEntry], *, by: Actor | None, at: datetime) -> list[Logged]:
    """Log many lines on products (by id), as `log_work` would one by one; return them in order.

    Raises what `log_work` raises, for all of them; a line that names a task is not for here.
    """
    done = insert_entries(rows, by=by, at=at)
    if any(one.new for one in done):
        audit.record(
            "work.work_logged",
            kind="task",
            object_id="",
            label=f"{sum(one.new for one in done)} dòng ghi việc",
            by=by,
            at=at,
            payload=listed([[str(row.key), str(row.day), row.amount_hundredths] for row in rows]),
        )
    return done


def insert_entries(rows: Sequence[NewEntry], *, by: Actor | None, at: datetime) -> list[Logged]:
    """Put lines in and count them; for actions of this app, whose own event tells of them."""
    if not rows:
        return []
    people = person_ids(row.person for row in rows)
    one_at_a_time(sorted(set(people.values())))
    known = _known([row.key for row in rows])
    fresh = _fresh(rows, people, known, local_day(at))
    hold_open(sorted({month.id for month in periods_of({row.day for row in fresh}).values()}))
    made = _insert(fresh, people, by=by, at=at)
    found = known | made
    return [
        Logged(row.key, *found[row.key][:2], new=row.key in made and first)
        for row, first in zip(rows, _first_times(rows), strict=True)
    ]


_Found = tuple[int, int, int]
"""A line that is there: its id, its task's and its person's."""


def _known(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, _Found]:
    rows = Entry.objects.filter(key__in=keys).values_list("key", "pk", "task_id", "person_id")
    return {key: (pk, task, person) for key, pk, task, person in rows}


def _first_times(rows: Sequence[NewEntry]) -> list[bool]:
    """Whether each line's key stands there for the first time."""
    first = {row.key: place for place, row in reversed(list(enumerate(rows)))}
    return [first[row.key] == place for place, row in enumerate(rows)]


def _fresh(
    rows: Sequence[NewEntry],
    people: Mapping[str, int],
    known: Mapping[uuid.UUID, _Found],
    today: date,
) -> list[NewEntry]:
    """The lines that did not come before, each key once; raises Refused for one that may not."""
    owners = {key: person for key, (_, _, person) in known.items()}
    fresh = []
    for row in rows:
        if owners.setdefault(row.key, people[row.person]) != people[row.person]:
            raise Refused("Mã của dòng ghi việc này đã thuộc về người khác.")
        if row.key in known:
            continue
        if row.day > today:
            raise Refused(f"Ngày {format_day(row.day)} chưa tới; chỉ ghi việc đã làm.")
        if row.product_id is None or row.task_id is not None:
            raise Refused("Ghi nhiều dòng một lúc thì mỗi dòng nêu sản phẩm, không nêu việc.")
        fresh.append(row)
    firsts = zip(fresh, _first_times(fresh), strict=True)
    return [row for row, first in firsts if first]


def _insert(
    rows: Sequence[NewEntry], people: Mapping[str, int], *, by: Actor | None, at: datetime
) -> dict[uuid.UUID, _Found]:
    lines = [
        Line(people[row.person], row.product_id or 0, row.day, row.amount_hundredths)
        for row in rows
    ]
    tasks = _tasks(rows, allot(lines), by=by, at=at)
    giver = by.pk if by else None
    with in_words(Entry), transaction.atomic():
        copy_rows(
            "work_entry",
            _ENTRY,
            (
                (
                    row.key, task, people[row.person], row.day, row.amount_hundredths, row.minutes,
                    nfc(row.note).strip(), row.source, giver, at,
                )
                for row, task in zip(rows, tasks, strict=True)
            ),
        )  # fmt: skip
    _count(rows, tasks)
    return _known([row.key for row in rows])


_ENTRY = (
    "key", "task_id", "person_id", "day", "amount_hundredths", "minutes", "note", "source",
    "made_by_id", "made_at",
)  # fmt: skip


def _tasks(
    rows: Sequence[NewEntry], spots: Sequence[Spot], *, by: Actor | None, at: datetime
) -> list[int]:
    """The task of each line, those that nobody assigned declared now; all of them held."""
    openers: dict[int, list[int]] = {}
    for spot in spots:
        if spot.opener is not None and spot.opener not in openers.get(spot.period.id, ()):
            openers.setdefault(spot.period.id, []).append(spot.opener)
    declared: dict[int, int] = {}
    for period, numbers in openers.items():
        made = [_declared(rows[number]) for number in numbers]
        declared |= zip(numbers, insert_tasks(period, made, by=by, at=at), strict=True)
    tasks = [
        spot.task_id if spot.task_id is not None else declared[spot.opener or 0] for spot in spots
    ]
    list(Task.objects.select_for_update().filter(pk__in=set(tasks)).order_by("pk").values("pk"))
    return tasks


def _declared(row: NewEntry) -> NewTask:
    product = listed_on(row.product_id or 0, row.day)
    return NewTask(
        person=row.person,
        unit=row.unit,
        title=product.name,
        coefficient_tenths=product.coefficient_tenths,
        assigned_hundredths=row.amount_hundredths,
        due_on=row.day,
        origin=Origin.UNPLANNED,
        product_id=product.id,
        output=product.output,
        origin_reason=nfc(row.note).strip(),
        declared=True,
    )


def _count(rows: Sequence[NewEntry], tasks: Sequence[int]) -> None:
    """Add the lines to what was reported; what was accepted already stays as it is."""
    found = {one.task_id: one for one in held_results(set(tasks))}
    new = {task: _begun(task) for task in dict.fromkeys(tasks) if task not in found}
    excused = Cause.objects.filter(task__in=new, state=CauseState.CONFIRMED)
    for task in set(excused.values_list("task", flat=True)):
        new[task] = Result(task_id=task, completed_hundredths=0, **excuse_of(task))
    for row, task in zip(rows, tasks, strict=True):
        _add(found.get(task) or new[task], row)
    with in_words(Result):
        Result.objects.bulk_create(new.values(), batch_size=1000)
    save_results(found.values())


def _begun(task: int) -> Result:
    return Result(task_id=task, completed_hundredths=0)


def _add(result: Result, row: NewEntry) -> None:
    if result.accepted_at is None:
        result.completed_hundredths += row.amount_hundredths
        result.finished_on = max(filter(None, (result.finished_on, row.day)))
    elif row.amount_hundredths:
        result.pending_hundredths += row.amount_hundredths
        result.pending_on = max(filter(None, (result.pending_on, row.day)))
    result.returned_at, result.return_reason = None, ""


def held_results(task_ids: Collection[int]) -> list[Result]:
    """Return the results of these tasks for writing, always in one order."""
    found = Result.objects.select_for_update(of=("self",)).filter(task__in=task_ids)
    return list(found.order_by("pk"))


def save_results(results: Collection[Result]) -> None:
    """Write back what lines add to results or take from them."""
    with in_words(Result):
        Result.objects.bulk_update(results, _COUNTED, batch_size=1000)


def void_entries(entry_ids: Collection[int], *, reason: str, at: datetime) -> set[int]:
    """Take lines out of the log, as `void_entry` does; return the ids of those that could be.

    Left as they are: lines already voided or accepted, of a closed month, of a task that is no
    longer assigned. For actions of this app, whose own event tells of them.
    """
    wanted = Entry.objects.filter(pk__in=entry_ids, voided_at=None)
    one_at_a_time(sorted(set(wanted.values_list("person_id", flat=True))))
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_TASKS, [list(entry_ids)])
        open_tasks = [row[0] for row in cursor.fetchall()]
    results = {one.task_id: one for one in held_results(open_tasks)}
    voided = [
        one
        for one in wanted.filter(task__in=results).order_by("-made_at", "-pk")
        if _subtracted(results[one.task_id], one)
    ]
    with in_words(Entry):
        Entry.objects.filter(pk__in=[one.pk for one in voided]).update(
            voided_at=at, void_reason=nfc(reason).strip()
        )
    touched = {one.task_id for one in voided}
    _date_again(touched, results)
    save_results([results[task] for task in touched])
    _take_back_declared([task for task in touched if results[task].accepted_at is None], at=at)
    return {one.pk for one in voided}


_OPEN_TASKS = """
    SELECT t.id FROM work_task t JOIN rulebook_period p ON p.id = t.period_id
    WHERE t.id IN (SELECT task_id FROM work_entry WHERE id = ANY(%s))
      AND t.cancelled_at IS NULL AND p.state = 'open'
    ORDER BY t.id FOR UPDATE OF t FOR SHARE OF p
"""


def _subtracted(result: Result, entry: Entry) -> bool:
    """Take the amount of a line out of a result; False where it was accepted."""
    if result.accepted_at is None:
        left = result.completed_hundredths - entry.amount_hundredths
        result.completed_hundredths = max(0, left)
        return True
    accepted = entry.made_at <= result.accepted_at
    if accepted or result.pending_hundredths < entry.amount_hundredths:
        return False
    result.pending_hundredths -= entry.amount_hundredths
    return True


def _take_back_declared(task_ids: Collection[int], *, at: datetime) -> None:
    """Cancel tasks that nobody assigned and that have no line left."""
    lines = Entry.objects.filter(task=OuterRef("pk"), voided_at=None)
    gone = Task.objects.filter(~Exists(lines), pk__in=task_ids, declared=True, cancelled_at=None)
    gone.update(cancelled_at=at)


def _date_again(task_ids: Collection[int], results: Mapping[int, Result]) -> None:
    """Set the last day of each result by the lines that are left."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_DAYS, [list(task_ids)])
        last = {task: (whole, later) for task, whole, later in cursor.fetchall()}
    for task in task_ids:
        result, (whole, later) = results[task], last.get(task, (None, None))
        if result.accepted_at is None:
            result.finished_on = whole
        else:
            result.pending_on = later if result.pending_hundredths else None


_LAST_DAYS = """
    SELECT e.task_id, max(e.day),
           max(e.day) FILTER (WHERE e.made_at > r.accepted_at AND e.amount_hundredths > 0)
    FROM work_entry e JOIN work_result r ON r.task_id = e.task_id
    WHERE e.task_id = ANY(%s) AND e.voided_at IS NULL
    GROUP BY e.task_id
"""
