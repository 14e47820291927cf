"""From what waits for a reviewer, as the records give it, to the page Duyệt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from congvu.apps.work.queries import Conduct, ToReview
from congvu.law.registry import Rules
from congvu.web.head.review_rows import Record, needs, row_shown
from congvu.web.head.review_view import Group, ReviewPage, Row
from congvu.web.head.review_words import batch_note, effect_note, effect_steps
from congvu.web.head.room_view import UnitChoice
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages


@dataclass(frozen=True)
class Shown:
    """What a page of reviewing rests on besides its rows.

    `rules` of each open period by its id, where a cause waits in it; `now` those of the effect.
    """

    today: date
    rules: Mapping[int, Rules]
    now: Rules
    conduct: Conduct
    key: str


def units_of(rows: Sequence[ToReview], here: str) -> tuple[UnitChoice, ...]:
    """The units that rows come from, in the order of the tree; nothing to choose from one."""
    found = {row.unit_path: row for row in rows}
    ordered = [found[path] for path in sorted(found)]
    if len(ordered) < 2:
        return ()
    every = UnitChoice("", "Tất cả", not here)
    return (every, *(UnitChoice(row.unit, row.unit_name, row.unit == here) for row in ordered))


def by_person(records: Sequence[Record]) -> list[list[Record]]:
    """Records of one person each, whoever needs the reader most first."""
    people = [list(found) for _, found in groupby(records, key=lambda one: one.row.person_id)]
    return sorted(people, key=lambda found: (-sum(map(needs, found)), -_waiting(found)))


def _waiting(found: Sequence[Record]) -> int:
    return sum(one.row.waits for one in found)


def review_page(
    every: Sequence[Sequence[Record]],
    shown: Shown,
    *,
    period: str,
    units: tuple[UnitChoice, ...],
    pages: Pages,
    query: str,
    problem: str = "",
) -> ReviewPage:
    """The page of what waits: `every` person with her records, of whom `pages` shows some."""
    groups = tuple(_group(found, shown) for found in every[pages.first : pages.last])
    return ReviewPage(
        period=period,
        summary=_summary(every),
        units=units,
        groups=groups,
        plain_total=sum(len(group.plain) for group in groups),
        batch_note=batch_note(shown.conduct),
        effect_note=effect_note(shown.now),
        effects=effect_steps(),
        reasons=shown.conduct.reasons,
        query=query,
        pages=pages,
        problem=problem,
    )


def _summary(every: Sequence[Sequence[Record]]) -> tuple[str, ...]:
    records = [one for found in every for one in found]
    waiting, plain = _waiting(records), sum(one.plain for one in records)
    if not waiting and not any(map(needs, records)):
        return ("Không còn việc nào chờ ông/bà duyệt",)
    counts = (
        (plain, "không có gì lạ"),
        (sum(one.row.waits and not one.plain for one in records), "cần xem"),
        (sum(one.row.claim_id is not None for one in records), "lý do khách quan"),
    )
    return (
        f"{count(waiting)} việc chờ nghiệm thu",
        *(f"{count(number)} {words}" for number, words in counts if number),
    )


def _group(found: Sequence[Record], shown: Shown) -> Group:
    row = found[0].row
    rows = [shown_row(one, shown) for one in found]
    plain = tuple(one for one in rows if one.plain)
    return Group(
        person=row.person,
        before=row.family_middle,
        given=row.given,
        where=row.unit_name,
        href=person_href(row, shown.key),
        rows=tuple(one for one in rows if not one.plain),
        plain=plain,
        told=_told(rows),
    )


def _told(rows: Sequence[Row]) -> str:
    waiting = sum(one.needs for one in rows)
    return f"{waiting} cần xem" if waiting else ""


def shown_row(record: Record, shown: Shown) -> Row:
    """One row of the page."""
    return row_shown(
        record,
        rules=shown.rules.get(record.row.period_id),
        today=shown.today,
        href=f"{person_href(record.row, shown.key)}#viec-{record.row.task_id}",
    )


def person_href(row: ToReview, key: str) -> str:
    """The page of one person's month under review."""
    return f"{reverse('review_person', args=(row.person,))}?thang={key}"
