"""Writes to the rulebook: adopt rules and local values, open periods, lay out the calendar."""

from congvu.apps.rulebook.actions.opening import (
    begin_quarter,
    carry_extensions,
    extend_deadline,
    finish_quarter,
    lay_out_calendar,
    lock_to_close,
    mark_closed,
    mark_published,
    open_period,
)
from congvu.apps.rulebook.actions.rulings import adopt_parameter, adopt_rule, replace_parameter

__all__ = [
    "adopt_parameter",
    "adopt_rule",
    "begin_quarter",
    "carry_extensions",
    "extend_deadline",
    "finish_quarter",
    "lay_out_calendar",
    "lock_to_close",
    "mark_closed",
    "mark_published",
    "open_period",
    "replace_parameter",
]
