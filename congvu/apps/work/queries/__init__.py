"""Reads of tasks, the daily log, results and what was said about them."""

from congvu.apps.work.queries.changes import (
    CauseRow,
    ChangeRow,
    ProofRow,
    ReviewRow,
    causes_of,
    change,
    changes_of,
    proof,
    proofs_of,
    reviews_of,
)
from congvu.apps.work.queries.log import EntryRow, Used, entries_of, entries_on, last_used
from congvu.apps.work.queries.plans import (
    PortionRow,
    RecurrenceRow,
    portions_with,
    recurrences_under,
)
from congvu.apps.work.queries.tasks import (
    TaskPlace,
    TaskRow,
    UnknownTask,
    places_of,
    task,
    tasks,
)

__all__ = [
    "CauseRow",
    "ChangeRow",
    "EntryRow",
    "PortionRow",
    "ProofRow",
    "RecurrenceRow",
    "ReviewRow",
    "TaskPlace",
    "TaskRow",
    "UnknownTask",
    "Used",
    "causes_of",
    "change",
    "changes_of",
    "entries_of",
    "entries_on",
    "last_used",
    "places_of",
    "portions_with",
    "proof",
    "proofs_of",
    "recurrences_under",
    "reviews_of",
    "task",
    "tasks",
]
