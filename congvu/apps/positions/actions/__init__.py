"""Writes to positions: postings, editions of the scheme and the framework, assessments."""

from congvu.apps.positions.actions.assessments import (
    HeadAssessment,
    SelfAssessment,
    assess_own,
    assess_person,
)
from congvu.apps.positions.actions.editions import Terms, issue_framework, issue_scheme
from congvu.apps.positions.actions.postings import (
    NewField,
    NewPosting,
    assign_fields,
    end_field,
    end_posting,
    engage,
    open_postings,
    transfer,
)
from congvu.apps.positions.actions.reorganising import Move, Reorganisation, reorganise
from congvu.apps.positions.actions.rosters import (
    NewRoster,
    apply_roster,
    discard_roster,
    plan_roster,
    undo_roster,
)

__all__ = [
    "HeadAssessment",
    "Move",
    "NewField",
    "NewPosting",
    "NewRoster",
    "Reorganisation",
    "SelfAssessment",
    "Terms",
    "apply_roster",
    "assess_own",
    "assess_person",
    "assign_fields",
    "discard_roster",
    "end_field",
    "end_posting",
    "engage",
    "issue_framework",
    "issue_scheme",
    "open_postings",
    "plan_roster",
    "reorganise",
    "transfer",
    "undo_roster",
]
