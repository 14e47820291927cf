"""Acts on organisations' years: criteria, figures, assessment, review, recognition (Đ5–9)."""

from congvu.apps.evaluation.actions.organisations.assessing import (
    SelfAssessment,
    assess_organisation,
)
from congvu.apps.evaluation.actions.organisations.criteria import (
    NewCriteria,
    NewCriterion,
    set_criteria,
    written_lines,
)
from congvu.apps.evaluation.actions.organisations.indicators import (
    NewIndicator,
    enter_indicators,
)
from congvu.apps.evaluation.actions.organisations.recognising import (
    Decision,
    raise_cap,
    recognise_organisations,
    replace_recognition,
)
from congvu.apps.evaluation.actions.organisations.reviewing import (
    OrganisationReview,
    return_organisation,
    review_organisation,
)

__all__ = [
    "Decision",
    "NewCriteria",
    "NewCriterion",
    "NewIndicator",
    "OrganisationReview",
    "SelfAssessment",
    "assess_organisation",
    "enter_indicators",
    "raise_cap",
    "recognise_organisations",
    "replace_recognition",
    "return_organisation",
    "review_organisation",
    "set_criteria",
    "written_lines",
]
