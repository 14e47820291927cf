"""Reads of the evaluation: the months of people, units and the province, live or as closed."""

from congvu.apps.evaluation.queries.cards import CardRow, NoScorecard
from congvu.apps.evaluation.queries.cases import cases
from congvu.apps.evaluation.queries.extremes import extremes
from congvu.apps.evaluation.queries.gaps import (
    CardUnit,
    GapCount,
    GapListing,
    GapRow,
    card_units,
    gap_counts,
    gap_listing,
    last_remedies,
    open_gaps,
)
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
from congvu.apps.evaluation.queries.objecting import objections_until
from congvu.apps.evaluation.queries.province import AgencyTally, ProvinceView, Tally, province
from congvu.apps.evaluation.queries.publications import Publication, published_lately
from congvu.apps.evaluation.queries.recomputing import NotStored, Recomputed, recompute
from congvu.apps.evaluation.queries.reconciliations import (
    FindingRow,
    ReconciliationRow,
    UnknownReconciliation,
    findings_of,
    reconciliation,
    reconciliations_under,
)
from congvu.apps.evaluation.queries.rehearsals import PartChange, Rehearsed, changes
from congvu.apps.evaluation.queries.room import Attention, PersonMonth, RoomView, room_of
from congvu.apps.evaluation.queries.runs import (
    RunRow,
    UnknownRun,
    due_runs,
    is_under_way,
    run_of,
    runner_is_alive,
    runs_of,
)
from congvu.apps.evaluation.queries.sealing import altered
from congvu.apps.evaluation.queries.self_scores import without_self_score

__all__ = [
    "AgencyTally",
    "Attention",
    "CardRow",
    "CardUnit",
    "CriterionLine",
    "FindingRow",
    "GapCount",
    "GapListing",
    "GapRow",
    "Impact",
    "ListedScore",
    "Managing",
    "MonthView",
    "NoScorecard",
    "NotClosed",
    "NotStored",
    "PartChange",
    "PersonMonth",
    "PersonShift",
    "ProductShift",
    "ProvinceView",
    "Publication",
    "Recomputed",
    "ReconciliationRow",
    "Rehearsed",
    "RoomView",
    "RunRow",
    "Tally",
    "TaskView",
    "UnknownReconciliation",
    "UnknownRun",
    "altered",
    "card_units",
    "cases",
    "changes",
    "due_runs",
    "extremes",
    "findings_of",
    "gap_counts",
    "gap_listing",
    "impact",
    "is_under_way",
    "last_remedies",
    "leader_strata",
    "listed_scores",
    "managed_pairs",
    "month_of",
    "objections_until",
    "open_gaps",
    "proposed_coefficients",
    "province",
    "published_lately",
    "recompute",
    "reconciliation",
    "reconciliations_under",
    "room_of",
    "run_of",
    "runner_is_alive",
    "runs_of",
    "without_self_score",
]
