"""Whom objections are to be told to: who holds one, who is above a late one, who was answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from congvu.apps.evaluation.enums import WAITING, ObjectionState
from congvu.apps.evaluation.models import Objection
from congvu.apps.evaluation.queries.objections import held, objection_rows
from congvu.engine.reminding import Source
from congvu.kernel.dates import local_day

ANSWERED_FOR = timedelta(days=7)
"""How long an answered objection is told of."""
_ANSWERED = (ObjectionState.ACCEPTED, ObjectionState.UPHELD, ObjectionState.AMENDED)


@dataclass(frozen=True, slots=True)
class ObjectionFact:
    """An objection that is to be told to a person (by id), and the day from which it is."""

    person_id: int
    source: Source
    day: date


def objection_facts(today: date, *, of: int | None = None) -> list[ObjectionFact]:
    """Return what is to be told of objections on a day; two queries at most.

    `of`: only answers to this person's own objections.
    """
    answered = Q(state__in=_ANSWERED, answered_at__date__gte=today - ANSWERED_FOR)
    which = answered & Q(person=of) if of is not None else answered | Q(state__in=WAITING)
    rows = objection_rows(Objection.objects.filter(which).order_by("pk"))
    told = [
        ObjectionFact(row.person_id, Source.OBJECTION_ANSWERED, local_day(row.answered_at))
        for row in rows
        if row.answered_at is not None
    ]
    for one in held((row for row in rows if row.waits), today):
        if one.decider is not None:
            day = local_day(one.row.lodged_at)
            told.append(ObjectionFact(one.decider.person_id, Source.OBJECTION, day))
        if one.above is not None and one.row.left(today) < 0:
            late = ObjectionFact(one.above.person_id, Source.OBJECTION_LATE, one.row.due_on)
            told.append(late)
    return told
