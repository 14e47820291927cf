"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import end_absence, record_absence, withdraw_absence
from congvu.apps.evaluation.actions.amendments import (
    NewAmendment,
    check_amendment,
    propose_amendment,
    refuse_amendment,
    sign_amendment,
)
from congvu.apps.evaluation.actions.close import close_month, seal_period
from congvu.apps.evaluation.actions.objections import (
    Decision,
    NewObjection,
    Proof,
    decide_objection,
    give_opinion,
    lodge_objection,
    reply_to_objection,
    withdraw_objection,
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
    "Decision",
    "NewAmendment",
    "NewFinding",
    "NewObjection",
    "NewReconciliation",
    "Proof",
    "Review",
    "SelfScore",
    "check_amendment",
    "close_month",
    "confirm_scorecards",
    "decide_objection",
    "end_absence",
    "give_opinion",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "lodge_objection",
    "open_scorecards",
    "propose_amendment",
    "record_absence",
    "refuse_amendment",
    "reply_to_objection",
    "return_scorecard",
    "review_scorecards",
    "save_self_scores",
    "seal_period",
    "sign_amendment",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_objection",
    "withdraw_self_score",
]
