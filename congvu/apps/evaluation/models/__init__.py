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
from congvu.apps.evaluation.models.objections import (
    Objection,
    ObjectionStep,
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
from congvu.apps.evaluation.models.runs import (
    CloseRun,
    GapRemedy,
)

__all__ = [
    "Amendment",
    "AmendmentProposal",
    "CardProof",
    "Close",
    "CloseRun",
    "GapRemedy",
    "Objection",
    "ObjectionStep",
    "PaperRun",
    "ReconciledRow",
    "Reconciliation",
    "Scorecard",
]
