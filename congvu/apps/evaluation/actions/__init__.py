"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import (
    end_absence,
    record_absence,
    withdraw_absence,
)
from congvu.apps.evaluation.actions.answers import (
    Overtaken,
    Together,
    confirm_card,
    confirm_together,
    return_card,
    review_card,
    unconfirm_card,
)
from congvu.apps.evaluation.actions.close import (
    Cancelled,
    close_month,
    rehearse_close,
    seal_period,
    seal_settled_period,
)
from congvu.apps.evaluation.actions.gap_remedies import (
    apply_remedy,
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
from congvu.apps.evaluation.actions.running import (
    run_signed_closes,
)
from congvu.apps.evaluation.actions.runs import (
    ChangedSince,
    cancel_close,
    note_resumed,
    propose_close,
    sign_close,
)
from congvu.apps.evaluation.actions.scorecards import (
    begin_period,
    leave_out,
    open_scorecards,
)
from congvu.apps.evaluation.actions.self_scores import (
    SelfScore,
    keep_self_score,
    reopen_self_score,
    save_self_scores,
    withdraw_self_score,
)
from congvu.apps.evaluation.actions.switching import (
    Switched,
    track_by,
)

__all__ = [
    "Cancelled",
    "ChangedSince",
    "NewFinding",
    "NewReconciliation",
    "Overtaken",
    "Review",
    "SelfScore",
    "Switched",
    "Together",
    "apply_remedy",
    "begin_period",
    "cancel_close",
    "close_month",
    "confirm_card",
    "confirm_scorecards",
    "confirm_together",
    "end_absence",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "note_resumed",
    "open_scorecards",
    "propose_close",
    "record_absence",
    "rehearse_close",
    "reopen_self_score",
    "return_card",
    "return_scorecard",
    "review_card",
    "review_scorecards",
    "run_signed_closes",
    "save_self_scores",
    "seal_period",
    "seal_settled_period",
    "sign_close",
    "track_by",
    "unconfirm_card",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_self_score",
]
