"""Reads of the evaluation: the months of people, units and the province, live or as closed."""

from congvu.apps.evaluation.queries.authority import (
    Authority,
    Led,
    authorities,
    led,
    nearest_heads,
)
from congvu.apps.evaluation.queries.cards import CardRow, NoScorecard, card_of
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
from congvu.apps.evaluation.queries.oddities import Found, Oddity
from congvu.apps.evaluation.queries.province import AgencyTally, ProvinceView, Tally, province
from congvu.apps.evaluation.queries.reconciliations import (
    FindingRow,
    ReconciliationRow,
    UnknownReconciliation,
    findings_of,
    reconciliation,
    reconciliations_under,
)
from congvu.apps.evaluation.queries.reviewing import (
    BatchShare,
    CardToReview,
    batch_of_cards,
    cards_to_review,
)
from congvu.apps.evaluation.queries.room import Attention, PersonMonth, RoomView, room_of
from congvu.apps.evaluation.queries.sealing import altered
from congvu.apps.evaluation.queries.self_scores import without_self_score

__all__ = [
    "AgencyTally",
    "Attention",
    "Authority",
    "BatchShare",
    "CardRow",
    "CardToReview",
    "CriterionLine",
    "FindingRow",
    "Found",
    "Impact",
    "Led",
    "ListedScore",
    "Managing",
    "MonthView",
    "NoScorecard",
    "NotClosed",
    "Oddity",
    "PersonMonth",
    "PersonShift",
    "ProductShift",
    "ProvinceView",
    "ReconciliationRow",
    "RoomView",
    "Tally",
    "TaskView",
    "UnknownReconciliation",
    "altered",
    "authorities",
    "batch_of_cards",
    "card_of",
    "cards_to_review",
    "cases",
    "extremes",
    "findings_of",
    "impact",
    "leader_strata",
    "led",
    "listed_scores",
    "managed_pairs",
    "month_of",
    "nearest_heads",
    "proposed_coefficients",
    "province",
    "reconciliation",
    "reconciliations_under",
    "room_of",
    "without_self_score",
]
