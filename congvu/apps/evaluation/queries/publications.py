"""Whom to tell that the results of a period were published."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.models import Scorecard
from congvu.kernel.dates import VIETNAM, local_day

TOLD_FOR = timedelta(days=7)
"""How long a publication is told of."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A result of a person was published on a day."""

    person_id: int
    day: date


def published_lately(today: date, *, person_id: int | None = None) -> list[Publication]:
    """Return whose results were published within a week, everybody's or one person's; one query."""
    since = datetime.combine(today - TOLD_FOR, time.min, VIETNAM)
    found = Scorecard.objects.filter(state__in=STANDING, closed_at__gte=since)
    if person_id is not None:
        found = found.filter(person=person_id)
    rows = found.values_list("person_id", "closed_at")
    return [Publication(person, local_day(at)) for person, at in rows if at is not None]
