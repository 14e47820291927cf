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
    end_posting,
    open_postings,
    transfer,
)
from congvu.apps.positions.actions.reorganising import Move, Reorganisation, reorganise

__all__ = [
    "HeadAssessment",
    "Move",
    "NewField",
    "NewPosting",
    "Reorganisation",
    "SelfAssessment",
    "Terms",
    "assess_own",
    "assess_person",
    "assign_fields",
    "end_posting",
    "issue_framework",
    "issue_scheme",
    "open_postings",
    "reorganise",
    "transfer",
]
