"""Cards that wait: for their person, for whoever reviews and confirms them, and past the grace."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import HeldCard, holders
from congvu.apps.rulebook.queries import MonthBook, deadlines
from congvu.engine.reminding import Fact, Source
from congvu.kernel.workdays import add_working_days

SOURCES = {
    ScorecardState.DRAFT: Source.SELF_SCORE,
    ScorecardState.SELF_SCORED: Source.CARD_REVIEW,
    ScorecardState.REVIEWED: Source.CARD_CONFIRM,
}


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A card that somebody holds, the period's words, and how many working days are forgiven."""

    card: HeldCard
    period: str
    grace: int

    @property
    def source(self) -> Source:
        """What it waits for."""
        return SOURCES[ScorecardState(self.card.stage)]

    @property
    def due(self) -> date:
        """The last day of what it waits for."""
        assert self.card.due is not None  # noqa: S101 - every stage of SOURCES has a last day
        return self.card.due

    @property
    def is_escalated(self) -> bool:
        """Whether the grace is over too: the head next above is told."""
        return self.card.late_days > self.grace

    def facts_for(self, person: int) -> Iterator[Fact]:
        """What a person (by id) is reminded of because of it."""
        if person == self.card.holder_id:
            yield Fact(self.source, self.due)
        if person == self.card.above_id and self.is_escalated:
            yield Fact(Source.ESCALATED, add_working_days(self.due, self.grace))


def cards_waiting(
    book: MonthBook, today: date, *, path: str = "", person: int | None = None, leads: bool = True
) -> list[WaitingCard]:
    """Return the cards of the open periods that wait for people; two queries a period.

    Of one person if given: her own, and where she `leads` those that she holds or stands above, at
    and under a unit's path.
    """
    found: list[WaitingCard] = []
    for period in book.months:
        if not period.is_open or period.starts_on > today:
            continue
        days = deadlines(period, book.rules_for(period))
        rows = holders(
            period,
            path if leads else "",
            today=today,
            known=days,
            person_id=None if leads else person,
            touching=person if leads else None,
        )
        found += [
            WaitingCard(one, period.label, days.grace)
            for one in rows
            if one.stage in SOURCES and one.holder_id is not None
        ]
    return found


def held_by(cards: Iterable[WaitingCard], person: int) -> tuple[WaitingCard, ...]:
    """Return the cards of others that a person holds."""
    return tuple(
        one for one in cards if one.card.holder_id == person and one.card.person_id != person
    )


def escalated_to(cards: Iterable[WaitingCard], person: int) -> tuple[WaitingCard, ...]:
    """Return the cards kept past the grace by those next below a person, the longest kept first."""
    found = [one for one in cards if one.card.above_id == person and one.is_escalated]
    return tuple(sorted(found, key=lambda one: -one.card.late_days))


def own_draft(cards: Sequence[WaitingCard], person: int) -> WaitingCard | None:
    """Return a person's own card that she has not sent, the one due first."""
    own = [one for one in cards if one.card.person_id == person and one.source is Source.SELF_SCORE]
    return min(own, key=lambda one: one.due, default=None)
