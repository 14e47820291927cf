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
from congvu.apps.work.queries.files import KeptFile, kept_files
from congvu.apps.work.queries.log import (
    EntryRow,
    Used,
    entries_of,
    entries_on,
    entry,
    last_used,
    recent_entries,
)
from congvu.apps.work.queries.notices import Notice, notices_of
from congvu.apps.work.queries.plans import (
    PortionRow,
    RecurrenceRow,
    portions_with,
    recurrences_under,
)
from congvu.apps.work.queries.tasks import (
    Giving,
    TaskPlace,
    TaskRow,
    UnknownTask,
    giving_of,
    open_tasks,
    places_of,
    task,
    tasks,
)

__all__ = [
    "CauseRow",
    "ChangeRow",
    "EntryRow",
    "Giving",
    "KeptFile",
    "Notice",
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
    "entry",
    "giving_of",
    "kept_files",
    "last_used",
    "notices_of",
    "open_tasks",
    "places_of",
    "portions_with",
    "proof",
    "proofs_of",
    "recent_entries",
    "recurrences_under",
    "reviews_of",
    "task",
    "tasks",
]
