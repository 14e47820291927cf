"""Reads of the evaluation: the months of people, units and the province, live or as closed."""

from congvu.apps.evaluation.queries.cards import CardRow, NoScorecard
from congvu.apps.evaluation.queries.cases import cases
from congvu.apps.evaluation.queries.extremes import extremes
from congvu.apps.evaluation.queries.impact import (
    Impact,
    NotClosed,
    PersonShift,
    ProductShift,
    impact,
    proposed_coefficients,
)
from congvu.apps.evaluation.queries.listed import ListedScore, listed_scores
from congvu.apps.evaluation.queries.managed import leader_strata, managed_pairs
from congvu.apps.evaluation.queries.managing import Managing
from congvu.apps.evaluation.queries.month import CriterionLine, MonthView, TaskView, month_of
from congvu.apps.evaluation.queries.months import months_of
from congvu.apps.evaluation.queries.papers import (
    PaperRunRow,
    UnknownRun,
    paper_run,
    paper_runs_of,
    unfinished_paper_runs,
)
from congvu.apps.evaluation.queries.province import AgencyTally, ProvinceView, Tally, province
from congvu.apps.evaluation.queries.reconciliations import (
    FindingRow,
    ReconciliationRow,
    UnknownReconciliation,
    findings_of,
    reconciliation,
    reconciliations_under,
)
from congvu.apps.evaluation.queries.room import Attention, PersonMonth, RoomView, room_of
from congvu.apps.evaluation.queries.sealing import altered
from congvu.apps.evaluation.queries.self_scores import without_self_score
from congvu.apps.evaluation.queries.snapshots import (
    ClosedPeriod,
    Signings,
    Snapshot,
    closed_period,
    closes_named,
    signings,
    snapshots,
    still_fits,
)

__all__ = [
    "AgencyTally",
    "Attention",
    "CardRow",
    "ClosedPeriod",
    "CriterionLine",
    "FindingRow",
    "Impact",
    "ListedScore",
    "Managing",
    "MonthView",
    "NoScorecard",
    "NotClosed",
    "PaperRunRow",
    "PersonMonth",
    "PersonShift",
    "ProductShift",
    "ProvinceView",
    "ReconciliationRow",
    "RoomView",
    "Signings",
    "Snapshot",
    "Tally",
    "TaskView",
    "UnknownReconciliation",
    "UnknownRun",
    "altered",
    "cases",
    "closed_period",
    "closes_named",
    "extremes",
    "findings_of",
    "impact",
    "leader_strata",
    "listed_scores",
    "managed_pairs",
    "month_of",
    "months_of",
    "paper_run",
    "paper_runs_of",
    "proposed_coefficients",
    "province",
    "reconciliation",
    "reconciliations_under",
    "room_of",
    "signings",
    "snapshots",
    "still_fits",
    "unfinished_paper_runs",
    "without_self_score",
]
