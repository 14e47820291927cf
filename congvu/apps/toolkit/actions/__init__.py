"""Writes to proposals and toolkits, each with its audit event."""

from congvu.apps.toolkit.actions.appraisal import comment, rule, settle_comment
from congvu.apps.toolkit.actions.imports import (
    NewPlan,
    apply_import,
    discard_import,
    plan_import,
    undo_import,
)
from congvu.apps.toolkit.actions.issuing import Decision, issue_document
from congvu.apps.toolkit.actions.packages import (
    NewAdoption,
    NewRelease,
    Part,
    UnderWay,
    adopt,
    keep_choices,
    publish,
    put_away,
    receive,
)
from congvu.apps.toolkit.actions.proposals import (
    appraise,
    change_settings,
    issue,
    send_back,
    start,
    submit,
    withdraw,
)
from congvu.apps.toolkit.actions.rows import RowEdit, Stale, change_rows, replace_sheets, undo

__all__ = [
    "Decision",
    "NewAdoption",
    "NewPlan",
    "NewRelease",
    "Part",
    "RowEdit",
    "Stale",
    "UnderWay",
    "adopt",
    "apply_import",
    "appraise",
    "change_rows",
    "change_settings",
    "comment",
    "discard_import",
    "issue",
    "issue_document",
    "keep_choices",
    "plan_import",
    "publish",
    "put_away",
    "receive",
    "replace_sheets",
    "rule",
    "send_back",
    "settle_comment",
    "start",
    "submit",
    "undo",
    "undo_import",
    "withdraw",
]
