"""Chance that repeats: the same seed and the same key always throw the same numbers."""

import hashlib
import random
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

SEED = "congvu-khanh-hoa-2026"
PER_MILLE = 1000


class Dice:
    """One stream of throws for one key, the same on every machine and in every order of keys."""

    __slots__ = ("_random",)

    def __init__(self, *key: str) -> None:
        digest = hashlib.sha256("/".join((SEED, *key)).encode()).digest()
        seed = int.from_bytes(digest[:8], "big")
        self._random = random.Random(seed).random  # noqa: S311 - invented people, no secret

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self._random() * (high - low + 1))

    def chance(self, per_mille: int) -> bool:
        """True in `per_mille` of a thousand throws."""
        return self._random() * PER_MILLE < per_mille

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[int(self._random() * len(choices))]

    def draw(self, weighted: "Weighted[T]") -> T:
        """One of the weighted choices."""
        at = bisect_right(weighted.steps, self._random() * weighted.total)
        return weighted.choices[at]


class Weighted(Generic[T]):
    """Choices with whole weights, ready to draw from many times."""

    __slots__ = ("choices", "steps", "total")

    def __init__(self, pairs: Iterable[tuple[T, int]]) -> None:
        listed = list(pairs)
        self.choices = [choice for choice, _ in listed]
        self.steps = list(accumulate(weight for _, weight in listed))
        self.total = self.steps[-1]
