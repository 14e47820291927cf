from congvu.apps.evaluation.models.amendments import (
    Amendment,
    AmendmentProposal,
)
from congvu.apps.evaluation.models.cards import (
    Scorecard,
)
from congvu.apps.evaluation.models.closes import (
    Close,
)
from congvu.apps.evaluation.models.comparisons import (
    ComparedPerson,
    Comparison,
)
from congvu.apps.evaluation.models.meetings import (
    Meeting,
    MeetingAdvice,
    MeetingMember,
    MeetingOpinion,
)
from congvu.apps.evaluation.models.objections import (
    Objection,
    ObjectionStep,
)
from congvu.apps.evaluation.models.organisations import (
    CriteriaSet,
    Indicator,
    OrganisationAssessment,
    OrganisationCriterion,
    RaisedCap,
    Recognition,
)
from congvu.apps.evaluation.models.papers import (
    PaperRun,
)
from congvu.apps.evaluation.models.proofs import (
    CardProof,
)
from congvu.apps.evaluation.models.reconciliations import (
    ReconciledRow,
    Reconciliation,
)
from congvu.apps.evaluation.models.replacements import (
    ReplacedResult,
    Replacement,
)
from congvu.apps.evaluation.models.runs import (
    CloseRun,
    GapRemedy,
)
from congvu.apps.evaluation.models.years import (
    AutomaticCase,
    PartyOpinion,
    Rating,
    RatingDecision,
    RatingMove,
    RatingResult,
    RatingRound,
)

__all__ = [
    "Amendment",
    "AmendmentProposal",
    "AutomaticCase",
    "CardProof",
    "Close",
    "CloseRun",
    "ComparedPerson",
    "Comparison",
    "CriteriaSet",
    "GapRemedy",
    "Indicator",
    "Meeting",
    "MeetingAdvice",
    "MeetingMember",
    "MeetingOpinion",
    "Objection",
    "ObjectionStep",
    "OrganisationAssessment",
    "OrganisationCriterion",
    "PaperRun",
    "PartyOpinion",
    "RaisedCap",
    "Rating",
    "RatingDecision",
    "RatingMove",
    "RatingResult",
    "RatingRound",
    "Recognition",
    "ReconciledRow",
    "Reconciliation",
    "ReplacedResult",
    "Replacement",
    "Scorecard",
]
