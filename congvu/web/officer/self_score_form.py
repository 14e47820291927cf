"""A self-score as it is typed: a step chosen or a number of one's own, and what shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from congvu.apps.evaluation.actions import SelfScore
from congvu.apps.evaluation.queries import CardRow
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.law.criteria import Criterion
from congvu.web.officer.line_form import Problem
from congvu.web.shared.numbers import amount

STEPS = 5
"""A criterion is offered in fifths of its maximum, from nothing to all of it."""
CHOSEN, EXACT, NOTE = "d-", "so-", "dc-"
STRENGTHS, SHORTCOMINGS = "uu-diem", "han-che"
LONGEST_NOTE = 500
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Typed:
    """The fields as they came, by criterion, to be shown again as they were."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    exact: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    strengths: str = ""
    shortcomings: str = ""


def steps_of(criterion: Criterion) -> tuple[int, ...]:
    """The points offered for a criterion, in hundredths."""
    return tuple(criterion.max_hundredths * step // STEPS for step in range(STEPS + 1))


def typed_of(fields: Mapping[str, str], criteria: Sequence[Criterion]) -> Typed:
    """Take the fields of a form; signs that no text holds are left out."""

    def taken(name: str) -> str:
        return fields.get(name, "").replace("\0", "")

    return Typed(
        {one.code: taken(f"{CHOSEN}{one.code}") for one in criteria},
        {one.code: taken(f"{EXACT}{one.code}") for one in criteria},
        {one.code: taken(f"{NOTE}{one.code}") for one in criteria},
        taken(STRENGTHS),
        taken(SHORTCOMINGS),
    )


def typed_from(card: CardRow, criteria: Sequence[Criterion]) -> Typed:
    """The form of what a card holds; nothing is chosen where nothing was given."""
    given = {one: card.general_self.get(one.code) for one in criteria}
    on_step = {one.code: points is not None and points in steps_of(one)
               for one, points in given.items()}  # fmt: skip
    texts = {one.code: "" if points is None else amount(points) for one, points in given.items()}
    return Typed(
        {code: text if on_step[code] else "" for code, text in texts.items()},
        {code: "" if on_step[code] else text for code, text in texts.items()},
        dict(card.general_notes),
        card.strengths,
        card.shortcomings,
    )


def self_score_of(
    typed: Typed, criteria: Sequence[Criterion], *, person: str, whole: bool
) -> tuple[SelfScore | None, tuple[Problem, ...]]:
    """Read a self-score of a person (by code), or everything that is wrong with it.

    `whole`: it is to be sent, so that no criterion may be missing.
    """
    points: dict[str, int] = {}
    wrong: list[Problem] = []
    for one in criteria:
        try:
            given = _points(typed, one)
        except ValueError as mistake:
            wrong.append(Problem(one.code, f"Tiêu chí {one.code}: {mistake}"))
            continue
        if given is not None:
            points[one.code] = given
        elif whole:
            wrong.append(Problem(one.code, f"Tiêu chí {one.code}: chưa chấm; chọn một mức điểm."))
    wrong += _too_long(typed, criteria)
    if wrong:
        return None, tuple(wrong)
    return SelfScore(person, points, typed.notes, typed.strengths, typed.shortcomings), ()


def _points(typed: Typed, one: Criterion) -> int | None:
    """The points of one criterion in hundredths; None where nothing was given."""
    exact, chosen = typed.exact[one.code].strip(), typed.chosen[one.code].strip()
    if not (exact or chosen):
        return None
    points = parse_fixed(exact or chosen, places=2)
    if exact and chosen and parse_fixed(chosen, places=2) != points:
        raise NotANumber(f"đã chọn {chosen} và gõ {exact}; chỉ giữ một.")
    if not 0 <= points <= one.max_hundredths:
        raise NotANumber(f"{exact or chosen} điểm; phải từ 0 đến {amount(one.max_hundredths)}.")
    return points


def _too_long(typed: Typed, criteria: Sequence[Criterion]) -> list[Problem]:
    texts = [
        (one.code, f"dẫn chứng của tiêu chí {one.code}", typed.notes[one.code], LONGEST_NOTE)
        for one in criteria
    ]
    texts += [
        (STRENGTHS, "ưu điểm", typed.strengths, LONGEST_TEXT),
        (SHORTCOMINGS, "hạn chế", typed.shortcomings, LONGEST_TEXT),
    ]
    return [
        Problem(name, f"Phần {what} dài {len(text)} ký tự; rút gọn còn nhiều nhất {most}.")
        for name, what, text, most in texts
        if len(text) > most
    ]
