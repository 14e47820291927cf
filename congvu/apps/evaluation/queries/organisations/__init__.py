"""Reads of organisations' years: criteria, figures, assessments, levels (Đ5–9)."""

from congvu.apps.evaluation.queries.organisations.assessments import (
    AssessmentRow,
    assessment,
    assessments_of,
    sums,
)
from congvu.apps.evaluation.queries.organisations.checks import (
    OrganisationSnapshot,
    organisation_snapshots,
    organisation_still_fits,
)
from congvu.apps.evaluation.queries.organisations.criteria import (
    CriteriaRow,
    CriterionRow,
    criteria_among,
    criteria_of,
    criteria_sets,
)
from congvu.apps.evaluation.queries.organisations.evidence import Measured, evidence_of
from congvu.apps.evaluation.queries.organisations.indicators import IndicatorRow, indicators_of
from congvu.apps.evaluation.queries.organisations.outliving import Outlived, outlived
from congvu.apps.evaluation.queries.organisations.rating import (
    AuthorityYear,
    Facts,
    Rated,
    authority_year,
    case_inputs,
    is_raised,
    recomputed,
    scored,
)
from congvu.apps.evaluation.queries.organisations.recognitions import (
    RecognitionRow,
    altered_recognitions,
    chain,
    organisation_levels,
    sealed,
    standing,
)
from congvu.apps.evaluation.queries.organisations.rules import (
    last_day,
    organisation_rules,
    organisation_rules_on,
    rated_years,
)
from congvu.apps.evaluation.queries.organisations.single import (
    OrganisationYear,
    organisation_year,
)
from congvu.apps.evaluation.queries.organisations.summary import (
    Unscored,
    tallies_of,
    unscored_in,
)
from congvu.apps.evaluation.queries.organisations.units import (
    Organisation,
    direct_parts,
    organisations_in,
)

__all__ = [
    "AssessmentRow",
    "AuthorityYear",
    "CriteriaRow",
    "CriterionRow",
    "Facts",
    "IndicatorRow",
    "Measured",
    "Organisation",
    "OrganisationSnapshot",
    "OrganisationYear",
    "Outlived",
    "Rated",
    "RecognitionRow",
    "Unscored",
    "altered_recognitions",
    "assessment",
    "assessments_of",
    "authority_year",
    "case_inputs",
    "chain",
    "criteria_among",
    "criteria_of",
    "criteria_sets",
    "direct_parts",
    "evidence_of",
    "indicators_of",
    "is_raised",
    "last_day",
    "organisation_levels",
    "organisation_rules",
    "organisation_rules_on",
    "organisation_snapshots",
    "organisation_still_fits",
    "organisation_year",
    "organisations_in",
    "outlived",
    "rated_years",
    "recomputed",
    "scored",
    "sealed",
    "standing",
    "sums",
    "tallies_of",
    "unscored_in",
]
