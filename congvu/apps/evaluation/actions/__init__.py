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
from congvu.apps.evaluation.actions.card_proofs import (
    MOST_FILES,
    Proof,
)
from congvu.apps.evaluation.actions.close import (
    Cancelled,
    close_month,
    rehearse_close,
    seal_period,
    seal_settled_period,
)
from congvu.apps.evaluation.actions.comparisons import (
    compare_rules,
)
from congvu.apps.evaluation.actions.criteria import (
    confirm_criteria,
    return_criteria,
    tell_criteria,
)
from congvu.apps.evaluation.actions.gap_remedies import (
    apply_remedy,
)
from congvu.apps.evaluation.actions.meetings import (
    Attendance,
    NewMeeting,
    NewMember,
    call_meeting,
    call_off_meeting,
    change_meeting,
    conclude_meeting,
    set_members,
)
from congvu.apps.evaluation.actions.minutes import (
    Said,
    SaidOpinion,
    write_minutes,
    write_own_opinions,
)
from congvu.apps.evaluation.actions.objections import (
    Decision,
    NewObjection,
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
    queue_papers,
    resume_papers,
)
from congvu.apps.evaluation.actions.previews import (
    adopt_draft,
    preview_draft,
    propose_draft,
)
from congvu.apps.evaluation.actions.reconciliations import (
    NewFinding,
    NewReconciliation,
    keep_reconciliation,
)
from congvu.apps.evaluation.actions.replacements import (
    NewReplacement,
    Signing,
    check_replacement,
    propose_replacement,
    refuse_replacement,
    sign_replacement,
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
from congvu.apps.evaluation.actions.year_decisions import (
    NewDecision,
    YearChanged,
    decide_round,
    keep_results,
    propose_round,
    return_round,
)
from congvu.apps.evaluation.actions.year_forms import (
    NewPartyOpinion,
    OwnYear,
    keep_year_form,
    propose_handling,
    record_party_opinion,
    return_year_form,
    send_year_form,
    withdraw_year_form,
)
from congvu.apps.evaluation.actions.year_rounds import (
    keep_tally,
    move_level,
    raise_cap,
    record_case,
    withdraw_case,
    write_order,
)
from congvu.apps.evaluation.actions.years import (
    begin_year,
    bring_up_ratings,
)

__all__ = [
    "MOST_FILES",
    "Attendance",
    "Cancelled",
    "ChangedSince",
    "Decision",
    "NewAmendment",
    "NewDecision",
    "NewFinding",
    "NewMeeting",
    "NewMember",
    "NewObjection",
    "NewPartyOpinion",
    "NewReconciliation",
    "NewReplacement",
    "Overtaken",
    "OwnYear",
    "Proof",
    "Review",
    "Said",
    "SaidOpinion",
    "SelfScore",
    "Signing",
    "Switched",
    "Together",
    "YearChanged",
    "adopt_draft",
    "apply_remedy",
    "ask_papers",
    "begin_period",
    "begin_year",
    "bring_up_ratings",
    "call_meeting",
    "call_off_meeting",
    "cancel_close",
    "change_meeting",
    "check_amendment",
    "check_replacement",
    "close_month",
    "compare_rules",
    "conclude_meeting",
    "confirm_card",
    "confirm_criteria",
    "confirm_scorecards",
    "confirm_together",
    "count_papers",
    "decide_objection",
    "decide_round",
    "end_absence",
    "fail_papers",
    "finish_papers",
    "forget_papers",
    "give_opinion",
    "keep_reconciliation",
    "keep_results",
    "keep_self_score",
    "keep_tally",
    "keep_year_form",
    "leave_out",
    "lodge_objection",
    "lodge_year_objection",
    "move_level",
    "note_resumed",
    "one_maker",
    "open_scorecards",
    "preview_draft",
    "propose_amendment",
    "propose_close",
    "propose_draft",
    "propose_handling",
    "propose_replacement",
    "propose_round",
    "queue_papers",
    "raise_cap",
    "record_absence",
    "record_case",
    "record_party_opinion",
    "refuse_amendment",
    "refuse_replacement",
    "rehearse_close",
    "reopen_self_score",
    "reply_to_objection",
    "resume_papers",
    "return_card",
    "return_criteria",
    "return_round",
    "return_scorecard",
    "return_year_form",
    "review_card",
    "review_scorecards",
    "run_signed_closes",
    "save_self_scores",
    "seal_period",
    "seal_settled_period",
    "send_year_form",
    "set_members",
    "sign_amendment",
    "sign_close",
    "sign_replacement",
    "tell_criteria",
    "track_by",
    "unconfirm_card",
    "unconfirm_scorecards",
    "withdraw_absence",
    "withdraw_case",
    "withdraw_objection",
    "withdraw_self_score",
    "withdraw_year_form",
    "write_minutes",
    "write_order",
    "write_own_opinions",
]
