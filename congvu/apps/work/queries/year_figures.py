"""A unit's year of work counted as Điều 8 asks: done, in time with quality, exceeding, late."""

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

from django.db import connection

from congvu.apps.work.enums import Effect, Origin
from congvu.apps.work.models import CARRIED


@dataclass(frozen=True, slots=True)
class Figures:
    """How many tasks a unit had in a year, and of them how many were done, in time and so on."""

    tasks: int = 0
    done: int = 0
    in_time: int = 0
    exceeding: int = 0
    late: int = 0

    def share(self, name: str) -> Fraction | None:
        """Return a share of the tasks by name (also not_late); None where there are none."""
        if not self.tasks:
            return None
        counted = self.tasks - self.late if name == "not_late" else getattr(self, name)
        return Fraction(int(counted), self.tasks)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name, as they are kept."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


FIGURES = tuple(field.name for field in fields(Figures))


def year_figures(unit_path: str, year: int, *, as_of: date) -> Figures:
    """Count the tasks of a year at and under a unit, as they stand on a day; one query.

    A task is a planned line that is still assigned, counted once: of shared work the leading
    portion, of work carried over the last line. Due by the day, or done before it was due.
    Done: accepted whole. In time with quality: done not after its deadline (days excused left out,
    calendar days), no failed review that counts. Exceeding: in time, and more than was assigned or
    graded above what was asked. Late: done after the deadline, or due and not done.
    """
    with connection.cursor() as cursor:
        cursor.execute(_YEAR, {"path": f"{unit_path}%", "year": year, "day": as_of})
        return Figures(*cursor.fetchone())


_YEAR = f"""
    WITH lines AS MATERIALIZED (
        SELECT t.person_id, '{CARRIED}' || t.id AS carried, t.due_on <= %(day)s AS due,
               r.accepted_at IS NOT NULL AND r.completed_hundredths >= t.assigned_hundredths
                   AS done,
               r.completed_hundredths > t.assigned_hundredths OR r.effect = {Effect.FULL.value}
                   AS more,
               coalesce(r.failed > r.excused_failed, FALSE) AS failed,
               coalesce(CASE WHEN r.accepted_at IS NOT NULL
                                  AND r.completed_hundredths >= t.assigned_hundredths
                             THEN r.finished_on END, %(day)s)
                   - t.due_on > coalesce(r.excused_days, 0) AS after
        FROM work_task t
        JOIN org_unit u ON u.id = t.unit_id
        JOIN rulebook_period p ON p.id = t.period_id
        LEFT JOIN work_result r ON r.task_id = t.id
        LEFT JOIN work_portion w ON w.task_id = t.id
        WHERE u.path LIKE %(path)s AND extract(year FROM p.starts_on) = %(year)s
          AND p.state <> 'merged'
          AND t.origin = {Origin.PLANNED.value} AND t.cancelled_at IS NULL
          AND coalesce(w.leads, TRUE)
    ),
    later AS (
        SELECT n.source FROM work_task n
        WHERE n.person_id IN (SELECT person_id FROM lines) AND n.source LIKE '{CARRIED}%%'
          AND n.cancelled_at IS NULL
    )
    SELECT count(*) FILTER (WHERE due OR done),
           count(*) FILTER (WHERE done),
           count(*) FILTER (WHERE done AND NOT after AND NOT failed),
           count(*) FILTER (WHERE done AND NOT after AND NOT failed AND more),
           count(*) FILTER (WHERE (due OR done) AND after)
    FROM lines WHERE carried NOT IN (SELECT source FROM later)
"""  # noqa: S608 - the SQL is put together from the numbers of enums and fixed words
