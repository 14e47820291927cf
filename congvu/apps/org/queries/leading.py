"""Who leads, and which accounts belong to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from congvu.apps.org.enums import RoleName
from congvu.apps.org.models import Grant, Person


@dataclass(frozen=True, slots=True)
class LeadingRow:
    """An account that holds the role of head or deputy on a unit; person None: nobody's."""

    user_id: int
    person_id: int | None
    role: str
    path: str


def leading(*, on: date, around: Collection[str] | None = None) -> list[LeadingRow]:
    """Return who leads on a day, everywhere or under and above some paths.

    Closed accounts are left out.
    """
    found = Grant.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        valid_from__lte=on,
        role__in=(RoleName.HEAD, RoleName.DEPUTY),
        unit__isnull=False,
        user__is_active=True,
    )
    if around is not None:
        within = Q(unit__path__in={step for path in around for step in _steps(path)})
        for path in around:
            within |= Q(unit__path__startswith=path)
        found = found.filter(within)
    rows = found.order_by("pk").values_list("user_id", "user__person", "role", "unit__path")
    return [LeadingRow(*row) for row in rows]


def _steps(path: str) -> list[str]:
    """The paths from the highest unit down to this one: "/1/2/" → "/1/", "/1/2/"."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def user_ids(person_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return the accounts of everybody who has one (or of these people), by person id."""
    found = Person.objects.exclude(user=None)
    if person_ids is not None:
        found = found.filter(pk__in=person_ids)
    return dict(found.values_list("pk", "user_id"))
