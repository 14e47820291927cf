"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.close import close_month, seal_period
from congvu.apps.evaluation.actions.reconciliations import (
    NewFinding,
    NewReconciliation,
    keep_reconciliation,
)
from congvu.apps.evaluation.actions.reviews import (
    Review,
    confirm_scorecards,
    return_scorecard,
    review_scorecards,
    unconfirm_scorecards,
)
from congvu.apps.evaluation.actions.scorecards import begin_period, leave_out, open_scorecards
from congvu.apps.evaluation.actions.self_scores import (
    SelfScore,
    keep_self_score,
    reopen_self_score,
    save_self_scores,
    withdraw_self_score,
)
from congvu.apps.evaluation.actions.switching import Switched, track_by

__all__ = [
    "NewFinding",
    "NewReconciliation",
    "Review",
    "SelfScore",
    "Switched",
    "begin_period",
    "close_month",
    "confirm_scorecards",
    "end_absence",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "open_scorecards",
    "record_absence",
    "reopen_self_score",
    "return_scorecard",
    "review_scorecards",
    "save_self_scores",
    "seal_period",
    "track_by",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_self_score",
]
