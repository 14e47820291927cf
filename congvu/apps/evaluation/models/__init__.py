from congvu.apps.evaluation.models.amendments import Amendment, AmendmentProposal
from congvu.apps.evaluation.models.cards import Scorecard
from congvu.apps.evaluation.models.closes import Close
from congvu.apps.evaluation.models.objections import Objection, ObjectionStep
from congvu.apps.evaluation.models.reconciliations import ReconciledRow, Reconciliation

__all__ = [
    "Amendment",
    "AmendmentProposal",
    "Close",
    "Objection",
    "ObjectionStep",
    "ReconciledRow",
    "Reconciliation",
    "Scorecard",
]
