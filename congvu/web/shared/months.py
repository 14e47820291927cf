"""The period switcher: the months and quarters that were opened, and the way to those beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congvu.kernel.periods import tracked


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
    """Neighbours of the period `shown` ("2026-11", "2026-Q4") among the keys that exist."""
    ordered = sorted(keys, key=lambda key: tracked(key).first_day)
    index = ordered.index(shown)
    links = [MonthLink(tracked(key).label, href(key)) for key in ordered]
    return Months(
        links[index].label,
        links[index - 1] if index else None,
        links[index + 1] if index + 1 < len(links) else None,
    )
