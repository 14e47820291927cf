"""Bars: what each cause took from full marks or gave, one after another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from congvu.engine.oracle.month import (
    GENERAL_MAX,
    RESULTS_MAX,
    Line,
    Month,
    Score,
    Settings,
    assigned_in,
    base_ids,
    score_against,
    score_month,
)

ROW_CAUSES = ("shortfall", "extra", "quality", "delay")
PERSON_CAUSES = ("managed", "organising", "unity", "general")
CAUSES = ROW_CAUSES + PERSON_CAUSES


@dataclass(frozen=True)
class Bar:
    """The exact effect of a cause in points, and the notified score without that cause alone."""

    cause: str
    row: str | None
    effect: Fraction
    without: int


def bars(month: Month, settings: Settings, *, managed_met: bool = True) -> list[Bar]:
    """Telescope from full marks to the score: the effects sum to the exact score - 100.

    Bars stand in the order of CAUSES and, within a cause, of the lines as given; [] if the month
    is not scored.
    """
    score = score_month(month, settings, managed_met=managed_met)
    if score is None:
        return []
    every = list(_causes(month))
    found = []
    before = GENERAL_MAX + RESULTS_MAX
    for position, (cause, row) in enumerate(every):
        told = _retold(month, settings, managed_met, frozenset(every[: position + 1]))
        alone = _retold(month, settings, managed_met, frozenset(every) - {(cause, row)})
        found.append(Bar(cause, row, told.exact - before, alone.notified))
        before = told.exact
    return found


def _causes(month: Month) -> Iterator[tuple[str, str | None]]:
    for cause in ROW_CAUSES:
        for line in month.lines:
            yield cause, line.id
    for cause in PERSON_CAUSES:
        yield cause, None


def _retold(
    month: Month, settings: Settings, managed_met: bool, happened: frozenset[tuple[str, str | None]]
) -> Score:
    """The month as if only these causes had happened and all else stood at full marks."""
    base = base_ids(month.lines, settings)
    as_if = replace(
        month,
        lines=tuple(_retold_line(line, line.id in base, happened) for line in month.lines),
        organising=month.organising if ("organising", None) in happened else "full",
        unity=month.unity if ("unity", None) in happened else "full",
    )
    if ("general", None) not in happened:
        as_if = replace(as_if, general_hundredths=int(GENERAL_MAX * 100))
    met = managed_met or ("managed", None) not in happened
    assigned = assigned_in(month.lines, settings)  # the same in every telling
    return score_against(assigned, as_if, settings, managed_met=met)


def _retold_line(line: Line, in_base: bool, happened: frozenset[tuple[str, str | None]]) -> Line:
    ideal = line.assigned_hundredths if in_base else 0
    below = min(line.completed_hundredths, ideal) - ideal
    above = max(line.completed_hundredths, ideal) - ideal
    completed = ideal
    completed += below if ("shortfall", line.id) in happened else 0
    completed += above if ("extra", line.id) in happened else 0
    return replace(
        line,
        completed_hundredths=completed,
        failed=line.failed if ("quality", line.id) in happened else 0,
        delays=line.delays if ("delay", line.id) in happened else 0,
    )
