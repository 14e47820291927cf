"""Danh sách kết quả theo dõi, đánh giá: a unit's people in a period with their points."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from congvu.exchange.forms.layout import centred, framed, head
from congvu.exchange.forms.month_card import DRAFT
from congvu.exchange.forms.page import WIDE_TABLE_SIZE
from congvu.exchange.forms.paper import Align, Cell, Footer, Paper, Part, Row, Table, Text
from congvu.exchange.forms.position_list import roman
from congvu.exchange.forms.words import FormWords

_COLUMN_WIDTH = (12, 58, 52, 26, 48, 56)
_BEFORE = ("TT", "Họ và tên", "Chức vụ, chức danh")
_OF_PERIOD = ("Tổng điểm", "Mức điểm tương ứng", "Ghi chú")
_OF_YEAR = ("Điểm trung bình", "Mức xếp loại", "Ghi chú")
_COLUMNS = len(_COLUMN_WIDTH)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One person: points as "76,70" ("" not scored), the level that they answer to, a note."""

    unit: str
    name: str
    title: str
    score: str
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitResults:
    """The people of a unit in the order of the list, those of a room beside each other.

    `rated`: a list of the year's levels, not of a period's points.
    """

    unit: str
    period: str
    lines: tuple[ResultLine, ...]
    draft: bool
    footer: Footer | None = None
    rated: bool = False


def unit_results(it: UnitResults, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the list on landscape pages: rooms in Roman figures, people 1, 2 …"""
    asked = replace(words, subtitle=words.subtitle or f"{it.period} – {it.unit}")
    titles = head(*_BEFORE, *(_OF_YEAR if it.rated else _OF_PERIOD))
    table = Table(_COLUMN_WIDTH, (titles,), tuple(_rows(it)), WIDE_TABLE_SIZE)
    parts: tuple[Part, ...] = (table, _summary(it))
    sheet = framed(
        asked, parts, day=day, name=f"{it.unit}, {it.period}",
        mark=DRAFT if it.draft else "", footer=it.footer,
    )  # fmt: skip
    what = "xếp loại chất lượng" if it.rated else "theo dõi, đánh giá"
    return Paper(f"Kết quả {what} {it.period}: {it.unit}", (sheet,), landscape=True)


def _rows(it: UnitResults) -> Iterator[Row]:
    number = 0
    for place, (unit, members) in enumerate(groupby(it.lines, key=lambda one: one.unit), 1):
        yield (
            centred(roman(place) if place < 40 else str(place), bold=True),
            Cell(unit, bold=True, columns=_COLUMNS - 1),
        )
        for one in members:
            number += 1
            yield (
                centred(str(number)),
                Cell(one.name),
                Cell(one.title),
                centred(one.score),
                Cell(one.level),
                Cell(one.note),
            )


def _summary(it: UnitResults) -> Text:
    scored = [one for one in it.lines if one.score]
    by_level = dict.fromkeys(one.level for one in scored if one.level)
    counts = "; ".join(
        f"{level.lower()}: {sum(one.level == level for one in scored)}" for level in by_level
    )
    what = "được xếp loại" if it.rated else "có điểm"
    told = f"Danh sách có {len(it.lines)} người, {len(scored)} người {what}"
    return Text(f"{told}{f' ({counts})' if counts else ''}.", align=Align.LEFT)
