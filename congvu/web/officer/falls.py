"""The waterfall of a month: from full marks down to the score, one line a cause, opened by task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Protocol

from congvu.apps.evaluation.queries import MANAGED, ORGANISING, UNITY, subject_of_task
from congvu.engine.explain import Bar, Explanation
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.levels import Scale
from congvu.web.shared.numbers import points, signed

OTHERWISE = {
    "shortfall": "làm đủ",
    "extra": "không làm thêm",
    "quality": "đạt ngay lần đầu",
    "delay": "nộp đúng hạn",
}
FULL = "được trọn điểm"
SUBJECTS = {"general": "general", "managed": MANAGED, "organising": ORGANISING, "unity": UNITY}
"""What a cause without tasks is objected to as; of the general criteria one is chosen then."""


class Told(Protocol):
    """What the waterfall asks of a task: its title and what happened to it, by cause."""

    title: str
    anchor: str

    def event(self, cause: str) -> str:
        """The event behind a bar, in words."""


@dataclass(frozen=True)
class Place:
    """Where a bar lies, in SVG percents: from `x` over `width`; totals before and after."""

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
    subject: str = ""
    """What it is objected to as (see evaluation's subjects); empty where there is no one line."""
    object_href: str = ""
    tag: str = ""


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
    explanation: Explanation, scale: Scale, *, tasks: Mapping[str, Told], told: Mapping[str, str]
) -> Waterfall:
    """Group the engine's bars by cause; `told` says what stands behind a cause without tasks.

    The lines' points sum to the notified score, as the bars do.
    """
    groups = _groups(explanation)
    moved = {cause: bars for cause, bars in groups.items() if any(one.bar.effect for one in bars)}
    return Waterfall(
        _total(points(explanation.start_shown), scale.at(explanation.start)),
        tuple(
            _cause(bars, scale, tasks, told, explanation.without_cause[cause])
            for cause, bars in moved.items()
        ),
        tuple(bars[0].bar.label.lower() for cause, bars in groups.items() if cause not in moved),
        _total(points(explanation.notified), scale.at(explanation.score)),
    )


def _groups(explanation: Explanation) -> dict[str, list[Placed]]:
    total, placed = explanation.start, []
    for bar in explanation.bars:
        placed.append(Placed(bar, total, total + bar.effect))
        total += bar.effect
    return {cause: list(found) for cause, found in groupby(placed, key=lambda one: one.bar.cause)}


def _cause(
    bars: Sequence[Placed],
    scale: Scale,
    tasks: Mapping[str, Told],
    told: Mapping[str, str],
    without: int,
) -> Fall:
    parts = tuple(_part(one, scale, tasks) for one in bars if one.bar.effect and one.bar.row)
    shown = sum(one.bar.shown for one in bars)
    first = bars[0].bar
    return Fall(
        points=signed(shown),
        tone=_tone(shown),
        words=first.label,
        why=told.get(first.cause) or _summary(parts),
        otherwise=_otherwise(first.cause, without),
        clause=clause_of(first.clause),
        bar=_between(bars[0].before, bars[-1].after, scale),
        parts=parts,
        subject="" if parts else SUBJECTS.get(first.cause, ""),
    )


def _part(placed: Placed, scale: Scale, tasks: Mapping[str, Told]) -> Fall:
    bar = placed.bar
    task = tasks[bar.row]
    return Fall(
        points=signed(bar.shown),
        tone=_tone(bar.shown),
        words=task.title,
        why=task.event(bar.cause),
        otherwise=_otherwise(bar.cause, bar.without),
        clause=clause_of(bar.clause),
        bar=_between(placed.before, placed.after, scale),
        anchor=task.anchor,
        subject=subject_of_task(bar.row or ""),
    )


def _otherwise(cause: str, without: int) -> str:
    return f"{OTHERWISE.get(cause, FULL)}: {points(without)}"


def _summary(parts: Sequence[Fall]) -> str:
    return f"{len(parts)} việc" if len(parts) > 1 else "".join(part.words for part in parts)


def _tone(shown: int) -> str:
    return "minus" if shown < 0 else "plus" if shown > 0 else "still"


def _between(before: Fraction, after: Fraction, scale: Scale) -> Place:
    low, high = min(before, after), max(before, after)
    return Place(scale.at(low), scale.at(high - low), scale.at(before), scale.at(after))


def _total(text: str, end: str) -> Fall:
    return Fall(text, "keep", "", "", "", None, Place("0%", end, end, end))
