"""The waterfall of a month: from full marks down to the score, one line a cause, opened by task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Protocol

from congvu.engine.scoring import Bar, Explanation
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.levels import Scale
from congvu.web.shared.numbers import points, signed

CAUSES = {
    "shortfall": ("Chưa làm đủ số lượng", "làm đủ"),
    "extra": ("Nhận thay và đột xuất", "không làm thêm"),
    "quality": ("Chưa đạt chất lượng", "đạt ngay lần đầu"),
    "delay": ("Chậm hạn", "nộp đúng hạn"),
    "managed": ("Kết quả của người được quản lý", "được trọn điểm"),
    "organising": ("Tổ chức triển khai của đơn vị", "được trọn điểm"),
    "unity": ("Đoàn kết, thống nhất", "được trọn điểm"),
    "general": ("Tiêu chí chung", "được trọn điểm"),
}


class Told(Protocol):
    """What the waterfall asks of a task: its title and what happened to it, by cause."""

    title: str
    anchor: str

    def event(self, cause: str) -> str:
        """The event behind a bar, in words."""


@dataclass(frozen=True)
class Place:
    """Where a bar lies on the scale, in SVG percents: from `x` over `width`; `end` is the new total."""

    x: str
    width: str
    start: str
    end: str


@dataclass(frozen=True)
class Fall:
    """One line: points, words, the event, what it would have been otherwise, clause and bar."""

    points: str
    tone: str
    words: str
    why: str
    otherwise: str
    clause: Clause | None
    bar: Place
    anchor: str = ""
    parts: tuple["Fall", ...] = ()


@dataclass(frozen=True)
class Waterfall:
    """First line, the causes that moved the score, the causes that did not, and the end."""

    first: Fall
    causes: tuple[Fall, ...]
    unmoved: tuple[str, ...]
    last: Fall


@dataclass(frozen=True)
class Placed:
    """A bar of the engine with the totals before and after it."""

    bar: Bar
    before: Fraction
    after: Fraction


def waterfall(
    explanation: Explanation,
    scale: Scale,
    *,
    tasks: Mapping[str, Told],
    general: str,
    without: Mapping[str, int],
) -> Waterfall:
    """Group the engine's bars by cause.

    `without` is the score in hundredths without each whole cause; `general` says what happened to
    the general criteria. The lines' points sum to the notified score, as the bars do.
    """
    groups = _groups(explanation)
    moved = {
        cause: bars for cause, bars in groups.items() if any(placed.bar.effect for placed in bars)
    }
    causes = tuple(
        _cause(cause, bars, scale, tasks, general, without) for cause, bars in moved.items()
    )
    unmoved = tuple(CAUSES[cause][0].lower() for cause in groups if cause not in moved)
    end = causes[-1].bar.end if causes else scale.at(Fraction(explanation.start))
    return Waterfall(
        _total(points(int(explanation.start * 100)), scale.at(Fraction(explanation.start))),
        causes,
        unmoved,
        _total(points(explanation.notified), end),
    )


def _groups(explanation: Explanation) -> dict[str, list[Placed]]:
    total, placed = Fraction(explanation.start), []
    for bar in explanation.bars:
        placed.append(Placed(bar, total, total + bar.effect))
        total += bar.effect
    return {cause: list(found) for cause, found in groupby(placed, key=lambda one: one.bar.cause)}


def _cause(
    cause: str,
    bars: Sequence[Placed],
    scale: Scale,
    tasks: Mapping[str, Told],
    general: str,
    without: Mapping[str, int],
) -> Fall:
    parts = tuple(
        _part(placed, scale, tasks) for placed in bars if placed.bar.effect and placed.bar.row
    )
    shown = sum(placed.bar.shown for placed in bars)
    word, otherwise = CAUSES[cause]
    return Fall(
        points=signed(shown),
        tone=_tone(shown),
        words=word,
        why=general if cause == "general" else _summary(parts),
        otherwise=f"{otherwise}: {points(without[cause])}" if cause in without else "",
        clause=clause_of(bars[0].bar.clause),
        bar=_between(bars[0].before, bars[-1].after, scale),
        parts=parts,
    )


def _part(placed: Placed, scale: Scale, tasks: Mapping[str, Told]) -> Fall:
    bar = placed.bar
    task = tasks[bar.row]
    return Fall(
        points=signed(bar.shown),
        tone=_tone(bar.shown),
        words=task.title,
        why=task.event(bar.cause),
        otherwise="" if bar.without is None else f"{CAUSES[bar.cause][1]}: {points(bar.without)}",
        clause=clause_of(bar.clause),
        bar=_between(placed.before, placed.after, scale),
        anchor=task.anchor,
    )


def _summary(parts: Sequence[Fall]) -> str:
    return f"{len(parts)} việc" if len(parts) > 1 else "".join(part.words for part in parts)


def _tone(shown: int) -> str:
    return "minus" if shown < 0 else "plus" if shown > 0 else "still"


def _between(before: Fraction, after: Fraction, scale: Scale) -> Place:
    low, high = min(before, after), max(before, after)
    return Place(scale.at(low), scale.at(high - low), scale.at(before), scale.at(after))


def _total(text: str, end: str) -> Fall:
    return Fall(text, "keep", "", "", "", None, Place("0%", end, end, end))
