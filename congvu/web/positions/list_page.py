"""The list of positions in force: filtered without diacritics, by group, fifty rows a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.positions.enums import PositionGroup
from congvu.apps.positions.queries import EditionRow, ListedPosition
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import fold
from congvu.web.shared.numbers import count

MOST_ROWS = 50
SEARCH, GROUP, PAGE = "tim", "nhom", "trang"
LABELS = dict(PositionGroup.choices)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class EditionLine:
    """A scheme in force: its name, its decision and day, where its paper is."""

    name: str
    standing: str
    docx: str
    pdf: str


@dataclass(frozen=True)
class PositionLine:
    """One position: its ranks in words, how many people it was given, how many hold it."""

    code: str
    name: str
    href: str
    ranks: str
    headcount: str
    held: str


@dataclass(frozen=True)
class GroupPart:
    """The positions of a group on this page, and the sums of the whole group."""

    label: str
    told: str
    rows: tuple[PositionLine, ...]


@dataclass(frozen=True)
class Choice:
    """An option of a filter."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class ListPage:
    """The whole page; `before` and `after` lead to the neighbouring pages."""

    editions: tuple[EditionLine, ...]
    told: tuple[str, ...]
    search: str
    groups: tuple[Choice, ...]
    parts: tuple[GroupPart, ...]
    matched: str
    before: str
    after: str


def list_page(
    editions: Sequence[EditionRow],
    listed: Sequence[ListedPosition],
    *,
    search: str,
    group: str,
    number: int,
) -> ListPage:
    """The page `number` (from 1; a page that is not there is the last) of what is asked for."""
    found = matching(listed, search, group)
    pages = max(1, -(-len(found) // MOST_ROWS))
    here = min(max(number, 1), pages)
    shown = found[(here - 1) * MOST_ROWS : here * MOST_ROWS]

    def href(to: int) -> str:
        asked = {SEARCH: search, GROUP: group, PAGE: str(to)}
        known = {name: text for name, text in asked.items() if text}
        return f"?{urlencode(known)}" if 1 <= to <= pages else ""

    return ListPage(
        editions=tuple(_edition(one) for one in editions),
        told=_told(listed),
        search=search,
        groups=tuple(Choice(value, label, value == group) for value, label in LABELS.items()),
        parts=tuple(_parts(shown, found)),
        matched=f"{count(len(found))} trong {count(len(listed))} vị trí",
        before=href(here - 1),
        after=href(here + 1),
    )


def matching(listed: Sequence[ListedPosition], search: str, group: str) -> list[ListedPosition]:
    """The positions of a group whose code or name holds the words, group by group."""
    words = fold(search).split()
    found = [
        one
        for one in listed
        if group in ("", one.group) and _holds(fold(f"{one.code} {one.name}"), words)
    ]
    order = {value: place for place, value in enumerate(LABELS)}
    return sorted(found, key=lambda one: order[one.group])


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _told(listed: Sequence[ListedPosition]) -> tuple[str, ...]:
    held = sum(one.held for one in listed)
    return (f"{count(len(listed))} vị trí", f"{count(held)} người đang giữ trong toàn tỉnh")


def _parts(shown: Sequence[ListedPosition], found: Sequence[ListedPosition]) -> list[GroupPart]:
    return [
        GroupPart(LABELS[group], _sums(group, found), tuple(_line(one) for one in rows))
        for group, rows in _grouped(shown, lambda one: one.group)
    ]


def _grouped(
    rows: Sequence[ListedPosition], key: Callable[[ListedPosition], str]
) -> list[tuple[str, list[ListedPosition]]]:
    return [(name, list(members)) for name, members in groupby(rows, key=key)]


def _sums(group: str, found: Sequence[ListedPosition]) -> str:
    ours = [one for one in found if one.group == group]
    held = sum(one.held for one in ours)
    return f"{count(len(ours))} vị trí, {count(held)} người đang giữ"


def _line(one: ListedPosition) -> PositionLine:
    return PositionLine(
        code=one.code,
        name=one.name,
        href=reverse("position", args=(one.code,)),
        ranks="; ".join(row.rank for row in one.ranks) or "chưa xác định",
        headcount=count(one.headcount) if one.ranks else "–",
        held=count(one.held),
    )


def _edition(one: EditionRow) -> EditionLine:
    def paper(kind: str) -> str:
        return reverse("positions_file", args=(one.series, kind))

    return EditionLine(one.name, standing(one), paper("docx"), paper("pdf"))


def standing(one: EditionRow) -> str:
    """By which decision an edition holds, and from when."""
    since = format_day(one.valid_from)
    until = f" đến hết {format_day(one.valid_until - DAY)}" if one.valid_until else ""
    day = format_day(one.decided_on)
    return f"Bản {one.number} · {one.decision} · ký {day} · có hiệu lực từ {since}{until}"
