"""Two scores of one person under two rule sets: the difference told by the bars that differ."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from congvu.engine.explain import Shares, apportioned
from congvu.engine.language.program import Stage

START, ROUNDING = "start", "rounding"
"""Stand for full marks and for rounding, where the two rule sets differ in these."""
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class BarDifference:
    """How much more (or less) a cause does on the right than on the left.

    `exact` in points; `shown` in hundredths, so that all of a person's add up to the difference of
    the two notified scores.
    """

    cause: str
    exact: Fraction
    shown: int


def differences(left: Shares, right: Shares, notified: tuple[int, int]) -> list[BarDifference]:
    """Return the bars that differ, the widest first; exactly Σ exact = right − left score.

    `notified`: the two notified scores in hundredths of a point.
    """
    names = dict.fromkeys((*left.effects, *right.effects))
    zero = Fraction(0)
    exact = {START: right.start - left.start} | {
        name: right.effects.get(name, zero) - left.effects.get(name, zero) for name in names
    }
    found = {name: effect for name, effect in exact.items() if effect}
    moved = notified[1] - notified[0]
    rounding = _rounding(moved - sum(found.values(), zero) * HUNDREDTHS)
    shown = apportioned(list(found.values()), zero, moved - rounding, HUNDREDTHS)
    rows = [BarDifference(ROUNDING, zero, rounding)] if rounding else []
    rows += [
        BarDifference(name, effect, points)
        for (name, effect), points in zip(found.items(), shown, strict=True)
    ]
    return sorted(rows, key=lambda row: (-abs(row.exact), row.cause))


def _rounding(rest: Fraction) -> int:
    """What rounding alone moves, in hundredths; less than one is shared out among the bars."""
    return 0 if abs(rest) < 1 else math.floor(rest + Fraction(1, 2))


def labels(stages: Sequence[Stage]) -> dict[str, str]:
    """Return the label of every cause, as the first stage that has it says it."""
    found = {START: "Điểm tối đa khác nhau", ROUNDING: "Làm tròn điểm"}
    for stage in stages:
        for cause in stage.causes:
            found.setdefault(cause.name, cause.label)
    return found
