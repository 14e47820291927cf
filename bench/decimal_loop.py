# ruff: noqa: S608 - the texts hold file paths of this package and nothing from outside
"""The plain way: read the files, loop person by person in Decimal, divide once, round half up.

A competent loop: constants are converted once, the clamp compares totals, a month is divided once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path

import duckdb

CENT = Decimal("0.01")
ONE, ZERO, HALF = Decimal(1), Decimal(0), Decimal("0.5")
REMAINING = [max(ZERO, ONE - Decimal("0.25") * count) for count in range(100)]
BATCH = 100_000


@dataclass
class Sums:
    """A person's month before it is divided, in points of product."""

    assigned: Decimal
    total: Decimal


def rows(path: Path, columns: str) -> Iterator[tuple[int, ...]]:
    """The rows of a file in its own order."""
    cursor = duckdb.connect().execute(f"SELECT {columns} FROM read_parquet('{path}')")
    while batch := cursor.fetchmany(BATCH):
        yield from batch


def month_sums(path: Path) -> dict[tuple[int, int], Sums]:
    """Clamped a + b + c times the assignment, for every person and month."""
    read = rows(path, "person, month, coefficient, assigned, completed, failed, delays, origin")
    return {key: sums_of(lines) for key, lines in groupby(read, key=lambda row: row[:2])}  # type: ignore[misc]


def sums_of(lines: Iterator[tuple[int, ...]]) -> Sums:
    """One person's month."""
    assigned = done = good = timely = everything = ZERO
    for _, _, k, g, h, failed, delays, origin in lines:
        coefficient = Decimal(k)
        if origin == 0:
            assigned += coefficient * g
        else:
            everything += coefficient * g
        completed = coefficient * h
        done += completed
        good += completed * REMAINING[failed] if failed else completed
        timely += completed * REMAINING[delays] if delays else completed
    assigned = assigned or everything
    return Sums(assigned, min(done, assigned) + min(good, assigned) + min(timely, assigned))


def points(sums: Sums, general: int, steps: Decimal | None) -> Decimal:
    """Notified points: an officer's mean of three, a leader's of six."""
    if steps is None:
        result = 70 * sums.total / (3 * sums.assigned)
    else:
        result = 70 * (sums.total + steps * sums.assigned) / (6 * sums.assigned)
    return (Decimal(general) / 100 + result).quantize(CENT, ROUND_HALF_UP)


def year_of(paths: dict[str, Path]) -> dict[int, tuple[Decimal, str]]:
    """Mean and level of every person, after the cap."""
    sums = month_sums(paths["tasks"])
    managed = {
        leader: [person for _, person in pairs]
        for leader, pairs in groupby(rows(paths["managed"], "leader, person"), lambda row: row[0])
    }
    months = month_points(paths["people_months"], sums, managed)
    per_person: dict[int, list[Decimal]] = {}
    for (person, _), score in months.items():
        per_person.setdefault(person, []).append(score)
    means = {person: sum(scores, ZERO) / len(scores) for person, scores in per_person.items()}
    return capped(paths["people"], means)


def month_points(
    path: Path, sums: dict[tuple[int, int], Sums], managed: dict[int, list[int]]
) -> dict[tuple[int, int], Decimal]:
    """Officers first, then leaders of fewer before leaders of more."""
    scores: dict[tuple[int, int], Decimal] = {}
    leaders = []
    for person, month, general, leads, organising, unity in rows(path, "*"):
        if (person, month) not in sums or not sums[person, month].assigned:
            continue
        if leads:
            leaders.append((len(managed[person]), person, month, general, organising, unity))
        else:
            scores[person, month] = points(sums[person, month], general, None)
    for _, person, month, general, organising, unity in sorted(leaders):
        met = all(scores.get((other, month), 50) >= 50 for other in managed[person])
        steps = sum((HALF if low else ONE for low in (not met, organising, unity)), ZERO)
        scores[person, month] = points(sums[person, month], general, steps)
    return scores


def capped(path: Path, means: dict[int, Decimal]) -> dict[int, tuple[Decimal, str]]:
    """Levels, then the literal 20 % cap within each peer group and within each agency."""
    levels, groups, agencies = {}, {}, {}
    for person, agency, group, automatic_failed in rows(path, "*"):
        if person not in means:
            continue
        levels[person] = "failed" if automatic_failed else level(means[person])
        groups.setdefault((agency, group), []).append(person)
        agencies.setdefault(agency, []).append(person)
    for members in [*groups.values(), *agencies.values()]:
        limit(members, means, levels)
    return {person: (means[person], levels[person]) for person in levels}


def level(mean: Decimal) -> str:
    """The level by score."""
    if mean >= 90:
        return "excellent"
    if mean >= 70:
        return "good"
    return "met" if mean >= 50 else "failed"


def limit(members: list[int], means: dict[int, Decimal], levels: dict[int, str]) -> None:
    """Move the excellent beyond the places of a scope down to good."""
    base = sum(levels[person] in ("excellent", "good") for person in members)
    excellent = [person for person in members if levels[person] == "excellent"]
    excellent.sort(key=lambda person: (-means[person], person))
    for person in excellent[base // 6 :]:
        levels[person] = "good"
