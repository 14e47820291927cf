"""What the notice of an organisation's year can be checked by: the recognition it tells of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.evaluation.models import Recognition
from congvu.apps.evaluation.queries.organisations.recognitions import sealed


@dataclass(frozen=True, slots=True)
class OrganisationSnapshot:
    """A recognition as its notice names it; `amended_at`: when another took its place."""

    id: int
    unit: str
    unit_path: str
    unit_name: str
    year: int
    seal: str
    day: date
    amended_at: datetime | None


_COLUMNS = (
    "pk", "unit__code", "unit__path", "unit__name", "year", "sha256", "decided_on", "after__at",
)  # fmt: skip


def organisation_snapshots(ids: Collection[int]) -> dict[int, OrganisationSnapshot]:
    """Return recognitions by their ids, without those that there are not; one query."""
    rows = Recognition.objects.filter(pk__in=ids).values_list(*_COLUMNS)
    return {row[0]: OrganisationSnapshot(*row) for row in rows}


def organisation_still_fits(found: OrganisationSnapshot) -> bool:
    """Whether what is stored of a recognition still gives the hash that was stored."""
    one = Recognition.objects.select_related("unit", "authority_unit", "authority").get(pk=found.id)
    return sealed(one, one.at) == found.seal
