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
    close_named,
    closed_period,
    signings,
    snapshot,
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
    "altered",
    "cases",
    "close_named",
    "closed_period",
    "extremes",
    "findings_of",
    "impact",
    "leader_strata",
    "listed_scores",
    "managed_pairs",
    "month_of",
    "months_of",
    "proposed_coefficients",
    "province",
    "reconciliation",
    "reconciliations_under",
    "room_of",
    "signings",
    "snapshot",
    "still_fits",
    "without_self_score",
]
