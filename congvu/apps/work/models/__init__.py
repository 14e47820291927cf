from congvu.apps.work.models.digests import Digest
from congvu.apps.work.models.plans import Portion, Recurrence, Whole
from congvu.apps.work.models.reports import Cause, Entry, Evidence
from congvu.apps.work.models.reviews import Review, TaskChange
from congvu.apps.work.models.tasks import REPEATED, Result, Task

__all__ = [
    "REPEATED",
    "Cause",
    "Digest",
    "Entry",
    "Evidence",
    "Portion",
    "Recurrence",
    "Result",
    "Review",
    "Task",
    "TaskChange",
    "Whole",
]
