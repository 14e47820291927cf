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
from congvu.apps.work.queries.conduct import BatchShare, Conduct, batch_shares, conduct_of
from congvu.apps.work.queries.log import EntryRow, Used, entries_of, entries_on, last_used
from congvu.apps.work.queries.plans import (
    PortionRow,
    RecurrenceRow,
    portions_with,
    recurrences_under,
)
from congvu.apps.work.queries.remarks import Remark, Remarked, remarks_on
from congvu.apps.work.queries.reviewing import (
    Seen,
    ToReview,
    Within,
    read_seen,
    seen_of,
    to_review,
)
from congvu.apps.work.queries.tasks import (
    LastAnswer,
    LastClaim,
    TaskPlace,
    TaskRow,
    UnknownTask,
    places_of,
    task,
    tasks,
)

__all__ = [
    "BatchShare",
    "CauseRow",
    "ChangeRow",
    "Conduct",
    "EntryRow",
    "LastAnswer",
    "LastClaim",
    "PortionRow",
    "ProofRow",
    "RecurrenceRow",
    "Remark",
    "Remarked",
    "ReviewRow",
    "Seen",
    "TaskPlace",
    "TaskRow",
    "ToReview",
    "UnknownTask",
    "Used",
    "Within",
    "batch_shares",
    "causes_of",
    "change",
    "changes_of",
    "conduct_of",
    "entries_of",
    "entries_on",
    "last_used",
    "places_of",
    "portions_with",
    "proof",
    "proofs_of",
    "read_seen",
    "recurrences_under",
    "remarks_on",
    "reviews_of",
    "seen_of",
    "task",
    "tasks",
    "to_review",
]
