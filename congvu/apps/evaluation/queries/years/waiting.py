"""What of the year that is being rated waits for people: forms, meetings, rounds, organisations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from congvu.apps.evaluation.enums import AssessmentState, MeetingState, RatingState, RoundState
from congvu.apps.evaluation.models import (
    Meeting,
    MeetingMember,
    OrganisationAssessment,
    Rating,
    RatingRound,
)
from congvu.apps.evaluation.queries.deciders import Decider, heads_at, steps
from congvu.apps.evaluation.queries.organisations import (
    Organisation,
    organisation_rules,
    organisations_in,
    rated_years,
)
from congvu.apps.rulebook.queries import PeriodRow, years_opened
from congvu.engine.reminding import Source, is_near
from congvu.kernel.dates import DAY, VIETNAM, local_day


@dataclass(frozen=True, slots=True)
class YearWait:
    """Something of a year that waits for a person (by id): until which day, or since which.

    `name` is the unit that it is about, `key` what its page is found by. For the head next above
    somebody who is late, `late` is what that is and `holder` who keeps it.
    """

    person_id: int
    source: Source
    year: int
    day: date
    name: str = ""
    key: str = ""
    late: Source | None = None
    holder: str = ""


def year_waits(
    today: date, *, person_id: int | None = None, under: str | None = ""
) -> list[YearWait]:
    """Return what waits for everybody, or for one person, of the year opened last.

    `under` is the path at and under which rounds and organisations are looked for: None for
    whoever leads nobody. One query where no year is opened, four until a week before the last day
    of the law, then twelve.
    """
    period = next((one for one in years_opened() if one.starts_on <= today), None)
    if period is None:
        return []
    found = [*_forms(period, today, person_id), *_meetings(period, today, person_id)]
    if under is not None:
        found += _rounds(period, today, under)
        found += _organisations(period, today, under)
    return [one for one in found if person_id in (None, one.person_id)]


def _forms(period: PeriodRow, today: date, person_id: int | None) -> Iterator[YearWait]:
    """Whose own form is not sent (Đ21.1a, Đ21.2a)."""
    due = period.self_score_by
    if not is_near(due, today):
        return
    unsent = Rating.objects.filter(
        period=period.id, state=RatingState.DRAFT, round__state=RoundState.PREPARING
    )
    if person_id is not None:
        unsent = unsent.filter(person=person_id)
    for person in unsent.values_list("person_id", flat=True):
        yield YearWait(person, Source.YEAR_FORM, int(period.key), due)


def _meetings(period: PeriodRow, today: date, person_id: int | None) -> Iterator[YearWait]:
    """Who is called to a meeting to come, and whose minutes of one that was are not concluded."""
    year, midnight = int(period.key), datetime.combine(today, time.min, VIETNAM)
    called = MeetingMember.objects.filter(
        meeting__round__period=period.id, meeting__state=MeetingState.OPEN,
        meeting__held_at__gte=midnight, person__isnull=False,
    )  # fmt: skip
    if person_id is not None:
        called = called.filter(person=person_id)
    for person, at, unit, pk in called.values_list(
        "person_id", "meeting__held_at", "meeting__unit__name", "meeting_id"
    ):
        yield YearWait(person, Source.YEAR_MEETING, year, local_day(at), unit, str(pk))
    past = Meeting.objects.filter(
        round__period=period.id, state=MeetingState.OPEN, held_at__lt=midnight
    )
    for chair, secretary, at, unit, pk in past.values_list(
        "chair_id", "secretary_id", "held_at", "unit__name", "pk"
    ):
        for person in (chair, secretary):
            yield YearWait(person, Source.YEAR_MINUTES, year, local_day(at), unit, str(pk))


def _rounds(period: PeriodRow, today: date, under: str) -> Iterator[YearWait]:
    """Whose round is not decided (Đ10.2), and who stands above a head who is late with hers."""
    due, year = period.decide_by, int(period.key)
    if not is_near(due, today):
        return
    found = RatingRound.objects.filter(period=period.id, unit__path__startswith=under)
    open_ = found.exclude(state=RoundState.DECIDED)
    rows = list(open_.values_list("unit__path", "unit__name", "unit__code"))
    heads = heads_at({step for path, *_ in rows for step in steps(path)}, today)
    for path, name, code in rows:
        upwards = (one for step in reversed(steps(path)) for one in heads.get(step, ()))
        holder, above = _first_two(upwards)
        if holder:
            yield YearWait(holder.person_id, Source.YEAR_ROUND, year, due, name, code)
        if above and holder and due < today:
            yield YearWait(
                above.person_id, Source.YEAR_LATE, year, due, name, code,
                Source.YEAR_ROUND, holder.full_name,
            )  # fmt: skip


def _first_two(heads: Iterable[Decider]) -> tuple[Decider | None, Decider | None]:
    """The first head and the next who is somebody else."""
    found: dict[int, Decider] = {}
    for one in heads:
        found.setdefault(one.person_id, one)
    first, second, *_ = (*found.values(), None, None)
    return first, second


def _organisations(period: PeriodRow, today: date, under: str) -> Iterator[YearWait]:
    """Whose organisation did not assess itself yet, and who has yet to look at one (Đ9)."""
    year = int(period.key)
    if year not in rated_years(today):
        return
    before = organisation_rules(year).value("org_rating_before")
    due = date.fromisoformat(f"{year:04d}-{before}") - DAY
    if not is_near(due, today):
        return
    every = organisations_in(year, today, under)
    states = dict(
        OrganisationAssessment.objects.filter(
            year=year, unit__in=[one.unit.id for one in every]
        ).values_list("unit_id", "state")
    )
    for one in every:
        yield from _organisation(one, states.get(one.unit.id, AssessmentState.DRAFT), due, today)


def _organisation(one: Organisation, state: str, due: date, today: date) -> Iterator[YearWait]:
    year, name, code = due.year, one.unit.name, one.unit.code
    if state in (AssessmentState.SENT, AssessmentState.REVIEWED) and one.authority:
        yield YearWait(one.authority.person_id, Source.YEAR_REVIEW, year, due, name, code)
    if state != AssessmentState.DRAFT:
        return
    if one.head:
        yield YearWait(one.head.person_id, Source.YEAR_ORGANISATION, year, due, name, code)
    if one.authority and due < today:
        yield YearWait(
            one.authority.person_id, Source.YEAR_LATE, year, due, name, code,
            Source.YEAR_ORGANISATION, one.head.full_name if one.head else "",
        )  # fmt: skip
