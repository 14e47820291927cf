"""A year's tracked results of people, and the means that quarters and half-years are (Đ17.3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case as OneOf
from django.db.models import Exists, OuterRef, Subquery, When

from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.models import Amendment, Scorecard
from congvu.apps.evaluation.queries.sources import NOTIFIED_PLACES
from congvu.apps.rulebook.enums import TRACKED_KINDS, PeriodState
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.cases import Case
from congvu.engine.scoring import program_for, score
from congvu.kernel.periods import Span, Tracked, tracked
from congvu.law.registry import Rules

NOT_YET = "chưa công bố"
MEAN_STAGES = ("quarter", "half")


@dataclass(frozen=True, slots=True)
class TrackedScore:
    """One person's result of one month or quarter, in hundredths; None and why where there is none.

    It stands for `months` months in every mean: a tracked quarter for its three.
    """

    person_id: int
    period: str
    months: int
    score_hundredths: int | None
    reason: str

    @property
    def span(self) -> Tracked:
        """The month or quarter itself."""
        return tracked(self.period)


@dataclass(frozen=True, slots=True)
class MeanScore:
    """The mean of a quarter or half-year: which periods entered it, and which not and why.

    `score_hundredths` is None, with the rule's `reason`, where nothing entered.
    """

    span: Span
    score_hundredths: int | None
    reason: str
    entered: tuple[TrackedScore, ...]
    missing: tuple[TrackedScore, ...]


def tracked_scores(person_ids: Collection[int], year: int) -> list[TrackedScore]:
    """Return these people's published results of a year, and why there is none; one query.

    A result that was amended is as its last amendment has it.
    By person and time. A period in which somebody has no card has no row of hers.
    """
    found = Scorecard.objects.filter(
        person__in=person_ids,
        period__kind__in=TRACKED_KINDS,
        period__key__startswith=f"{year:04d}-",
    ).exclude(period__state=PeriodState.MERGED)
    last = Amendment.objects.filter(card=OuterRef("pk"), after=None)
    rows = found.order_by("person", "period__starts_on").values_list(
        "person_id", "period__key", "state",
        *(
            OneOf(When(Exists(last), then=Subquery(last.values(name))), default=name)
            for name in ("score_hundredths", "not_scored_reason")
        ),
    )  # fmt: skip
    return [result_row(*row) for row in rows]


def result_row(
    person_id: int, key: str, state: str, score_hundredths: int | None, reason: str
) -> TrackedScore:
    """Return a card of a period as a result of the year; why there is none while it is open."""
    told = reason if state in STANDING else reason or NOT_YET
    return TrackedScore(person_id, key, len(tracked(key).months), score_hundredths, told)


def means_around(person_id: int, period: PeriodRow, rules: Rules | None = None) -> list[MeanScore]:
    """Return the means of the quarter and half-year in which a person's period lies; one query.

    `rules`: those of the period, where they were read already.
    """
    rows = tracked_scores([person_id], period.months[0].year)
    return means_from(rows, period, rules or rules_for(period))


def means_from(rows: Sequence[TrackedScore], period: PeriodRow, rules: Rules) -> list[MeanScore]:
    """Return the means around a period from one person's results of its year.

    A tracked quarter is its own result and no mean. Spans of which the rule text makes no mean are
    left out.
    """
    first = period.months[0]
    spans = [one for one in (first.quarter, first.half) if one.months != period.months]
    stages = program_for(rules).stages
    return [mean_of(span, rows, rules) for span in spans if span.kind in stages]


def mean_of(span: Span, rows: Iterable[TrackedScore], rules: Rules) -> MeanScore:
    """Return one person's mean over a quarter or half-year by the rule's stage of that name.

    Raises KeyError where the rule text has no such stage.
    """
    inside = [one for one in rows if set(one.span.months) <= set(span.months)]
    entered = tuple(one for one in inside if one.score_hundredths is not None)
    program = program_for(rules)
    stage = program.stage(span.kind)
    places = next(item.places for item in stage.fields if item.name == "score")
    outcome = score(program, span.kind, Case(span.key, {}, month_rows(entered, places=places)))
    notified = outcome.notified
    return MeanScore(
        span=span,
        score_hundredths=None
        if notified is None
        else notified * 10 ** (NOTIFIED_PLACES - stage.result_places),
        reason=outcome.reason or "",
        entered=entered,
        missing=tuple(one for one in inside if one.score_hundredths is None),
    )


def month_rows(scores: Sequence[TrackedScore], *, places: int) -> list[dict[str, int | str]]:
    """Return what a stage over months reads: a quarter's score once for each of its months."""
    return [
        {"id": month.key, "score": one.score_hundredths // 10 ** (NOTIFIED_PLACES - places)}
        for one in scores
        if one.score_hundredths is not None
        for month in one.span.months
    ]
