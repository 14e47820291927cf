"""Reads of the evaluation: the months of people, units and the province, live or as closed."""

from congvu.apps.evaluation.queries.authority import (
    Authority,
    Led,
    authorities,
    led,
    nearest_heads,
)
from congvu.apps.evaluation.queries.cards import (
    CardRow,
    NoScorecard,
    card_of,
)
from congvu.apps.evaluation.queries.cases import (
    cases,
)
from congvu.apps.evaluation.queries.earlier import (
    EarlierCard,
    earlier_cards,
)
from congvu.apps.evaluation.queries.extremes import (
    extremes,
)
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
from congvu.apps.evaluation.queries.holders import (
    LEFT_OUT,
    STAGES,
    HeldCard,
    HolderTally,
    StageTally,
    holders,
    slowest_holders,
    stage_tallies,
)
from congvu.apps.evaluation.queries.impact import (
    Impact,
    NotClosed,
    PersonShift,
    ProductShift,
    impact,
    proposed_coefficients,
)
from congvu.apps.evaluation.queries.listed import (
    ListedScore,
    listed_scores,
)
from congvu.apps.evaluation.queries.managed import (
    leader_strata,
    managed_pairs,
    people_in,
)
from congvu.apps.evaluation.queries.managing import (
    Managing,
)
from congvu.apps.evaluation.queries.month import (
    CriterionLine,
    MonthView,
    TaskView,
    month_of,
)
from congvu.apps.evaluation.queries.objecting import (
    objections_until,
)
from congvu.apps.evaluation.queries.oddities import (
    Found,
    Oddity,
)
from congvu.apps.evaluation.queries.province import (
    AgencyTally,
    ProvinceView,
    Tally,
    province,
)
from congvu.apps.evaluation.queries.publications import (
    Publication,
    published_lately,
)
from congvu.apps.evaluation.queries.recomputing import (
    NotStored,
    Recomputed,
    recompute,
)
from congvu.apps.evaluation.queries.reconciliations import (
    FindingRow,
    ReconciliationRow,
    UnknownReconciliation,
    findings_of,
    reconciliation,
    reconciliations_under,
)
from congvu.apps.evaluation.queries.rehearsals import (
    PartChange,
    Rehearsed,
    changes,
)
from congvu.apps.evaluation.queries.reviewing import (
    BatchShare,
    CardToReview,
    batch_of_cards,
    cards_to_review,
)
from congvu.apps.evaluation.queries.room import (
    Attention,
    PersonMonth,
    RoomView,
    room_of,
)
from congvu.apps.evaluation.queries.runs import (
    RunRow,
    UnknownRun,
    due_runs,
    run_of,
    runner_is_alive,
    runs_of,
)
from congvu.apps.evaluation.queries.sealing import (
    altered,
)
from congvu.apps.evaluation.queries.tracked import (
    MeanScore,
    TrackedScore,
    mean_of,
    means_around,
    month_rows,
    tracked_scores,
)

__all__ = [
    "LEFT_OUT",
    "STAGES",
    "AgencyTally",
    "Attention",
    "Authority",
    "BatchShare",
    "CardRow",
    "CardToReview",
    "CardUnit",
    "CriterionLine",
    "EarlierCard",
    "FindingRow",
    "Found",
    "GapCount",
    "GapListing",
    "GapRow",
    "HeldCard",
    "HolderTally",
    "Impact",
    "Led",
    "ListedScore",
    "Managing",
    "MeanScore",
    "MonthView",
    "NoScorecard",
    "NotClosed",
    "NotStored",
    "Oddity",
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
    "StageTally",
    "Tally",
    "TaskView",
    "TrackedScore",
    "UnknownReconciliation",
    "UnknownRun",
    "altered",
    "authorities",
    "batch_of_cards",
    "card_of",
    "card_units",
    "cards_to_review",
    "cases",
    "changes",
    "due_runs",
    "earlier_cards",
    "extremes",
    "findings_of",
    "gap_counts",
    "gap_listing",
    "holders",
    "impact",
    "last_remedies",
    "leader_strata",
    "led",
    "listed_scores",
    "managed_pairs",
    "mean_of",
    "means_around",
    "month_of",
    "month_rows",
    "nearest_heads",
    "objections_until",
    "open_gaps",
    "people_in",
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
    "slowest_holders",
    "stage_tallies",
    "tracked_scores",
]
