"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.answers import (
    Overtaken,
    Together,
    confirm_card,
    confirm_together,
    return_card,
    review_card,
    unconfirm_card,
)
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
    "Overtaken",
    "Review",
    "SelfScore",
    "Together",
    "close_month",
    "confirm_card",
    "confirm_scorecards",
    "confirm_together",
    "end_absence",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "open_scorecards",
    "record_absence",
    "return_card",
    "return_scorecard",
    "review_card",
    "review_scorecards",
    "save_self_scores",
    "seal_period",
    "unconfirm_card",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_self_score",
]
