"""Median and quartiles of whole numbers, exact."""

from collections.abc import Sequence
from fractions import Fraction


def median(ordered: Sequence[int]) -> Fraction:
    """Return the middle of ordered numbers; of an even count, halfway between the middle two."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def quartiles(ordered: Sequence[int]) -> tuple[Fraction, Fraction]:
    """Return the medians of the lower and of the upper half, an odd middle left out of both.

    (The convention of Moore and McCabe.) A single number is its own quartiles.
    """
    half = len(ordered) // 2 or 1
    return median(ordered[:half]), median(ordered[-half:])
