"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

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
    "keep_reconciliation",
    "leave_out",
    "open_scorecards",
    "review_scorecards",
    "save_self_scores",
]
