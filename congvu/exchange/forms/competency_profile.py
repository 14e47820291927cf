"""Phiếu đánh giá năng lực: what a position asks for, what its holder has, told in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from congvu.engine.lists.document import span_of
from congvu.exchange.forms.layout import centred, framed, head
from congvu.exchange.forms.paper import Align, Cell, Paper, Part, Row, Signature, Table, Text
from congvu.exchange.forms.words import FormWords

_COLUMN_WIDTH = (30, 56, 18, 18, 18, 25)
_NOT_JUDGED = "Chưa đánh giá"
_MET = "Đạt"


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """A competency: the level asked for ("2-3"), the holder's own answer, the head's."""

    group: str
    name: str
    required: str
    own: int | None = None
    judged: int | None = None


@dataclass(frozen=True, slots=True)
class CompetencyProfile:
    """Whose profile, in which position, for which time ("Năm 2026"); rows of a group together."""

    person: str
    position: str
    unit: str
    period: str
    rows: tuple[CompetencyRow, ...]


def competency_profile(
    it: CompetencyProfile, words: FormWords, *, day: date | None = None
) -> Paper:
    """Lay out a profile that the person and the head sign; the head's level decides the gap."""
    titles = ("Nhóm", "Năng lực", "Yêu cầu", "Tự đánh giá", "Người đứng đầu", "So với yêu cầu")
    table = Table(_COLUMN_WIDTH, (head(*titles),), tuple(_rows(it)))
    parts: tuple[Part, ...] = (*_whose(it), table, Text(_summary(it)))
    signs = Signature("NGƯỜI TỰ ĐÁNH GIÁ", it.person)
    sheet = framed(words, parts, day=day, beside=signs)
    return Paper(f"Đánh giá năng lực: {it.person}", (sheet,))


def gap_in_words(required: str, judged: int | None) -> str:
    """Say how a level stands to a level or span: "Đạt", "Thiếu 1 cấp", "Vượt 2 cấp"."""
    if judged is None:
        return _NOT_JUDGED
    low, high = span_of(required)
    if judged < low:
        return f"Thiếu {low - judged} cấp"
    return f"Vượt {judged - high} cấp" if judged > high else _MET


def _whose(it: CompetencyProfile) -> Iterator[Part]:
    named = (
        ("Họ và tên", it.person),
        ("Vị trí việc làm", it.position),
        ("Đơn vị", it.unit),
        ("Kỳ đánh giá", it.period),
    )
    for title, text in named:
        yield Text(f"{title}: {text}", align=Align.LEFT)


def _rows(it: CompetencyProfile) -> Iterator[Row]:
    for group, ours in groupby(it.rows, key=lambda one: one.group):
        rows = [_row(one) for one in ours]
        yield Cell(group, rows=len(rows)), *rows[0]
        yield from rows[1:]


def _row(one: CompetencyRow) -> Row:
    return (
        Cell(one.name),
        centred(one.required),
        centred(_level(one.own)),
        centred(_level(one.judged)),
        Cell(gap_in_words(one.required, one.judged)),
    )


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _summary(it: CompetencyProfile) -> str:
    gaps = [(one.name, gap_in_words(one.required, one.judged)) for one in it.rows]
    short = [name for name, gap in gaps if gap.startswith("Thiếu")]
    open_ = sum(gap == _NOT_JUDGED for _name, gap in gaps)
    met = len(gaps) - len(short) - open_
    said = f"Đạt yêu cầu {met}/{len(gaps)} năng lực."
    if short:
        said += f" Cần bồi dưỡng: {'; '.join(short)}."
    return f"{said} Chưa đánh giá: {open_}." if open_ else said
