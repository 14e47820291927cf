"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.close import close_month
from congvu.apps.evaluation.actions.reconciliations import (
    NewFinding,
    NewReconciliation,
    keep_reconciliation,
)
from congvu.apps.evaluation.actions.scorecards import (
    Review,
    SelfScore,
    leave_out,
    open_scorecards,
    review_scorecards,
    save_self_scores,
)

__all__ = [
    "NewFinding",
    "NewReconciliation",
    "Review",
    "SelfScore",
    "close_month",
    "end_absence",
    "keep_reconciliation",
    "leave_out",
    "open_scorecards",
    "record_absence",
    "review_scorecards",
    "save_self_scores",
    "withdraw_absence",
]
