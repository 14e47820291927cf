"""What the page of reminders shows, already in words; nothing here asks a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.work.queries import OverPerson, OwnItem
from congvu.engine.reminding import Kind, Source, kind_of, tally
from congvu.exchange.reminders.cards import WaitingCard
from congvu.exchange.reminders.gathering import Own
from congvu.exchange.reminders.words import WORDS
from congvu.kernel.dates import format_day
from congvu.web.reminders.year_lines import YearLine, year_lines
from congvu.web.shared.numbers import count

ROWS_SHOWN = 50
LATE = (Kind.OVERDUE, Kind.RETURNED)
HEADINGS = {
    Kind.OVERDUE: "Đã quá hạn",
    Kind.DUE_1: "Hôm nay, ngày mai",
    Kind.DUE_3: "Trong 3 ngày",
    Kind.DUE_7: "Trong 7 ngày",
    Kind.RETURNED: "Bị trả lại, cần báo cáo lại",
    Kind.CHANGE: "Thay đổi chờ xác nhận",
    Kind.ANSWERED: "Lý do khách quan đã được trả lời",
}
DISPUTES = (Kind.OBJECTION, Kind.OBJECTION_LATE, Kind.OBJECTION_ANSWERED)
OF_PERSON = {
    Source.REVIEW: "kết quả chờ nghiệm thu",
    Source.CAUSE: "lý do khách quan chờ xác nhận",
    Source.HANDED_BACK: "việc bị trả lại, chưa ai nhận thay",
}


TO_DO = {
    Source.SELF_SCORE: "tự chấm",
    Source.CARD_REVIEW: "nhận xét",
    Source.CARD_CONFIRM: "xác nhận",
}


@dataclass(frozen=True)
class Item:
    """One task to look at, and what of it when."""

    title: str
    when: str


@dataclass(frozen=True)
class Group:
    """Tasks of one kind; `more` are not listed."""

    heading: str
    number: str
    late: bool
    items: tuple[Item, ...]
    more: int


@dataclass(frozen=True)
class PersonLine:
    """What of one person waits for the reader."""

    name: str
    href: str
    waits: tuple[str, ...]


@dataclass(frozen=True)
class RemindersPage:
    """The answer, then the reader's own work, then that of those the reader leads."""

    answer: str
    facts: tuple[str, ...]
    disputes: tuple[str, ...]
    groups: tuple[Group, ...]
    own_href: str
    people: tuple[PersonLine, ...]
    more_people: int
    cards: tuple[PersonLine, ...]
    escalated: tuple[str, ...]
    year: tuple[YearLine, ...]
    letters: str


def reminders_page(
    own: Own,
    today: date,
    *,
    own_href: str,
    person_href: Callable[[str], str],
    letters: str,
) -> RemindersPage:
    """Build the page; `letters` says where the daily letter goes."""
    counts = tally(own.facts, today)
    people = _people(own.people, person_href)
    return RemindersPage(
        answer=_answer(counts.urgent),
        facts=tuple(_facts(own, today)),
        disputes=_disputes(counts.counts),
        groups=tuple(_groups(own.items, today)),
        own_href=own_href,
        people=people[:ROWS_SHOWN],
        more_people=max(0, len(people) - ROWS_SHOWN),
        cards=_cards(own.cards, today, person_href),
        escalated=_escalated(own.escalated),
        year=year_lines(own.year, today),
        letters=letters,
    )


def _answer(urgent: int) -> str:
    return f"Có {count(urgent)} việc cần xem." if urgent else "Không có việc nào cần xem ngay."


def _disputes(counts: Mapping[Kind, int]) -> tuple[str, ...]:
    return tuple(f"{count(counts[kind])} {WORDS[kind]}" for kind in DISPUTES if counts[kind])


def _facts(own: Own, today: date) -> list[str]:
    """What is about no single task."""
    facts = []
    if own.self_score_by is not None:
        last = "hết hạn" if own.self_score_by < today else "hạn"
        facts.append(f"Chưa tự chấm tiêu chí chung, {last} {format_day(own.self_score_by)}.")
    for told in own.published:
        what = "xếp loại năm" if told.source is Source.RATED else "kỳ"
        facts.append(f"Kết quả {what} của ông/bà công bố ngày {format_day(told.day)}.")
    if declined := sum(fact.count for fact in own.declined):
        facts.append(f"{count(declined)} {WORDS[Kind.DECLINED]}.")
    return facts


def _cards(
    waiting: Sequence[WaitingCard], today: date, person_href: Callable[[str], str]
) -> tuple[PersonLine, ...]:
    """Whose cards the reader holds: those that are due within a week or late, the late first."""
    near = [one for one in waiting if kind_of(one.source, one.due, today)]
    near.sort(key=lambda one: one.due)
    return tuple(
        PersonLine(
            one.card.full_name,
            person_href(one.card.person),
            (f"phiếu {one.period} chờ {TO_DO[one.source]}, {_by(one, today)}",),
        )
        for one in near[:ROWS_SHOWN]
    )


def _by(one: WaitingCard, today: date) -> str:
    if one.due < today:
        return f"quá hạn {one.card.late_days} ngày làm việc"
    return f"hạn {format_day(one.due)}"


def _escalated(waiting: Sequence[WaitingCard]) -> tuple[str, ...]:
    """Who below the reader keeps how many cards past the grace, and for how long."""
    kept: dict[tuple[str, Source, str], list[int]] = {}
    for one in waiting:
        kept.setdefault((one.card.holder, one.source, one.period), []).append(one.card.late_days)
    lines = [
        f"{holder}: {count(len(days))} phiếu {period} chờ {TO_DO[source]}, quá hạn "
        f"{max(days)} ngày làm việc"
        for (holder, source, period), days in kept.items()
    ]
    return tuple(lines[:ROWS_SHOWN])


def _groups(items: Sequence[OwnItem], today: date) -> list[Group]:
    made = []
    for kind, heading in HEADINGS.items():
        of_kind = [one for one in items if kind_of(one.source, one.day, today) is kind]
        if of_kind:
            shown = tuple(Item(one.title, _when(kind, one.day, today)) for one in of_kind)
            made.append(
                Group(heading, count(len(shown)), kind in LATE, shown[:ROWS_SHOWN],
                      max(0, len(shown) - ROWS_SHOWN))
            )  # fmt: skip
    return made


def _when(kind: Kind, day: date, today: date) -> str:
    left = (day - today).days
    if kind is Kind.OVERDUE:
        return f"hạn {format_day(day)}, quá {count(-left)} ngày"
    if kind is Kind.DUE_1:
        return "hôm nay" if left == 0 else "ngày mai"
    if kind in (Kind.DUE_3, Kind.DUE_7):
        return f"hạn {format_day(day)}, còn {left} ngày"
    return f"từ {format_day(day)}"


def _people(
    waiting: Sequence[OverPerson], person_href: Callable[[str], str]
) -> tuple[PersonLine, ...]:
    """One line a person, the longest waiting first."""
    by_person: dict[int, list[OverPerson]] = {}
    for one in waiting:
        by_person.setdefault(one.person_id, []).append(one)
    return tuple(
        PersonLine(
            found[0].full_name,
            person_href(found[0].person),
            tuple(
                f"{count(one.count)} {OF_PERSON[one.source]}, từ {format_day(one.since)}"
                for one in found
            ),
        )
        for found in by_person.values()
    )
