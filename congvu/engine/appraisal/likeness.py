"""Which rows are the same work in other words, without comparing every row with every other.

Two rows are alike when one's name says nothing that the other's does not, they share at least two
thirds of their words, they do the same to it, and they hand in the same kind of thing. Rare words
lead: two sets that share two thirds share one of the rarest third (plus one) of each.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from congvu.engine.appraisal.lines import LEADERSHIP, Line
from congvu.engine.appraisal.outputs import alternatives
from congvu.engine.appraisal.wording import Syllables, Words, syllables, words
from congvu.kernel.vietnamese import fold

FEWEST_WORDS = 3
"""A name of fewer words is alike only to one of just the same words."""
MOST_COMPARED = 400
_Bag = frozenset[str]
_DASH = re.compile(r"\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Said:
    """A row as it is compared; `home` tells whose list it is in (0: the draft).

    What follows a dash in a name is its `tail`: "Hội nghị tổng kết – dự toán".
    """

    line: Line
    home: int
    name: Words
    tail: Words
    detail: Words
    outputs: frozenset[str]
    section: str

    @property
    def key(self) -> tuple[Syllables, ...]:
        """Equal for rows that say the same after folding: name, detail and output."""
        line = self.line
        return syllables(line.name), syllables(line.detail), syllables(line.output)


def said(line: Line, home: int = 0) -> Said:
    """Prepare a row for comparing."""
    head, *tail = _DASH.split(line.name, maxsplit=1)
    return Said(
        line, home, words(head), words(" ".join(tail)), words(line.detail),
        alternatives(line.output), fold(line.section),
    )  # fmt: skip


def alike(one: Said, other: Said) -> bool:
    """Whether two rows are the same work in other words (see the top of this module)."""
    if (one.line.group == LEADERSHIP) != (other.line.group == LEADERSHIP):
        return False
    return (
        not one.outputs.isdisjoint(other.outputs)
        and one.name.may_do_as(other.name)
        and _same_object(one.name, other.name)
        and not _parts_of_one(one, other)
    )


class Index:
    """Rows by their words, so that those alike to one are found without looking at all."""

    def __init__(self, rows: Sequence[Said]) -> None:
        self._members: dict[_Bag, list[Said]] = defaultdict(list)
        for row in rows:
            if row.name.all:
                self._members[row.name.all].append(row)
        self._common = Counter(word for bag in self._members for word in bag)
        self._leading: dict[str, list[_Bag]] = defaultdict(list)
        for bag in self._members:
            for word in self._rarest(bag):
                self._leading[word].append(bag)
        self._near: dict[_Bag, list[_Bag]] = {}

    def alike(self, row: Said, among: Callable[[Said], bool]) -> Iterator[Said]:
        """Yield the rows alike to one among those asked for, nearest wording first.

        At most `MOST_COMPARED` of them are looked at, so that a list of one name stays a list that
        can be judged.
        """
        bag = row.name.all
        if bag not in self._near:
            self._near[bag] = self._neighbours(bag)
        members = (other for near in self._near[bag] for other in self._members[near])
        asked = (other for other in members if other is not row and among(other))
        return (other for other in islice(asked, MOST_COMPARED) if alike(row, other))

    def _neighbours(self, bag: _Bag) -> list[_Bag]:
        met = {other for word in self._rarest(bag) for other in self._leading[word]}
        near = [other for other in met if _two_thirds(bag, other)]
        return sorted(near, key=lambda other: (len(bag ^ other), sorted(other)))

    def _rarest(self, bag: _Bag) -> list[str]:
        ordered = sorted(bag, key=lambda word: (self._common[word], word))
        return ordered[: len(bag) // 3 + 1]


def same(rows: Iterable[Said]) -> list[list[Said]]:
    """Return the groups of rows that say the same, in the order of the list."""
    groups: dict[tuple[Syllables, ...], list[Said]] = defaultdict(list)
    for row in rows:
        if row.line.name and row.line.output:
            groups[row.key].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _two_thirds(one: _Bag, other: _Bag) -> bool:
    shared = len(one & other)
    return 3 * shared >= 2 * (len(one) + len(other) - shared)


def _same_object(one: Words, other: Words) -> bool:
    if one.all == other.all:
        return True
    if min(len(one.all), len(other.all)) < FEWEST_WORDS:
        return False
    extra = one.content ^ other.content
    contained = one.content <= other.content or other.content <= one.content
    return contained and not any(word.isdigit() for word in extra)


def _parts_of_one(one: Said, other: Said) -> bool:
    """Whether two rows are parts of one product: other tails, or in one section other details."""
    if differ(one.tail, other.tail):
        return True
    together = (one.home, one.section) == (other.home, other.section)
    return together and one.name.all == other.name.all and differ(one.detail, other.detail)


def differ(one: Words, other: Words) -> bool:
    """Whether two texts, both given, share less than half their words or differ in a number."""
    if not one.all or not other.all:
        return False
    shared, extra = one.all & other.all, one.all ^ other.all
    return len(shared) < len(extra) or any(word.isdigit() for word in extra)
