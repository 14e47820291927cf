"""In whose right a reader decides: her own, or that of the head for whom she acts."""

from typing import Protocol

from congvu.access.policy import decides_as
from congvu.access.rights import Rights
from congvu.apps.evaluation.queries import Decider


class About(Protocol):
    """Something about a person's result in a unit."""

    @property
    def person_id(self) -> int: ...

    @property
    def unit_path(self) -> str: ...


def decides(rights: Rights, row: About, decider: Decider | None) -> bool:
    """Whether the reader decides in the right of this head."""
    return decider is not None and decides_as(
        rights, decider=decider.person_id, person=row.person_id, unit_path=row.unit_path
    )
