"""From a unit's people, as the records and the engine give them, to the page of the room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

from congvu.apps.evaluation.queries import CardRow, PersonMonth, RoomView
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.frozen import FrozenMap
from congvu.web.head.attention import flags_of
from congvu.web.head.room_view import (
    Flag,
    PersonRow,
    RoomPage,
    Share,
    UnitChoice,
    weight_of,
)
from congvu.web.objections.room_marks import NO_MARK, RoomMark
from congvu.web.shared.deadlines import due
from congvu.web.shared.levels import Scale, scale_of
from congvu.web.shared.months import months_around
from congvu.web.shared.names import from_given
from congvu.web.shared.numbers import NOTHING, PERCENT, percent, points
from congvu.web.shared.paging import pages_of

NOT_HELD = ("", False)
_NO_MARKS: Mapping[int, RoomMark] = FrozenMap()
LOUD, AT_MOST_ONE_IN = 8, 3
MOST_ROWS = 50  # rows
SHARES = (("a", "Số lượng"), ("b", "Chất lượng"), ("c", "Tiến độ"))


def room_page(
    view: RoomView,
    *,
    units: Sequence[UnitRow],
    periods: Sequence[PeriodRow],
    href: Callable[[str], str],
    month_href: Callable[[CardRow], str],
    now: datetime,
    wanted: int = 1,
    held: Mapping[int, tuple[str, bool]] = MappingProxyType({}),
    card_href: Callable[[CardRow], str] = lambda _card: "",
    marks: Mapping[int, RoomMark] = _NO_MARKS,
    comment_by: date | None = None,
) -> RoomPage:
    """The page of a unit; `month_href` is empty for a month that the reader may not open.

    `marks` tell, by card, of objections and amendments; `held`, by person, for whom a card waits
    and whether it is late; `comment_by` is the reviews' last day as it was put off. Everybody is
    put in order of attention; the rows are those of the page `wanted`.
    """
    scale = scale_of(view.rules)
    ordered = _in_order(view, marks)
    here = href(view.period.key)
    pages = pages_of(len(ordered), wanted, MOST_ROWS, lambda number: f"{here}&trang={number}")
    rows = [
        replace(
            _row(standing_now(person, marks), flags, view, scale, month_href),
            loud=loud,
            card=card_href(person.card),
            held=held.get(person.card.person_id, NOT_HELD)[0],
            held_late=held.get(person.card.person_id, NOT_HELD)[1],
        )
        for person, flags, loud in ordered[pages.first : pages.last]
    ]
    return RoomPage(
        title=view.unit.name,
        period=view.period.label,
        months=months_around(view.period.key, [one.key for one in periods], href),
        standing=_standing(view, comment_by, now),
        summary=_summary(view, sum(loud for _person, _flags, loud in ordered), marks),
        units=tuple(UnitChoice(one.code, one.name, one.code == view.unit.code) for one in units),
        lines=scale.lines,
        rows=tuple(rows),
        pages=pages,
    )


def standing_now(person: PersonMonth, marks: Mapping[int, RoomMark]) -> PersonMonth:
    """The person with the score that stands now."""
    mark = marks.get(person.card.id, NO_MARK)
    return replace(person, score_hundredths=mark.score_hundredths) if mark.amended else person


def _in_order(
    view: RoomView, marks: Mapping[int, RoomMark]
) -> list[tuple[PersonMonth, tuple[Flag, ...], bool]]:
    """Everybody with what asks for a look, the most urgent first, and whether the row is marked.

    Marked are those heavy enough, and a third at most, or the mark says nothing.
    """
    told = [
        (
            person,
            (
                *marks.get(person.card.id, NO_MARK).flags,
                *flags_of(person, view.rules, is_open=view.period.is_open),
            ),
        )
        for person in view.people
    ]
    told.sort(key=lambda pair: -weight_of(pair[1]))
    few = -(-len(told) // AT_MOST_ONE_IN)
    return [
        (person, flags, number < few and weight_of(flags) >= LOUD)
        for number, (person, flags) in enumerate(told)
    ]


def _row(
    person: PersonMonth,
    flags: tuple[Flag, ...],
    view: RoomView,
    scale: Scale,
    month_href: Callable[[CardRow], str],
) -> PersonRow:
    card = person.card
    own, confirmed = card.general_self_hundredths, card.general_hundredths
    before, given = from_given(card.full_name, card.given)
    return PersonRow(
        before=before,
        given=given,
        post=_post(card, view.unit),
        href=month_href(card),
        tasks=f"{person.done}/{person.tasks}" if person.tasks else NOTHING,
        shares=tuple(Share(label, percent(person.shares.get(name))) for name, label in SHARES),
        results=percent(person.shares.get("share")),
        own=points(own),
        confirmed=points(confirmed),
        differs=None not in (own, confirmed) and own != confirmed,
        score=points(person.score_hundredths),
        scored=person.score_hundredths is not None,
        level=scale.level_of(person.score_hundredths),
        x=scale.at(Fraction(person.score_hundredths or 0, PERCENT)),
        flags=flags,
    )


def _post(card: CardRow, unit: UnitRow) -> str:
    return card.title if card.unit == unit.code else f"{card.title}, {card.unit_name}"


def _standing(view: RoomView, comment_by: date | None, now: datetime) -> str:
    if not view.period.is_open:
        return "đã chốt"
    last = due("hạn nhận xét", comment_by or view.period.comment_by, now.date())
    return f"tạm tính lúc {now:%H:%M} · {last}"


def _summary(view: RoomView, loud: int, marks: Mapping[int, RoomMark]) -> tuple[str, ...]:
    people = len(view.people)
    cards = [one.card for one in view.people if not one.card.not_scored_reason]
    waiting = (
        (sum(not card.self_scored for card in cards), "chưa tự chấm"),
        (sum(card.self_scored and not card.confirmed for card in cards), "chưa xác nhận"),
    )
    counts = (
        (loud, "cần xem trước"),
        *(waiting if view.period.is_open else ()),
        (people - view.scored, "chưa có điểm"),
        (sum(one.amended for one in marks.values()), "đã điều chỉnh"),
    )
    told = [f"{count} {words}" for count, words in counts if count]
    return (f"{people} người", *(told or ["không có gì cần xem"]))
