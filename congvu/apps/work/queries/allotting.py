"""Which task each line of a log counts in, for many lines at once and without writing anything."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from congvu.apps.catalogue.queries import product_keys
from congvu.apps.rulebook.queries import PeriodRow, period_holding


@dataclass(frozen=True, slots=True)
class Line:
    """So much (in hundredths) of a product, done by a person on a day."""

    person_id: int
    product_id: int
    day: date
    amount_hundredths: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line counts: a task there is, or the one that the line numbered `opener` declares."""

    period: PeriodRow
    task_id: int | None = None
    opener: int | None = None


@dataclass(slots=True)
class _Open:
    """A task while lines are being dealt out; `number` keeps the order in which tasks were made."""

    number: tuple[int, int]
    task_id: int | None
    opener: int | None
    assigned: int
    reported: int
    due_on: date

    @property
    def turn(self) -> tuple[bool, date, tuple[int, int]]:
        """Its place in the queue: those with work left first, then by deadline, then by age."""
        return (self.assigned <= self.reported, self.due_on, self.number)


_Key = tuple[int, int, str, str]


@dataclass(slots=True)
class _Desk:
    """The open tasks by period, person, series and code of the product."""

    open: dict[_Key, list[_Open]] = field(default_factory=dict)


def periods_of(days: Collection[date]) -> dict[date, PeriodRow]:
    """Return in which period each day's work counts; raises UnknownPeriod for one not opened."""
    known: list[PeriodRow] = []
    found: dict[date, PeriodRow] = {}
    for day in sorted(set(days)):
        held = next((one for one in known if one.holds(day)), None)
        if held is None:
            held = period_holding(day)
            known.append(held)
        found[day] = held
    return found


def allot(lines: Sequence[Line]) -> list[Spot]:
    """Return where each line counts, in order; each line fills the task it is put into.

    A line goes to the person's first due task of that product with work left, else to the first
    due of them, else it declares one (Đ18.1d). Raises UnknownPeriod.
    """
    months = periods_of({line.day for line in lines})
    keys = product_keys({line.product_id for line in lines})
    desk = _Desk(_open_tasks(lines, {month.id for month in months.values()}))
    spots = []
    for number, line in enumerate(lines):
        period = months[line.day]
        queue = desk.open.setdefault((period.id, line.person_id, *keys[line.product_id]), [])
        if not queue:
            queue.append(_Open((1, number), None, number, line.amount_hundredths, 0, line.day))
        chosen = min(queue, key=lambda one: one.turn)
        chosen.reported += line.amount_hundredths
        spots.append(Spot(period, chosen.task_id, chosen.opener))
    return spots


def _open_tasks(lines: Sequence[Line], periods: Collection[int]) -> dict[_Key, list[_Open]]:
    people = {line.person_id for line in lines}
    found: dict[_Key, list[_Open]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [list(periods), list(people)])
        for period, person, series, code, task, assigned, reported, due in cursor.fetchall():
            one = _Open((0, task), task, None, assigned, reported, due)
            found.setdefault((period, person, series, code), []).append(one)
    return found


_OPEN = """
    SELECT t.period_id, t.person_id, v.series, p.code, t.id, t.assigned_hundredths,
           coalesce(r.completed_hundredths + r.pending_hundredths, 0), t.due_on
    FROM work_task t LEFT JOIN work_result r ON r.task_id = t.id
    JOIN catalogue_product p ON p.id = t.product_id
    JOIN catalogue_version v ON v.id = p.version_id
    WHERE t.period_id = ANY(%s) AND t.person_id = ANY(%s) AND t.cancelled_at IS NULL
      AND t.handed_back_at IS NULL
"""
