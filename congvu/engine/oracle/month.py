"""A person's month: a, b, c, d, đ, e, the share and the points (Đ12-Đ17.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FULL = Fraction(1)
HALF = Fraction(1, 2)  # the lower step of d, đ and e (Đ15.3)
DEDUCTION = Fraction(1, 4)  # each failed review, each delay (Đ14.2b, c)
GENERAL_MAX = Fraction(30)  # Đ12.2
RESULTS_MAX = Fraction(70)  # Đ12.3, Đ17.1

Origin = Literal["planned", "taken_over", "unplanned"]


@dataclass(frozen=True)
class Settings:
    """What the decree leaves open; the defaults are those of the shipped rules."""

    clamp: Literal["each", "results"] = "each"
    floor_share: Fraction = Fraction(0)
    extra_only_forms_base: bool = True
    nobody_scored: Literal["full", "low"] = "full"
    cap_base: Literal["literal", "good_or_better"] = "literal"


@dataclass(frozen=True)
class Line:
    """One assigned product; failed reviews and delays leave out the excused ones."""

    id: str
    coefficient_tenths: int
    assigned_hundredths: int
    completed_hundredths: int
    failed: int = 0
    delays: int = 0
    origin: Origin = "planned"

    def converted(self, amount_hundredths: int) -> Fraction:
        """An amount of this product in standard products."""
        return Fraction(self.coefficient_tenths, 10) * Fraction(amount_hundredths, 100)


@dataclass(frozen=True)
class Month:
    """One person's month: confirmed general points, lines, and đ, e where she leads."""

    person: str
    general_hundredths: int
    lines: tuple[Line, ...] = ()
    leads: bool = False
    organising: Literal["full", "low"] = "full"
    unity: Literal["full", "low"] = "full"


@dataclass(frozen=True)
class Score:
    """Every step of a scored month; d, dd (đ) and e are None for a non-leader."""

    assigned: Fraction
    a: Fraction
    b: Fraction
    c: Fraction
    d: Fraction | None
    dd: Fraction | None
    e: Fraction | None
    share: Fraction
    exact: Fraction
    notified: int  # hundredths of a point


def base_ids(lines: Sequence[Line], settings: Settings) -> frozenset[str]:
    """Ids of the lines whose assigned amounts form the initial assignment A (Đ18.1d).

    Only planned lines; where no planned amount exists at all, every line if the setting says so.
    """
    planned = [line for line in lines if line.origin == "planned"]
    if sum(line.converted(line.assigned_hundredths) for line in planned) == 0:
        return frozenset(line.id for line in lines if settings.extra_only_forms_base)
    return frozenset(line.id for line in planned)


def remaining(count: int, settings: Settings) -> Fraction:
    """The share of a product's points left after so many failed reviews or delays (Đ14.2)."""
    return max(settings.floor_share, 1 - DEDUCTION * count)


def half_up(value: Fraction) -> int:
    """The non-negative value in hundredths, half up."""
    return (value * 100 + HALF).__floor__()


def score_month(month: Month, settings: Settings, *, managed_met: bool = True) -> Score | None:
    """Score a month in exact fractions; None when nothing was assigned (Đ14-Đ17.1)."""
    assigned = assigned_in(month.lines, settings)
    if assigned == 0:
        return None
    return score_against(assigned, month, settings, managed_met=managed_met)


def assigned_in(lines: Sequence[Line], settings: Settings) -> Fraction:
    """The initial assignment A in standard products (Đ14.1)."""
    base = base_ids(lines, settings)
    converted = (line.converted(line.assigned_hundredths) for line in lines if line.id in base)
    return sum(converted, Fraction(0))


def score_against(
    assigned: Fraction, month: Month, settings: Settings, *, managed_met: bool
) -> Score:
    """Score a month whose initial assignment is known and above zero."""
    a = b = c = Fraction(0)
    for line in month.lines:
        completed = line.converted(line.completed_hundredths)
        a += completed / assigned  # Đ14.2a
        b += completed * remaining(line.failed, settings) / assigned  # Đ14.2b
        c += completed * remaining(line.delays, settings) / assigned  # Đ14.2c
    if settings.clamp == "each":
        a, b, c = min(FULL, a), min(FULL, b), min(FULL, c)
    d = dd = e = None
    share = (a + b + c) / 3  # Đ16.1
    if month.leads:
        d = FULL if managed_met else HALF  # Đ15.3a
        dd = FULL if month.organising == "full" else HALF  # Đ15.3b
        e = FULL if month.unity == "full" else HALF  # Đ15.3c
        share = (a + b + c + d + dd + e) / 6  # Đ16.2
    share = min(FULL, share)  # Đ12.3: the criterion gives at most 70 points
    exact = Fraction(month.general_hundredths, 100) + share * RESULTS_MAX  # Đ17.1
    return Score(assigned, a, b, c, d, dd, e, share, exact, half_up(exact))
