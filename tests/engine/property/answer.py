"""What every backend must say about a person's month, in one shape."""

from dataclasses import dataclass, fields
from fractions import Fraction

from congvu.engine.oracle import Score


@dataclass(frozen=True)
class MonthAnswer:
    """Exact steps of a month; all None where it is not scored, d, dd, e None for a non-leader."""

    a: Fraction | None = None
    b: Fraction | None = None
    c: Fraction | None = None
    d: Fraction | None = None
    dd: Fraction | None = None
    e: Fraction | None = None
    share: Fraction | None = None
    exact: Fraction | None = None
    notified: int | None = None


NOT_SCORED = MonthAnswer()


def of_score(score: Score | None) -> MonthAnswer:
    """The judge's score in the common shape."""
    if score is None:
        return NOT_SCORED
    return MonthAnswer(**{field.name: getattr(score, field.name) for field in fields(MonthAnswer)})
