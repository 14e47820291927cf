"""Exact ratios: factor x whole number / product of stored positive whole numbers.

A value of the rule text is `factor · numerator / Π divisors`; only the numerator is computed by a
backend. Sums, minima and comparisons bring both sides over one denominator, so nothing is divided
before a named rounding. `low … high` bounds the value itself and tightens the numerator.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from congvu.engine.language import integers
from congvu.engine.language.integers import Column, Const, Integer, Truth


@dataclass(frozen=True, slots=True)
class Ratio:
    factor: Fraction
    numerator: Integer
    divisors: tuple[Column, ...]
    low: Fraction
    high: Fraction

    @property
    def constant(self) -> Fraction | None:
        """The value, if it is known already."""
        if isinstance(self.numerator, Const) and not self.divisors:
            return self.factor * self.numerator.value
        return None


def known(value: Fraction | int) -> Ratio:
    """A constant."""
    value = Fraction(value)
    return Ratio(value, integers.ONE, (), value, value) if value else _ZERO


def stored(column: Column, places: int = 0) -> Ratio:
    """A column of whole 10^-places."""
    factor = Fraction(1, 10**places)
    return Ratio(factor, column, (), factor * column.low, factor * column.high)


_ZERO = Ratio(Fraction(1), integers.ZERO, (), Fraction(0), Fraction(0))


def make(
    factor: Fraction,
    numerator: Integer,
    divisors: tuple[Column, ...],
    low: Fraction,
    high: Fraction,
) -> Ratio:
    """A ratio in normal form: bounds narrowed both ways, constants folded into the factor."""
    if isinstance(numerator, Const) and not divisors:
        return known(factor * numerator.value)
    least, most = _divisor_bounds(divisors)
    low, high = (
        max(low, _end(factor, numerator, least, most, min)),
        min(high, _end(factor, numerator, least, most, max)),
    )
    ends = [value / factor * d for value in (low, high) for d in (least, most)]
    numerator = integers.bounded(numerator, math.floor(min(ends)), math.ceil(max(ends)))
    return Ratio(factor, numerator, divisors, low, high)


def _divisor_bounds(divisors: tuple[Column, ...]) -> tuple[int, int]:
    return math.prod(d.low for d in divisors), math.prod(d.high for d in divisors)


def _end(
    factor: Fraction,
    numerator: Integer,
    least: int,
    most: int,
    choose: Callable[[Iterable[Fraction]], Fraction],
) -> Fraction:
    ends = [factor * n / d for n in (numerator.low, numerator.high) for d in (least, most)]
    return choose(ends)


def aligned(parts: list[Ratio]) -> tuple[Fraction, list[Integer], tuple[Column, ...]]:
    """Bring ratios over one denominator: common factor, their numerators, common divisors."""
    common: Counter[Column] = Counter()
    for part in parts:
        common |= Counter(part.divisors)
    scale = math.lcm(*(part.factor.denominator for part in parts))
    weights = [int(part.factor * scale) for part in parts]
    shared = math.gcd(*weights) or 1
    numerators: list[Integer] = []
    for part, weight in zip(parts, weights, strict=True):
        numerator = integers.multiply(Const(weight // shared), part.numerator)
        for divisor in (common - Counter(part.divisors)).elements():
            numerator = integers.multiply(numerator, divisor)
        numerators.append(numerator)
    divisors = tuple(sorted(common.elements(), key=lambda column: column.name))
    return Fraction(shared, scale), numerators, divisors


def add(left: Ratio, right: Ratio) -> Ratio:
    """left + right."""
    factor, (a, b), divisors = aligned([left, right])
    low, high = left.low + right.low, left.high + right.high
    return make(factor, integers.add(a, b), divisors, low, high)


def subtract(left: Ratio, right: Ratio) -> Ratio:
    """left − right."""
    factor, (a, b), divisors = aligned([left, right])
    low, high = left.low - right.high, left.high - right.low
    return make(factor, integers.subtract(a, b), divisors, low, high)


def multiply(left: Ratio, right: Ratio) -> Ratio:
    """left x right."""
    ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    divisors = tuple(sorted(left.divisors + right.divisors, key=lambda column: column.name))
    numerator = integers.multiply(left.numerator, right.numerator)
    return make(left.factor * right.factor, numerator, divisors, min(ends), max(ends))


def divide(left: Ratio, right: Ratio) -> Ratio:
    """left / right, where right's numerator is a constant or a stored positive column."""
    numerator = left.numerator
    for divisor in right.divisors:
        numerator = integers.multiply(numerator, divisor)
    factor, divisors = left.factor / right.factor, left.divisors
    if isinstance(right.numerator, Const):
        factor /= right.numerator.value
    else:
        assert isinstance(right.numerator, Column)
        divisors = tuple(sorted((*divisors, right.numerator), key=lambda column: column.name))
    ends = [a / b for a in (left.low, left.high) for b in (right.low, right.high)]
    return make(factor, numerator, divisors, min(ends), max(ends))


def least(left: Ratio, right: Ratio) -> Ratio:
    """The smaller of the two."""
    if left.high <= right.low:
        return left
    factor, (a, b), divisors = aligned([left, right])
    low, high = min(left.low, right.low), min(left.high, right.high)
    return make(factor, integers.least(a, b), divisors, low, high)


def greatest(left: Ratio, right: Ratio) -> Ratio:
    """The larger of the two."""
    if left.low >= right.high:
        return left
    factor, (a, b), divisors = aligned([left, right])
    low, high = max(left.low, right.low), max(left.high, right.high)
    return make(factor, integers.greatest(a, b), divisors, low, high)


def pick(condition: Truth, then: Ratio, other: Ratio) -> Ratio:
    """then if condition else other."""
    if isinstance(condition, integers.Always):
        return then if condition.value else other
    factor, (a, b), divisors = aligned([then, other])
    low, high = min(then.low, other.low), max(then.high, other.high)
    return make(factor, integers.pick(condition, a, b), divisors, low, high)


def compare(sign: str, left: Ratio, right: Ratio) -> Truth:
    """A comparison by cross-multiplication, decided here where the bounds decide it."""
    if left.high < right.low or right.high < left.low:
        below = left.high < right.low
        return integers.Always(
            {"==": False, "!=": True, "<": below, "<=": below, ">": not below, ">=": not below}[
                sign
            ]
        )
    _, (a, b), _ = aligned([left, right])
    return integers.compare(sign, a, b)


def rounded(value: Ratio, places: int) -> Integer:
    """The value in whole 10^-places, half up: (2n + d) div 2d, for values proven ≥ 0."""
    scaled = value.factor * 10**places
    denominator: Integer = Const(scaled.denominator)
    for divisor in value.divisors:
        denominator = integers.multiply(denominator, divisor)
    numerator = integers.multiply(Const(scaled.numerator), value.numerator)
    twice = integers.add(integers.multiply(Const(2), numerator), denominator)
    whole = integers.floor_div(twice, integers.multiply(Const(2), denominator))
    low, high = (half_up(end * 10**places) for end in (value.low, value.high))
    return integers.bounded(whole, low, high)


def floored(value: Ratio) -> Integer:
    """The whole part of a value proven ≥ 0."""
    denominator: Integer = Const(value.factor.denominator)
    for divisor in value.divisors:
        denominator = integers.multiply(denominator, divisor)
    numerator = integers.multiply(Const(value.factor.numerator), value.numerator)
    return integers.floor_div(numerator, denominator)


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(value + Fraction(1, 2))
