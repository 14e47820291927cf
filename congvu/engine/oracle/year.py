"""Quarter, half-year and year: means, levels and the cap (Đ11, Đ17.3, Đ20)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from congvu.engine.oracle.month import Settings

EXCELLENT_FROM, GOOD_FROM, MET_FROM = 90, 70, 50  # points (Đ20.1-3)
LEAST_MONTHS_WORKED = 6  # Đ11.1
CAP, CAP_RAISED = Fraction(1, 5), Fraction(1, 4)  # Đ20.5a, b


class Level(IntEnum):
    """The four levels, worst first (Đ20.1-4)."""

    FAILED = 0
    MET = 1
    GOOD = 2
    EXCELLENT = 3


@dataclass(frozen=True)
class Year:
    """One person's year: notified months in hundredths, None where a month was not scored."""

    person: str
    months: tuple[int | None, ...]
    agency: str = ""
    peer_group: str = ""
    automatic_failed: bool = False  # Đ20.4b-d, Đ11.3a
    organisation_level: Level | None = None  # of the organisation she heads (Đ20.6)
    moved: Level | None = None  # set lower by who decides, with a reason (Đ21.1d, Đ21.2d)
    months_worked: int = 12
    protected_leave: bool = False  # sick or maternity leave (Đ11.2)
    raised: bool = False  # her agency may go up to the raised cap (Đ20.5b)
    rank: int = 0  # written beforehand for ties: smaller first, then the person's id


@dataclass(frozen=True)
class Rating:
    """The rated year; by_score and level are None for a person who is not ranked."""

    mean: Fraction | None
    by_score: Level | None
    level: Level | None
    over_cap: bool = False


def mean_of_months(months: Iterable[int | None]) -> Fraction | None:
    """Mean in points of the scored months of a quarter, half-year or year (Đ17.3, Đ11.2)."""
    scored = [points for points in months if points is not None]
    return Fraction(sum(scored), 100 * len(scored)) if scored else None


def level_of(score: Fraction) -> Level:
    """The level of an unrounded score (Đ20.1-4a)."""
    if score >= EXCELLENT_FROM:
        return Level.EXCELLENT
    if score >= GOOD_FROM:
        return Level.GOOD
    return Level.MET if score >= MET_FROM else Level.FAILED


def places(good_or_better: int, settings: Settings, *, raised: bool = False) -> int:
    """How many of so many people at good or better may be excellent, rounded down (Đ20.5).

    Literal: at most the cap of those who end at good, the excellent not counted among them.
    """
    cap = CAP_RAISED if raised else CAP
    if settings.cap_base == "literal":
        cap = cap / (1 + cap)
    return (good_or_better * cap).__floor__()


def rate(people: Sequence[Year], settings: Settings) -> dict[str, Rating]:
    """Rate a year: score, automatic failure, head at most as her organisation, moves, the cap."""
    ratings = {year.person: _before_cap(year) for year in people}
    for scope_of in (_peer_group, _agency):
        scopes: dict[tuple[str, ...], list[Year]] = {}
        for year in people:
            scopes.setdefault(scope_of(year), []).append(year)
        for members in scopes.values():
            _limit(members, ratings, settings)
    return ratings


def _peer_group(year: Year) -> tuple[str, ...]:
    return (year.agency, year.peer_group)


def _agency(year: Year) -> tuple[str, ...]:
    return (year.agency,)


def _before_cap(year: Year) -> Rating:
    mean = mean_of_months(year.months)
    if mean is None:
        return Rating(None, None, None)
    if year.months_worked < LEAST_MONTHS_WORKED and not year.protected_leave:
        return Rating(mean, None, None)
    by_score = level_of(mean)
    level = Level.FAILED if year.automatic_failed else by_score
    if year.organisation_level is not None:
        level = min(level, year.organisation_level)
    if year.moved is not None:
        level = min(level, year.moved)
    return Rating(mean, by_score, level)


def _limit(members: Sequence[Year], ratings: dict[str, Rating], settings: Settings) -> None:
    """Move the excellent past the places of this scope down to good."""
    levels = {year.person: ratings[year.person].level for year in members}
    good_or_better = [x for x in levels.values() if x in (Level.GOOD, Level.EXCELLENT)]
    excellent = [year for year in members if levels[year.person] is Level.EXCELLENT]
    excellent.sort(key=lambda year: (-(ratings[year.person].mean or 0), year.rank, year.person))
    most = places(len(good_or_better), settings, raised=members[0].raised)
    for year in excellent[most:]:
        moved = replace(ratings[year.person], level=Level.GOOD, over_cap=True)
        ratings[year.person] = moved
