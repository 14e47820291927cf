"""What comes of a period under two rule sets, in numbers small enough to keep."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from congvu.apps.evaluation.queries.paralleling import Both, Lack, Parallel, Side
from congvu.apps.evaluation.queries.province import BIN_HUNDREDTHS
from congvu.engine.contrast import labels

NOT_SCORED = ""
"""Stands for a level where a person is not scored."""
PERCENT = 100


@dataclass(frozen=True, slots=True)
class SideFigures:
    """One rule set's outcome: `bins` by lower end in whole points, `levels` by code."""

    title: str
    scored: int
    sum_hundredths: int
    bins: Mapping[str, int]
    levels: Mapping[str, int]
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """An agency: of `people` those scored `twice`, with the sums of their two scores."""

    code: str
    name: str
    kind: str
    path: str
    people: int
    twice: int
    changed: int
    sum_before: int
    sum_after: int

    @property
    def shift(self) -> Fraction:
        """How far the mean moves, in hundredths; 0 where nobody is scored twice."""
        return Fraction(self.sum_after - self.sum_before, self.twice) if self.twice else Fraction(0)


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """A bar that differs among those told: for how many it is the widest, and its sum."""

    cause: str
    label: str
    widest: int
    sum_hundredths: int


@dataclass(frozen=True)
class Figures:
    """A parallel run in numbers. `moves` has people by level before, then level after.

    `moved`: people with another score; `changed`: with another level, of whom bars were `told`.
    `levelled`: whether each text names levels itself.
    """

    ladder: tuple[tuple[str, str], ...]
    levelled: tuple[bool, bool]
    before: SideFigures
    after: SideFigures
    people: int
    twice: int
    moved: int
    changed: int
    raised: int
    lowered: int
    moves: Mapping[str, Mapping[str, int]]
    agencies: tuple[AgencyFigures, ...]
    causes: tuple[CauseFigures, ...]
    told: int
    lacks: tuple[Lack, ...]
    amended: int
    same_rules: bool

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Figures":
        """Return what `to_json` gave."""
        read = {
            "ladder": tuple((code, label) for code, label in kept["ladder"]),
            "levelled": tuple(kept["levelled"]),
            "before": SideFigures(**kept["before"]),
            "after": SideFigures(**kept["after"]),
            "agencies": tuple(AgencyFigures(**one) for one in kept["agencies"]),
            "causes": tuple(CauseFigures(**one) for one in kept["causes"]),
            "lacks": tuple(Lack(**one) for one in kept["lacks"]),
        }
        return cls(**{**kept, **read})


def figures(found: Parallel, changed: Sequence[Both]) -> Figures:
    """Return a parallel run in numbers; `changed` are those of other level, bars told or not."""
    everybody = found.people
    codes = [code for code, _ in found.ladder]
    ups = sum((_rank(one.after) > _rank(one.before)) for one in changed)
    return Figures(
        ladder=found.ladder,
        levelled=found.levelled,
        before=_side(found.before.rules.title, [one.before for one in everybody], codes),
        after=_side(found.after.rules.title, [one.after for one in everybody], codes),
        people=len(everybody),
        twice=sum(one.scored_twice for one in everybody),
        moved=sum(bool(one.change) for one in everybody),
        changed=len(changed),
        raised=ups,
        lowered=len(changed) - ups,
        moves=_moves(everybody, codes),
        agencies=tuple(_agencies(found)),
        causes=tuple(_causes(found, changed)),
        told=sum(one.bars is not None for one in changed),
        lacks=found.lacks,
        amended=found.amended,
        same_rules=found.same_rules,
    )


def _rank(side: Side) -> int:
    return -1 if side.level is None else side.level


def _code(side: Side, codes: Sequence[str]) -> str:
    return NOT_SCORED if side.level is None else codes[side.level]


def _side(title: str, sides: Sequence[Side], codes: Sequence[str]) -> SideFigures:
    scores = [one.score for one in sides if one.score is not None]
    bins = Counter(score // BIN_HUNDREDTHS * BIN_HUNDREDTHS // PERCENT for score in scores)
    return SideFigures(
        title=title,
        scored=len(scores),
        sum_hundredths=sum(scores),
        bins={str(low): people for low, people in sorted(bins.items())},
        levels=dict(Counter(_code(one, codes) for one in sides if one.score is not None)),
        reasons=dict(Counter(one.reason for one in sides if one.score is None)),
    )


def _moves(people: Iterable[Both], codes: Sequence[str]) -> dict[str, dict[str, int]]:
    moves: dict[str, Counter[str]] = defaultdict(Counter)
    for one in people:
        moves[_code(one.before, codes)][_code(one.after, codes)] += 1
    return {before: dict(after) for before, after in moves.items()}


def _agencies(found: Parallel) -> Iterable[AgencyFigures]:
    """Every agency, in the order of the units."""
    grouped: dict[int, list[Both]] = defaultdict(list)
    for one in found.people:
        grouped[one.agency_id].append(one)
    for agency in found.agencies:
        listed = grouped[agency.id]
        before = sum(one.before.score or 0 for one in listed if one.scored_twice)
        yield AgencyFigures(
            agency.code,
            agency.name,
            agency.kind,
            agency.path,
            people=len(listed),
            twice=sum(one.scored_twice for one in listed),
            changed=sum(one.relevelled for one in listed),
            sum_before=before,
            sum_after=before + sum(one.change for one in listed),
        )


def _causes(found: Parallel, changed: Iterable[Both]) -> list[CauseFigures]:
    """The bars that differ among those of other level, those widest most often first."""
    widest: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for one in changed:
        for place, bar in enumerate(one.bars or ()):
            widest[bar.cause] += place == 0
            sums[bar.cause] += bar.shown
    words = labels([found.before.stage, found.after.stage])
    rows = [CauseFigures(name, words[name], widest[name], total) for name, total in sums.items()]
    return sorted(rows, key=lambda row: (-row.widest, -abs(row.sum_hundredths), row.cause))
