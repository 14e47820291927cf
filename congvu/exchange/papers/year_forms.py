"""Mẫu số 02 of many people of a year, filled in a few queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from congvu.apps.evaluation.queries import tracked_scores
from congvu.apps.evaluation.queries.years import (
    RatingRow,
    YearResultRow,
    decisions_by_id,
    levels_of_year,
    ratings_by_code,
    year_results,
)
from congvu.apps.evaluation.queries.years.months import (
    months_from,
)
from congvu.apps.org.queries import unit_names
from congvu.apps.rulebook.queries import PeriodRow, rules_for, year_period
from congvu.exchange.forms.paper import Paper
from congvu.exchange.forms.words import FormWords
from congvu.exchange.forms.year_card import year_card
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.years import YearFilling, year_card_of
from congvu.law.registry import Rules


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper filled in, with whose it is: code and name."""

    person: str
    name: str
    paper: Paper


def filled_year(
    year: int, words: FormWords, foot: Footing
) -> Callable[[Sequence[str]], list[Filled]]:
    """Return how the forms of a year are filled in for people (by code), in the order given."""
    period = year_period(year)
    rules = rules_for(period)

    def filled(people: Sequence[str]) -> list[Filled]:
        rows = ratings_by_code(period.id, people)
        results = {one.rating_id: one for one in _decided(period, rows)}
        filling = year_filling(period, rules, words, rows, results.values(), foot)
        scores = tracked_scores([row.person_id for row in rows], year)
        made = []
        for row in rows:
            own = [one for one in scores if one.person_id == row.person_id]
            months = months_from(own, period, rules)
            card = year_card_of(row, months, results.get(row.id), filling, own=False)
            made.append(Filled(row.person, row.full_name, year_card(card, words)))
        return made

    return filled


def _decided(period: PeriodRow, rows: Sequence[RatingRow]) -> list[YearResultRow]:
    return year_results(period.id, [row.person_id for row in rows])


def year_filling(
    period: PeriodRow,
    rules: Rules,
    words: FormWords,
    rows: Iterable[RatingRow],
    results: Iterable[YearResultRow],
    foot: Footing,
) -> YearFilling:
    """Return what the papers of some people of a year share; two queries."""
    return YearFilling(
        int(period.key),
        levels_of_year(period, rules),
        unit_names({row.agency for row in rows}),
        words.place,
        decisions_by_id({one.decision_id for one in results}),
        foot,
    )
