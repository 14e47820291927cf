"""The month switcher: the months that have a period, and the way to the ones beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congvu.kernel.periods import Month


@dataclass(frozen=True)
class MonthLink:
    """A month to go to."""

    label: str
    href: str


@dataclass(frozen=True)
class Months:
    """The month shown among its neighbours."""

    here: str
    previous: MonthLink | None
    next: MonthLink | None


def months_around(shown: str, keys: Sequence[str], href: Callable[[str], str]) -> Months:
    """Neighbours of the month `shown` ("2026-11") among the period keys that exist."""
    ordered = sorted(keys)
    index = ordered.index(shown)
    links = [MonthLink(Month.parse(key).label, href(key)) for key in ordered]
    return Months(
        links[index].label,
        links[index - 1] if index else None,
        links[index + 1] if index + 1 < len(links) else None,
    )
