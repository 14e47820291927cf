"""Writes to tasks, the daily log, results and their reviews."""

from congvu.apps.work.actions.assigning import (
    NewTask,
    assign_tasks,
    carry_over,
    hand_back,
    keep_with,
    take_over,
)
from congvu.apps.work.actions.causes import claim_cause, confirm_cause, refuse_cause
from congvu.apps.work.actions.changing import (
    TAKEN_BACK_WITHIN,
    Changed,
    Moved,
    Seen,
    acknowledge_change,
    amend_task,
    approve_change,
    ask_change,
    decline_change,
    take_back,
    withdraw_change,
)
from congvu.apps.work.actions.evidence import (
    attach_file,
    attach_link,
    note_damage,
    remove_evidence,
)
from congvu.apps.work.actions.giving import Given, end_whole, give_once, take_back_giving
from congvu.apps.work.actions.logging import Logged, NewEntry, log_work, void_entry
from congvu.apps.work.actions.mending import mend_entry
from congvu.apps.work.actions.outside import leave_outside, propose_outside
from congvu.apps.work.actions.reporting import NewResult, report_result, report_results
from congvu.apps.work.actions.reviewing import (
    accept_results,
    fail_result,
    grade_effect,
    return_result,
    review_result,
)
from congvu.apps.work.actions.sharing import (
    NewPortion,
    NewRecurrence,
    NewWhole,
    Planned,
    end_recurrence,
    hand_out,
    hand_out_ids,
    repeat_work,
    share_work,
)

__all__ = [
    "TAKEN_BACK_WITHIN",
    "Changed",
    "Given",
    "Logged",
    "Moved",
    "NewEntry",
    "NewPortion",
    "NewRecurrence",
    "NewResult",
    "NewTask",
    "NewWhole",
    "Planned",
    "Seen",
    "accept_results",
    "acknowledge_change",
    "amend_task",
    "approve_change",
    "ask_change",
    "assign_tasks",
    "attach_file",
    "attach_link",
    "carry_over",
    "claim_cause",
    "confirm_cause",
    "decline_change",
    "end_recurrence",
    "end_whole",
    "fail_result",
    "give_once",
    "grade_effect",
    "hand_back",
    "hand_out",
    "hand_out_ids",
    "keep_with",
    "leave_outside",
    "log_work",
    "mend_entry",
    "note_damage",
    "propose_outside",
    "refuse_cause",
    "remove_evidence",
    "repeat_work",
    "report_result",
    "report_results",
    "return_result",
    "review_result",
    "share_work",
    "take_back",
    "take_back_giving",
    "take_over",
    "void_entry",
    "withdraw_change",
]
