"""Danh mục vị trí việc làm: the positions of a unit, how many people of which rank."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from congvu.exchange.forms.layout import centred, framed, head
from congvu.exchange.forms.paper import Cell, Paper, Row, Table
from congvu.exchange.forms.words import FormWords

_COLUMN_WIDTH = (12, 28, 56, 37, 16, 16)


@dataclass(frozen=True, slots=True)
class RankCount:
    """How many people of one rank (ngạch, chức danh nghề nghiệp)."""

    rank: str
    headcount: int


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """One position in the order of the list, its group as printed ("Lãnh đạo, quản lý")."""

    code: str
    name: str
    group: str
    ranks: tuple[RankCount, ...] = ()

    @property
    def headcount(self) -> int:
        """How many people the position has."""
        return sum(one.headcount for one in self.ranks)


@dataclass(frozen=True, slots=True)
class PositionList:
    """The positions of a unit, those of a group beside each other."""

    unit: str
    positions: tuple[ListedPosition, ...]


def position_list(it: PositionList, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the list: groups numbered I, II …, positions 1, 2 …, with sums."""
    titles = head("TT", "Mã VTVL", "Tên vị trí việc làm", "Ngạch, chức danh", "Số người", "Cộng")
    table = Table(_COLUMN_WIDTH, (titles,), tuple(_rows(it)))
    return Paper(f"Danh mục vị trí việc làm: {it.unit}", (framed(words, (table,), day=day),))


def _rows(it: PositionList) -> Iterator[Row]:
    number = 0
    groups = groupby(it.positions, key=lambda one: one.group)
    for place, (group, members) in enumerate(groups, 1):
        ours = tuple(members)
        yield _sum(roman(place), group, ours)
        for position in ours:
            number += 1
            yield from _position(number, position)
    yield _sum("", "Tổng cộng", it.positions)


def _sum(number: str, title: str, positions: tuple[ListedPosition, ...]) -> Row:
    total = str(sum(one.headcount for one in positions))
    label = f"{title} ({len(positions)} vị trí)"
    return centred(number, bold=True), Cell(label, bold=True, columns=4), centred(total, bold=True)


def _position(number: int, position: ListedPosition) -> Iterator[Row]:
    ranks = [(Cell(one.rank), centred(str(one.headcount))) for one in position.ranks]
    first, *others = ranks or [(Cell(""), centred(""))]
    tall = len(ranks) or 1
    yield (
        Cell(str(number), align=first[1].align, rows=tall),
        Cell(position.code, rows=tall),
        Cell(position.name, rows=tall),
        *first,
        Cell(str(position.headcount), align=first[1].align, rows=tall),
    )
    yield from others


def roman(number: int) -> str:
    """Write a number from 1 to 39 in Roman figures, as groups of a list are numbered."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
