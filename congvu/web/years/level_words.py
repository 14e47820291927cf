"""A year's levels and means as pages say them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from congvu.kernel.fixed import format_beside_threshold
from congvu.law.registry import Rules
from congvu.web.shared.levels import LADDER, Level
from congvu.web.shared.numbers import NOTHING, count, percent

LEVELS = {
    code: Level(code, rank, word, short, Fraction(0))
    for rank, (code, _, word, short) in enumerate(LADDER)
}
"""The four levels by code; where they start is the rule's to say."""
BEST_FIRST = tuple(reversed(LEVELS.values()))
NOT_RANKED = "Không xếp loại"


def level_word(code: str) -> str:
    """A level in words, or that there is none."""
    return LEVELS[code].word if code in LEVELS else NOT_RANKED


def mean_told(exact: Fraction | None, rules: Rules) -> str:
    """A year's mean with two decimals, or as many more as keep it on its side of a threshold."""
    if exact is None:
        return NOTHING
    names = [one for _, one, _, _ in LADDER if one and one in rules.parameters]
    return format_beside_threshold(exact, [Fraction(rules.value(name)) for name in names])


@dataclass(frozen=True)
class LevelShare:
    """How many stand at a level: in figures and as a bar's width."""

    level: Level
    people: str
    share: str
    width: str
    x: str


def level_shares(tally: Mapping[str, int]) -> tuple[LevelShare, ...]:
    """The four levels, the best first, with their share of those ranked, as one stacked bar."""
    whole = sum(tally.get(code, 0) for code in LEVELS)
    told, before = [], 0
    for level in BEST_FIRST:
        people = tally.get(level.code, 0)
        told.append(
            LevelShare(
                level=level,
                people=count(people),
                share=percent(Fraction(people, whole)) if whole else NOTHING,
                width=_svg(people, whole),
                x=_svg(before, whole),
            )
        )
        before += people
    return tuple(told)


def levels_told(tally: Mapping[str, int], unranked: int = 0) -> str:
    """The levels in one line: "3 xuất sắc, 12 tốt, 1 không xếp loại"."""
    told = [f"{count(tally[one.code])} {one.short}" for one in BEST_FIRST if tally.get(one.code, 0)]
    if unranked:
        told.append(f"{count(unranked)} không xếp loại")
    return ", ".join(told)


def tally_levels(levels: Iterable[str]) -> dict[str, int]:
    """How many of each level."""
    found: dict[str, int] = {}
    for one in levels:
        if one:
            found[one] = found.get(one, 0) + 1
    return found


def _svg(part: int, whole: int) -> str:
    hundredths = part * 10_000 // whole if whole else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
