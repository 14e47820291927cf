"""Whom each reminder is for: facts of the records put to accounts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries import Publication, objection_facts, published_lately
from congvu.apps.evaluation.queries.years import YearWait, year_waits
from congvu.apps.org import queries as org
from congvu.apps.org.enums import RoleName
from congvu.apps.positions.queries import deputy_fields
from congvu.apps.rulebook.queries import MonthBook, PeriodRow, month_book
from congvu.apps.work import queries as work
from congvu.apps.work.queries import OverPerson, OwnItem, WaitingOn
from congvu.engine.reminding import Fact, Leader, Leaders, Source, is_near
from congvu.exchange.reminders.cards import (
    WaitingCard,
    cards_waiting,
    escalated_to,
    held_by,
    own_draft,
)


@dataclass(frozen=True)
class Own:
    """What waits for one reader: of her own, of those she leads, and changes declined to her.

    `disputes` are objections that she holds, that are late below her, and answers to her own;
    `year` is what of the year that is being rated waits for her.
    """

    period: PeriodRow | None
    items: tuple[OwnItem, ...] = ()
    people: tuple[OverPerson, ...] = ()
    declined: tuple[Fact, ...] = ()
    self_score_by: date | None = None
    published: tuple[Fact, ...] = ()
    cards: tuple[WaitingCard, ...] = ()
    escalated: tuple[WaitingCard, ...] = ()
    disputes: tuple[Fact, ...] = ()
    year: tuple[YearWait, ...] = ()

    @property
    def facts(self) -> list[Fact]:
        """All of it, to be counted."""
        facts = [Fact(one.source, one.day) for one in self.items]
        facts += [Fact(one.source, one.since, one.count) for one in self.people]
        facts += [*self.declined, *self.published, *self.disputes]
        if self.self_score_by is not None:
            facts.append(Fact(Source.SELF_SCORE, self.self_score_by))
        facts += [Fact(one.source, one.day) for one in self.year]
        facts += [Fact(one.source, one.due) for one in self.cards]
        facts += [
            fact
            for one in self.escalated
            for fact in one.facts_for(one.card.above_id or 0)
            if fact.source is Source.ESCALATED
        ]
        return facts


@dataclass(frozen=True)
class Reach:
    """Whom a reader leads: at and under units' paths, and people named to a deputy.

    `held` are the paths of the units that the reader's roles are held on.
    """

    paths: Collection[str] = ()
    people: Collection[int] = ()
    held: Collection[str] = ()


def waiting_on(every: Sequence[PeriodRow], today: date) -> tuple[PeriodRow, WaitingOn] | None:
    """Return the period that runs and what to look at; None where none is open."""
    running = next((one for one in every if one.starts_on <= today), None)
    still_open = [one for one in every if one.is_open]
    if running is None or not still_open:
        return None
    return running, WaitingOn(running.id, [one.id for one in still_open], today)


def reminders_of(*, user_id: int, person_id: int | None, reach: Reach, today: date) -> Own:
    """Return what waits for one reader; at most eleven queries, eight where she leads nobody.

    Two more for each other period that is still open, and those of year_waits once a year is.
    """
    book = month_book()
    found = waiting_on(book.months, today)
    leads = bool(reach.paths or reach.people)
    disputes = _disputes(person_id, today, leads=leads)
    year = _year(person_id, reach, today)
    published = tuple(
        _published(one)
        for one in (published_lately(today, person_id=person_id) if person_id else ())
    )
    if found is None:
        rated = tuple(one for one in published if one.source is Source.RATED)
        return Own(None, disputes=disputes, published=rated, year=year)
    period, waiting = found
    cards = _cards(book, today, person_id, reach) if person_id is not None else []
    draft = own_draft(cards, person_id or 0)
    return Own(
        period=period,
        items=tuple(work.own_items(waiting, person_id)) if person_id is not None else (),
        people=tuple(_led(waiting, user_id, reach, today)) if leads else (),
        declined=tuple(
            Fact(Source.DECLINED, one.day, one.count)
            for one in work.declined_facts(waiting, user_id=user_id)
        ),
        self_score_by=draft.due if draft and is_near(draft.due, today) else None,
        cards=held_by(cards, person_id or 0),
        escalated=escalated_to(cards, person_id or 0),
        disputes=disputes,
        published=published,
        year=year,
    )


def _published(one: Publication) -> Fact:
    return Fact(Source.RATED if one.year else Source.PUBLISHED, one.day)


def _cards(book: MonthBook, today: date, person: int, reach: Reach) -> list[WaitingCard]:
    """The cards that touch a reader, looked for in the one subtree she leads, if it is one."""
    paths = [*reach.paths]
    return cards_waiting(
        book,
        today,
        path=paths[0] if len(paths) == 1 else "",
        person=person,
        leads=bool(paths or reach.people),
    )


def _disputes(person_id: int | None, today: date, *, leads: bool) -> tuple[Fact, ...]:
    if person_id is None:
        return ()
    found = objection_facts(today, of=None if leads else person_id)
    return tuple(Fact(one.source, one.day) for one in found if one.person_id == person_id)


def _year(person_id: int | None, reach: Reach, today: date) -> tuple[YearWait, ...]:
    """What of the year waits for a reader, in the one subtree she leads, if it is one."""
    if person_id is None:
        return ()
    paths = [*reach.paths]
    whole = paths[0] if len(paths) == 1 else ""
    return tuple(year_waits(today, person_id=person_id, under=whole if paths else None))


def _led(waiting: WaitingOn, user_id: int, reach: Reach, today: date) -> Iterator[OverPerson]:
    """What waits for nobody nearer than the reader."""
    found = work.over_people(waiting, paths=reach.paths, people=reach.people)
    if not found:
        return
    leaders = Leaders(leaders_on(today, around={*reach.paths, *reach.held}))
    yield from (one for one in found if user_id in leaders.nearest(one.unit_path, one.person_id))


def facts_for_all(today: date) -> dict[int, list[Fact]]:
    """Return what waits for everybody, by account; thirteen queries, however many people.

    Two more for each other period that is still open, and those of year_waits once a year is.
    """
    book = month_book()
    found = waiting_on(book.months, today)
    facts: dict[int, list[Fact]] = defaultdict(list)
    users = org.user_ids()
    for told in objection_facts(today):
        if user := users.get(told.person_id):
            facts[user].append(Fact(told.source, told.day))
    for published in published_lately(today):
        user = users.get(published.person_id)
        if user and (found is not None or published.year):
            facts[user].append(_published(published))
    for wait in year_waits(today):
        if user := users.get(wait.person_id):
            facts[user].append(Fact(wait.source, wait.day))
    if found is None:
        return facts
    _period, waiting = found
    for own in work.own_facts(waiting):
        if user := users.get(own.person_id):
            facts[user].append(Fact(own.source, own.day, own.count))
    for card in cards_waiting(book, today):
        for person in {card.card.holder_id, card.card.above_id} - {None}:
            if user := users.get(person):
                facts[user] += card.facts_for(person)
    leaders = Leaders(leaders_on(today))
    for over in work.over_facts(waiting):
        for user in leaders.nearest(over.unit_path, over.person_id):
            facts[user].append(Fact(over.source, over.day, over.count))
    for declined in work.declined_facts(waiting):
        facts[declined.user_id].append(Fact(Source.DECLINED, declined.day, declined.count))
    return facts


def leaders_on(today: date, *, around: Collection[str] | None = None) -> Iterable[Leader]:
    """Heads where their grant is, deputies where their field is; deputies are looked up once."""
    found = org.leading(on=today, around=around)
    for one in found:
        if one.role == RoleName.HEAD:
            yield Leader(one.user_id, one.person_id or 0, path=one.path)
    deputies = {one.person_id: one.user_id for one in found if one.role == RoleName.DEPUTY}
    if not deputies:
        return
    for row in deputy_fields(on=today):
        if user := deputies.get(row.deputy_id):
            yield Leader(user, row.deputy_id, row.unit_path or "", row.person_id or 0, deputy=True)
