"""Decree 335/2025/NĐ-CP by hand: the judge of every backend.

Written from the decree and from nothing else of this product: exact fractions, one obvious
step after another, no care for speed. It alone may state the decree's numbers outside
`congvu/law`: were they read from there, a slip in the law's files would judge itself right.

"Đ14.2b" is Điều 14, khoản 2, điểm b. Where the decree is silent, `Settings` carries the choice.
"""

from congvu.engine.oracle.bars import CAUSES, PERSON_CAUSES, ROW_CAUSES, Bar, bars
from congvu.engine.oracle.leaders import ManagementCycle, Settled, settle
from congvu.engine.oracle.month import (
    Line,
    Month,
    Origin,
    Score,
    Settings,
    base_ids,
    half_up,
    score_month,
)
from congvu.engine.oracle.year import (
    Level,
    Rating,
    Year,
    level_of,
    mean_of_months,
    places,
    rate,
)

__all__ = [
    "CAUSES",
    "PERSON_CAUSES",
    "ROW_CAUSES",
    "Bar",
    "Level",
    "Line",
    "ManagementCycle",
    "Month",
    "Origin",
    "Rating",
    "Score",
    "Settings",
    "Settled",
    "Year",
    "bars",
    "base_ids",
    "half_up",
    "level_of",
    "mean_of_months",
    "places",
    "rate",
    "score_month",
    "settle",
]
