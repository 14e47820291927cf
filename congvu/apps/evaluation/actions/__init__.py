"""Writes to the evaluation: open and fill scorecards, review them, close a month, compare it."""

from congvu.apps.evaluation.actions.absent import (
    end_absence,
    record_absence,
    withdraw_absence,
)
from congvu.apps.evaluation.actions.amendments import (
    NewAmendment,
    check_amendment,
    propose_amendment,
    refuse_amendment,
    sign_amendment,
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
from congvu.apps.evaluation.actions.criteria import (
    confirm_criteria,
    return_criteria,
    tell_criteria,
)
from congvu.apps.evaluation.actions.gap_remedies import (
    apply_remedy,
)
from congvu.apps.evaluation.actions.objections import (
    Decision,
    NewObjection,
    Proof,
    decide_objection,
    give_opinion,
    lodge_objection,
    lodge_year_objection,
    reply_to_objection,
    withdraw_objection,
)
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
from congvu.apps.evaluation.actions.years import (
    begin_year,
    bring_up_ratings,
)

__all__ = [
    "Cancelled",
    "ChangedSince",
    "Decision",
    "NewAmendment",
    "NewFinding",
    "NewObjection",
    "NewReconciliation",
    "Overtaken",
    "Proof",
    "Review",
    "SelfScore",
    "Switched",
    "Together",
    "apply_remedy",
    "ask_papers",
    "begin_period",
    "begin_year",
    "bring_up_ratings",
    "cancel_close",
    "check_amendment",
    "close_month",
    "confirm_card",
    "confirm_criteria",
    "confirm_scorecards",
    "confirm_together",
    "count_papers",
    "decide_objection",
    "end_absence",
    "fail_papers",
    "finish_papers",
    "forget_papers",
    "give_opinion",
    "keep_reconciliation",
    "keep_self_score",
    "leave_out",
    "lodge_objection",
    "lodge_year_objection",
    "note_resumed",
    "one_maker",
    "open_scorecards",
    "propose_amendment",
    "propose_close",
    "record_absence",
    "refuse_amendment",
    "rehearse_close",
    "reopen_self_score",
    "reply_to_objection",
    "resume_papers",
    "return_card",
    "return_criteria",
    "return_scorecard",
    "review_card",
    "review_scorecards",
    "run_signed_closes",
    "save_self_scores",
    "seal_period",
    "seal_settled_period",
    "sign_amendment",
    "sign_close",
    "tell_criteria",
    "track_by",
    "unconfirm_card",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_objection",
    "withdraw_self_score",
]
