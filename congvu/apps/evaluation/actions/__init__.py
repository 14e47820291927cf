"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.close import close_month, seal_period
from congvu.apps.evaluation.actions.papers import (
    ask_papers,
    count_papers,
    fail_papers,
    finish_papers,
    forget_papers,
    one_maker,
    resume_papers,
)
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
from congvu.apps.evaluation.actions.scorecards import leave_out, open_scorecards
from congvu.apps.evaluation.actions.self_scores import (
    SelfScore,
    keep_self_score,
    save_self_scores,
    withdraw_self_score,
)

__all__ = [
    "NewFinding",
    "NewReconciliation",
    "Review",
    "SelfScore",
    "ask_papers",
    "close_month",
    "confirm_scorecards",
    "count_papers",
    "end_absence",
    "fail_papers",
    "finish_papers",
    "forget_papers",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "one_maker",
    "open_scorecards",
    "record_absence",
    "resume_papers",
    "return_scorecard",
    "review_scorecards",
    "save_self_scores",
    "seal_period",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_self_score",
]
