"""Writes to tasks, the daily log, results and their reviews."""

from congvu.apps.work.actions.answering import (
    Act,
    Answer,
    Stale,
    Together,
    accept_together,
    answer_task,
)
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
    Changed,
    acknowledge_change,
    amend_task,
    approve_change,
    ask_change,
    decline_change,
    take_back,
    withdraw_change,
)
from congvu.apps.work.actions.evidence import attach_file, attach_link, remove_evidence
from congvu.apps.work.actions.logging import Logged, NewEntry, log_work, void_entry
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
    end_recurrence,
    hand_out,
    repeat_work,
    share_work,
)

__all__ = [
    "Act",
    "Answer",
    "Changed",
    "Logged",
    "NewEntry",
    "NewPortion",
    "NewRecurrence",
    "NewResult",
    "NewTask",
    "NewWhole",
    "Stale",
    "Together",
    "accept_results",
    "accept_together",
    "acknowledge_change",
    "amend_task",
    "answer_task",
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
    "fail_result",
    "grade_effect",
    "hand_back",
    "hand_out",
    "keep_with",
    "log_work",
    "refuse_cause",
    "remove_evidence",
    "repeat_work",
    "report_result",
    "report_results",
    "return_result",
    "review_result",
    "share_work",
    "take_back",
    "take_over",
    "void_entry",
    "withdraw_change",
]
