from congvu.apps.evaluation.models.cards import Scorecard
from congvu.apps.evaluation.models.closes import Close
from congvu.apps.evaluation.models.papers import PaperRun
from congvu.apps.evaluation.models.reconciliations import ReconciledRow, Reconciliation

__all__ = ["Close", "PaperRun", "ReconciledRow", "Reconciliation", "Scorecard"]
