from congvu.apps.work.models.digests import Digest
from congvu.apps.work.models.givings import Giving, OutsideWork
from congvu.apps.work.models.intake import Batch, MappingRule, Received, System
from congvu.apps.work.models.plans import Portion, Recurrence, Whole
from congvu.apps.work.models.reports import Cause, Entry, Evidence
from congvu.apps.work.models.reviews import Review, TaskChange
from congvu.apps.work.models.tasks import CARRIED, REPEATED, Result, Task

__all__ = [
    "CARRIED",
    "REPEATED",
    "Batch",
    "Cause",
    "Digest",
    "Entry",
    "Evidence",
    "Giving",
    "MappingRule",
    "OutsideWork",
    "Portion",
    "Received",
    "Recurrence",
    "Result",
    "Review",
    "System",
    "Task",
    "TaskChange",
    "Whole",
]
