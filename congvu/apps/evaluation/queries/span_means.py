"""Everybody's mean of a quarter or half-year, by pages: which months entered, which did not."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from congvu.apps.evaluation.models import Amendment, Scorecard
from congvu.apps.evaluation.queries.tracked import MeanScore, mean_of, tracked_scores
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.scoring import program_for
from congvu.kernel.periods import Span
from congvu.kernel.vietnamese import fold
from congvu.law.registry import Rules


@dataclass(frozen=True, slots=True)
class SpanMean:
    """A person with her mean; the unit is that of her latest card in the span.

    `amended`: the keys of periods whose results stand as amended.
    """

    person_id: int
    person: str
    name: str
    unit: str
    unit_path: str
    agency: str
    mean: MeanScore
    amended: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """Whose means are asked for: people of units under some paths or named by id, by name."""

    paths: frozenset[str]
    people: frozenset[int] = frozenset()
    search: str = ""


def has_means(span: Span, rules: Rules) -> bool:
    """Whether a rule text makes means of such spans."""
    return span.kind in program_for(rules).stages


def periods_in(span: Span, every: Collection[PeriodRow]) -> list[PeriodRow]:
    """Return the opened months and quarters of a span, the earliest first."""
    months = set(span.months)
    found = [one for one in every if set(one.months) <= months]
    return sorted(found, key=lambda one: one.starts_on)


def span_means(
    span: Span, opened: Collection[PeriodRow], rules: Rules, asked: Within, *, first: int, most: int
) -> tuple[list[SpanMean], int]:
    """Return means in the order of units and names, and how many people fit; four queries.

    Raises KeyError where the rule text has no mean of such a span (see has_means).
    """
    found = _latest(opened, asked).order_by("unit__path", "person__sort_key", "person")
    rows = found.values_list(
        *("person", "person__code", "person__full_name", "unit__name", "unit__path"),
        "agency__name",
    )
    listed = list(rows[first : first + most])
    return _with_means(span, opened, rules, listed), found.count()


def _latest(opened: Collection[PeriodRow], asked: Within) -> QuerySet[Scorecard]:
    """Everybody's latest card in the span, as far as it is asked for."""
    cards = Scorecard.objects.filter(period__in=[one.id for one in opened])
    latest = cards.order_by("person", "-period__starts_on").distinct("person")
    within = Q(person__in=asked.people)
    for path in asked.paths:
        within |= Q(unit__path__startswith=path)
    found = Scorecard.objects.filter(within, pk__in=latest.values("pk"))
    if not asked.search.strip():
        return found
    named = Q(person__search_key__contains=fold(asked.search))
    return found.filter(named | Q(person__code=asked.search.strip()))


def _with_means(
    span: Span, opened: Collection[PeriodRow], rules: Rules, listed: list[tuple[Any, ...]]
) -> list[SpanMean]:
    ids = [row[0] for row in listed]
    results: dict[int, list[Any]] = {one: [] for one in ids}
    for score in tracked_scores(ids, span.months[0].year):
        results[score.person_id].append(score)
    changed: dict[int, set[str]] = {one: set() for one in ids}
    for person, key in Amendment.objects.filter(
        card__person__in=ids, card__period__in=[one.id for one in opened], after=None
    ).values_list("card__person", "card__period__key"):
        changed[person].add(key)
    return [
        SpanMean(
            person, code, name, unit, path, agency,
            mean_of(span, results[person], rules), frozenset(changed[person]),
        )
        for person, code, name, unit, path, agency in listed
    ]  # fmt: skip
