"""The criteria of organisations in the decree's own words (Đ6, Đ7), with points shared evenly."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from congvu.law.registry import Rules

HOME = Path(__file__).parent / "organisation_criteria.toml"
GENERAL, RESULTS = "general", "results"
MOST = {GENERAL: "org_general_max", RESULTS: "org_results_max"}
"""The law's values that the points of each part add up to."""


@dataclass(frozen=True, slots=True)
class Written:
    """A criterion as the decree writes it; `measure` and `source` propose a ratio, "" none."""

    code: str
    part: str
    at: str
    label: str
    says: str
    measure: str = ""
    source: str = ""


@lru_cache(maxsize=1)
def written_criteria() -> tuple[Written, ...]:
    """Return the criteria of Điều 6 and Điều 7, in their order."""
    rows = tomllib.loads(HOME.read_text(encoding="utf-8"), parse_float=str)["criterion"]
    return tuple(Written(**row) for row in rows)


def most_of(part: str, rules: Rules) -> int:
    """Return the most points of a part by the law, in hundredths."""
    return int(rules.value(MOST[part])) * 100


def even_points(rules: Rules) -> dict[str, int]:
    """Return each criterion's most points in hundredths: even in its part, the rest to the first.

    The decree fixes the sum of a part and leaves the sub-points to the province (Đ7.2).
    """
    points: dict[str, int] = {}
    for part in MOST:
        codes = [one.code for one in written_criteria() if one.part == part]
        each, rest = divmod(most_of(part, rules), len(codes))
        points |= {code: each + (rest if number == 0 else 0) for number, code in enumerate(codes)}
    return points
