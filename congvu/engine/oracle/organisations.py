"""An organisation's year by Điều 6–8: points, conditions, the gap, force majeure and the cap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from congvu.engine.oracle.year import EXCELLENT_FROM, GOOD_FROM, MET_FROM, Level

ALL = Fraction(1)  # Đ8.1a, Đ8.2, Đ8.3: 100 %
EXCEEDING_LEAST = Fraction(30, 100)  # Đ8.1a
LATE_MOST = Fraction(20, 100)  # Đ8.3
DONE_LEAST = Fraction(70, 100)  # Đ8.4b
CAP, CAP_RAISED = Fraction(20, 100), Fraction(25, 100)  # Đ8.5a, b


@dataclass(frozen=True)
class OrganisationYear:
    """One organisation's year; points in hundredths, tasks counted whole."""

    code: str
    general_hundredths: int
    results_hundredths: int
    tasks: int
    done: int
    in_time: int
    exceeding: int
    late: int
    below_unmet: bool = False  # Đ8.1b
    unfixed: bool = False  # Đ8.1c
    concluded: bool = False  # Đ8.4a
    force_majeure: bool = False  # Đ8.4b
    chosen: Level | None = None  # by the authority, where the decree leaves it open
    rank: int = 0
    authority: str = ""
    raised: bool = False  # Đ8.5b


@dataclass(frozen=True)
class OrganisationRating:
    """The level, None where there is nothing to rate or the authority has yet to choose."""

    score: Fraction
    level: Level | None
    is_open: bool = False
    over_cap: bool = False


def fitting(one: OrganisationYear) -> Level | None:
    """The level whose conditions hold; None: no point of Điều 8 fits."""
    score = Fraction(one.general_hundredths + one.results_hundredths, 100)
    done, in_time = Fraction(one.done, one.tasks), Fraction(one.in_time, one.tasks)
    if one.concluded or score < MET_FROM:
        return Level.FAILED
    if done < DONE_LEAST and not one.force_majeure:
        return Level.FAILED
    clean = not one.below_unmet and not one.unfixed
    outstanding = Fraction(one.exceeding, one.tasks) >= EXCEEDING_LEAST
    if score >= EXCELLENT_FROM and in_time >= ALL and outstanding and clean:
        return Level.EXCELLENT
    if score >= GOOD_FROM and in_time >= ALL:
        return Level.GOOD
    if done >= ALL and Fraction(one.late, one.tasks) <= LATE_MOST:
        return Level.MET
    return None


def before_cap(one: OrganisationYear, force_majeure_most: Level) -> OrganisationRating:
    """The level before the cap; what the authority chose is bounded as the law allows."""
    score = Fraction(one.general_hundredths + one.results_hundredths, 100)
    if one.tasks == 0:
        return OrganisationRating(score, None)
    level = fitting(one)
    if level is not None:
        return OrganisationRating(score, level)
    if one.chosen is None:
        return OrganisationRating(score, None, is_open=True)
    most = Level.MET
    if one.force_majeure and score >= GOOD_FROM:
        most = force_majeure_most
    return OrganisationRating(score, min(one.chosen, most), is_open=True)


def rate_organisations(
    every: Sequence[OrganisationYear],
    *,
    cap_base: str = "literal",
    force_majeure_most: Level = Level.GOOD,
) -> dict[str, OrganisationRating]:
    """Rate a year's organisations, the excellent of each recognising authority within its cap."""
    ratings = {one.code: before_cap(one, force_majeure_most) for one in every}
    for authority in {one.authority for one in every}:
        peers = [one for one in every if one.authority == authority]
        levels = [ratings[one.code].level for one in peers]
        counted = sum(level in (Level.GOOD, Level.EXCELLENT) for level in levels)
        share = CAP_RAISED if peers[0].raised else CAP
        if cap_base == "literal":
            share = share / (1 + share)
        top = [one for one in peers if ratings[one.code].level is Level.EXCELLENT]
        top.sort(key=lambda one: (-ratings[one.code].score, one.rank, one.code))
        for one in top[(counted * share).__floor__() :]:
            ratings[one.code] = replace(ratings[one.code], level=Level.GOOD, over_cap=True)
    return ratings
