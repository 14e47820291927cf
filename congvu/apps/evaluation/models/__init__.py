from congvu.apps.evaluation.models.cards import Scorecard
from congvu.apps.evaluation.models.closes import Close
from congvu.apps.evaluation.models.reconciliations import ReconciledRow, Reconciliation
from congvu.apps.evaluation.models.runs import CloseRun, GapRemedy

__all__ = ["Close", "CloseRun", "GapRemedy", "ReconciledRow", "Reconciliation", "Scorecard"]
