"""Two results side by side: the same causes, before and after, with their bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries import MonthView
from congvu.web.officer.falls import Fall
from congvu.web.officer.month_page import told
from congvu.web.officer.month_view import Score
from congvu.web.officer.score import score_of
from congvu.web.officer.task_rows import task_rows
from congvu.web.shared.levels import scale_of


@dataclass(frozen=True)
class Pair:
    """One cause before and after; None where it took nothing."""

    words: str
    below: str
    before: Fall | None
    after: Fall | None

    @property
    def changed(self) -> bool:
        """Whether the points differ."""
        old = self.before.points if self.before else ""
        new = self.after.points if self.after else ""
        return old != new


def score_shown(view: MonthView, today: date) -> Score | None:
    """The score of a month with its bars; None where it has none."""
    if view.score_hundredths is None:
        return None
    unit = str(view.rules.value("delay_unit"))
    tasks = task_rows(view.tasks, view.explanation, delay_unit=unit, today=today)
    return score_of(
        view, scale_of(view.rules), tasks={row.id: row for row in tasks}, told=told(view)
    )


def pairs(before: Score | None, after: Score | None) -> tuple[Pair, ...]:
    """The causes of two scores side by side, in the order of the first."""
    old, new = _lines(before), _lines(after)
    return tuple(
        Pair(words, below, old.get((words, below)), new.get((words, below)))
        for words, below in dict.fromkeys([*old, *new])
    )


def _lines(score: Score | None) -> dict[tuple[str, str], Fall]:
    causes: Iterable[Fall] = score.fall.causes if score and score.fall else ()
    found = {}
    for cause in causes:
        for one in cause.parts or (cause,):
            below = one.words if cause.parts else ""
            found[(cause.words, below)] = one
    return found


def bars_of(score: Score | None, subject: str) -> tuple[Pair, ...]:
    """The lines of a score that a subject is about: those of a task, or one cause."""
    causes: Iterable[Fall] = score.fall.causes if score and score.fall else ()
    kind = subject.partition(":")[0]
    return tuple(
        Pair(cause.words, one.words if cause.parts else "", one, one)
        for cause in causes
        for one in cause.parts or (cause,)
        if subject == "all" or one.subject == subject or one.subject == kind
    )
