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
    open_year,
)
from congvu.apps.rulebook.actions.overlays import (
    OverlayTerms,
    adopt_overlay,
    draft_overlay,
    propose_overlay,
    redraft_overlay,
    return_overlay,
    withdraw_overlay,
)
from congvu.apps.rulebook.actions.rulings import (
    adopt_parameter,
    adopt_rule,
    replace_parameter,
    replace_rule,
)

__all__ = [
    "OverlayTerms",
    "adopt_overlay",
    "adopt_parameter",
    "adopt_rule",
    "begin_quarter",
    "carry_extensions",
    "draft_overlay",
    "extend_deadline",
    "finish_quarter",
    "lay_out_calendar",
    "lock_to_close",
    "mark_closed",
    "mark_published",
    "open_period",
    "open_year",
    "propose_overlay",
    "redraft_overlay",
    "replace_parameter",
    "replace_rule",
    "return_overlay",
    "withdraw_overlay",
]
