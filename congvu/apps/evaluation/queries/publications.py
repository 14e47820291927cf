"""Whom to tell that the results of a period, or of a year, were published."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Value

from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.models import RatingResult, Scorecard
from congvu.kernel.dates import VIETNAM, local_day

TOLD_FOR = timedelta(days=7)
"""How long a publication is told of."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A result of a person was published on a day; `year` is that rated, "" for a month's."""

    person_id: int
    day: date
    year: str = ""


def published_lately(today: date, *, person_id: int | None = None) -> list[Publication]:
    """Return whose results were published within a week, everybody's or one person's; one query."""
    since = datetime.combine(today - TOLD_FOR, time.min, VIETNAM)
    cards = Scorecard.objects.filter(state__in=STANDING, closed_at__gte=since)
    years = RatingResult.objects.filter(decision__at__gte=since)
    if person_id is not None:
        cards, years = cards.filter(person=person_id), years.filter(rating__person=person_id)
    found = cards.values_list("person_id", "closed_at", Value("")).union(
        years.values_list(F("rating__person_id"), F("decision__at"), F("rating__period__key")),
        all=True,
    )
    return [
        Publication(person, local_day(at), year) for person, at, year in found if at is not None
    ]
