"""From a person's card to the page on which she scores her general criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import Authority, MonthView
from congvu.kernel.fixed import round_ratio
from congvu.law.annexes import criterion_words
from congvu.law.criteria import Criterion
from congvu.law.registry import the_law
from congvu.web.officer.criteria import criteria_of
from congvu.web.officer.line_form import Problem
from congvu.web.officer.month_page import told
from congvu.web.officer.month_view import Criteria, Score, Term
from congvu.web.officer.score import counts_general, known_results, results_so_far, score_of
from congvu.web.officer.self_score_form import Typed, steps_of
from congvu.web.officer.task_rows import task_rows
from congvu.web.shared.card_files import NO_FILES, FileLink, FilesByCriterion
from congvu.web.shared.card_standing import Standing, standing_of
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.levels import scale_of
from congvu.web.shared.numbers import NOTHING, amount, capital, points
from congvu.web.shared.periods import word_of

ANNEX = "Đ18.2"
_PLACES = 2


@dataclass(frozen=True)
class StepShown:
    """One step to choose: its points as text and in hundredths; `top` is the maximum."""

    value: str
    hundredths: int
    chosen: bool
    top: bool


@dataclass(frozen=True)
class Choice:
    """One criterion to be scored, with what was typed and what is wrong with it."""

    code: str
    label: str
    most: str
    words: str
    steps: tuple[StepShown, ...]
    exact: str
    note: str
    files: tuple[FileLink, ...]
    problem: str

    @property
    def is_open(self) -> bool:
        """Whether what lies behind the fold holds something of hers."""
        return bool(self.exact or self.note or self.files or self.problem)


@dataclass(frozen=True)
class ChoiceGroup:
    """A group of criteria with its heading and maximum."""

    label: str
    most: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class SelfScorePage:
    """The whole page. `editable`: the card is still hers; `sendable` back: not reviewed yet.

    `results` is the task part in hundredths of a point, None where nobody can say it yet.
    """

    title: str
    word: str
    deadline: str
    standing: Standing
    editable: bool
    withdrawable: bool
    groups: tuple[ChoiceGroup, ...]
    count: int
    sum: str
    most: str
    chosen: int
    strengths: str
    shortcomings: str
    results: int | None
    results_text: str
    total: str
    score: Score | None
    so_far: tuple[Term, ...]
    criteria: Criteria
    annex: Clause
    month: str
    problems: tuple[Problem, ...]
    file_lost: bool


def self_score_page(
    view: MonthView,
    criteria: Sequence[Criterion],
    typed: Typed,
    *,
    authority: Authority | None,
    today: date,
    problems: Sequence[Problem] = (),
    files: FilesByCriterion = NO_FILES,
    file_lost: bool = False,
) -> SelfScorePage:
    """The page of one card, with what was typed; `view` counts a whole draft as if it was sent."""
    card, period = view.card, view.period
    wrong = {one.field: one.words for one in problems}
    kept = sum(card.general_self.values())
    results = _results(view)
    return SelfScorePage(
        title=capital(period.label),
        word=word_of(period),
        deadline=due("Hạn tự chấm", period.self_score_by, today) if period.is_open else "",
        standing=standing_of(card, authority, period, today, mine=True),
        editable=_is_draft(view) and period.is_open and not card.not_scored_reason,
        withdrawable=card.state == ScorecardState.SELF_SCORED and period.is_open,
        groups=_groups(criteria, typed, wrong, files, period.ends_on),
        count=len(criteria),
        sum=amount(kept),
        most=amount(sum(one.max_hundredths for one in criteria)),
        chosen=len(card.general_self),
        strengths=typed.strengths,
        shortcomings=typed.shortcomings,
        results=results,
        results_text=points(results),
        total=NOTHING if results is None else points(results + kept),
        score=_score(view, today) if view.scored else None,
        so_far=() if view.scored else results_so_far(view),
        criteria=criteria_of(view.criteria, card, period.ends_on, files),
        annex=clause_of(ANNEX),
        month=period.key,
        problems=tuple(problems),
        file_lost=file_lost,
    )


def _score(view: MonthView, today: date) -> Score:
    rows = task_rows(
        view.tasks, view.explanation, delay_unit=str(view.rules.value("delay_unit")), today=today
    )
    tasks = {row.id: row for row in rows}
    return score_of(view, scale_of(view.rules), tasks=tasks, told=told(view))


def _is_draft(view: MonthView) -> bool:
    return view.card.state == ScorecardState.DRAFT


def _results(view: MonthView) -> int | None:
    share = known_results(view)
    if share is None or not counts_general(view):
        return None
    return round_ratio(share * Fraction(view.rules.value("results_max")), _PLACES)


def _groups(
    criteria: Sequence[Criterion],
    typed: Typed,
    wrong: Mapping[str, str],
    files: FilesByCriterion,
    day: date,
) -> tuple[ChoiceGroup, ...]:
    return tuple(
        ChoiceGroup(
            f"{group.code}. {group.label}",
            amount(group.max_hundredths),
            tuple(
                _choice(one, typed, wrong, files.get(one.code, ()))
                for one in criteria
                if one.group == group.code
            ),
        )
        for group in the_law().criterion_groups_on(day)
    )


def _choice(
    one: Criterion, typed: Typed, wrong: Mapping[str, str], files: tuple[FileLink, ...]
) -> Choice:
    chosen = typed.chosen.get(one.code, "")
    return Choice(
        code=one.code,
        label=one.label,
        most=amount(one.max_hundredths),
        words=criterion_words(one),
        steps=tuple(
            StepShown(amount(step), step, chosen == amount(step), step == one.max_hundredths)
            for step in steps_of(one)
        ),
        exact=typed.exact.get(one.code, ""),
        note=typed.notes.get(one.code, ""),
        files=files,
        problem=wrong.get(one.code, ""),
    )
