"""The months of many people at once, as the paper of each needs them."""

from collections.abc import Collection, Iterator
from itertools import groupby

from django.db.models import Q

from congvu.apps.evaluation.queries.cards import CardRow, cards
from congvu.apps.evaluation.queries.cases import by_owner
from congvu.apps.evaluation.queries.managing import Managing, managing_of
from congvu.apps.evaluation.queries.month import MonthView, stored_managing, view_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import TaskRow, tasks
from congvu.law.registry import Rules


def months_of(
    people: Collection[str], period: PeriodRow, rules: Rules, *, explained: bool
) -> list[MonthView]:
    """Return the months of people (by code) who have a card: unit by unit, who leads first.

    Four queries for each agency among them, however many people. Raises ManagementCycle.
    """
    found = cards(Q(person__code__in=people), period_id=period.id, on=period.ends_on)
    work = by_owner(tasks(period.id, [card.person_id for card in found]))
    by_agency = groupby(found, key=lambda card: card.agency_path)
    return [
        view
        for path, ours in by_agency
        for view in _of_agency(path, list(ours), work, (period, rules), explained=explained)
    ]


def _of_agency(
    path: str,
    found: list[CardRow],
    work: dict[int, list[TaskRow]],
    ruled: tuple[PeriodRow, Rules],
    *,
    explained: bool,
) -> Iterator[MonthView]:
    period, rules = ruled
    closing = not period.is_open
    scoring = Scoring(period, rules, scope=path, closing=closing)
    live = [card.person_id for card in found if card.is_leader and not card.stands]
    managing = managing_of(scoring, live)
    for card in found:
        rows = work.get(card.person_id, [])
        yield view_of(scoring, card, rows, _managing(card, managing), explained=explained)


def _managing(card: CardRow, live: dict[int, Managing]) -> Managing | None:
    return stored_managing(card) if card.stands and card.is_leader else live.get(card.person_id)
