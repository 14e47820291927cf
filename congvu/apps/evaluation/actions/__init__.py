"""Writes to the evaluation: open and fill scorecards, review them, close a month."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.close import close_month
from congvu.apps.evaluation.actions.scorecards import (
    Review,
    SelfScore,
    leave_out,
    open_scorecards,
    review_scorecards,
    save_self_scores,
)

__all__ = [
    "Review",
    "SelfScore",
    "close_month",
    "end_absence",
    "leave_out",
    "open_scorecards",
    "record_absence",
    "review_scorecards",
    "save_self_scores",
    "withdraw_absence",
]
