"""What a measured ratio is worth: points in proportion, or by bands; exact, rounded once.

A formula is data: {"full_at": 9500} gives all points from 95 % on and proportional points below;
{"bands": [[9500, 10000], [8000, 7000]]} gives the share of the first band that the ratio reaches,
none below the last. Ratios and shares are in ten-thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from congvu.kernel.fixed import half_up

WHOLE = 10_000


class FormulaFault(ValueError):
    """A formula that cannot be read; Vietnamese message."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Proportional up to `full_at`, or stepwise: (at least, share) from the highest band down."""

    full_at: int = WHOLE
    bands: tuple[tuple[int, int], ...] = ()

    def points(self, most_hundredths: int, ratio: Fraction) -> int:
        """Return what a ratio (1 is everything) gives of so many points, in hundredths."""
        share = self._share(ratio)
        return half_up(most_hundredths * share.numerator, share.denominator)

    def _share(self, ratio: Fraction) -> Fraction:
        if not self.bands:
            return min(Fraction(1), max(Fraction(0), ratio) * WHOLE / self.full_at)
        reached = (share for least, share in self.bands if ratio * WHOLE >= least)
        return Fraction(next(reached, 0), WHOLE)

    def stored(self) -> dict[str, Any]:
        """Return the formula as it is kept."""
        if self.bands:
            return {"bands": [list(one) for one in self.bands]}
        return {"full_at": self.full_at}


def formula_of(kept: Mapping[str, Any]) -> Formula:
    """Return a formula as it was kept; raises FormulaFault."""
    bands = tuple((int(least), int(share)) for least, share in kept.get("bands", ()))
    full_at = int(kept.get("full_at", WHOLE))
    if not 0 < full_at <= WHOLE:
        raise FormulaFault("Mức được đủ điểm phải lớn hơn 0 và không quá 100 %.")
    if any(not (0 <= least <= WHOLE and 0 <= share <= WHOLE) for least, share in bands):
        raise FormulaFault("Mỗi bậc ghi tỷ lệ và phần điểm, cả hai từ 0 đến 100 %.")
    falls = all(a[0] > b[0] and a[1] > b[1] for a, b in pairwise(bands))
    if not falls:
        raise FormulaFault("Các bậc phải giảm dần cả về tỷ lệ lẫn phần điểm.")
    return Formula(full_at, bands)
