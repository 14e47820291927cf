"""The score of a month in words: number, level, distance to the next, the sum, the waterfall."""

from collections.abc import Mapping
from fractions import Fraction

from congvu.apps.evaluation.queries import MonthView
from congvu.web.officer.falls import Told, waterfall
from congvu.web.officer.month_view import Score, Term
from congvu.web.shared.levels import Level, Scale
from congvu.web.shared.numbers import PERCENT, percent, plain, points, ratio

PARTS = (("a", "a"), ("b", "b"), ("c", "c"), ("f", "f"), ("d", "d"), ("dd", "đ"), ("e", "e"))
LEADERS = {"d", "dd", "e"}


def score_of(
    view: MonthView, scale: Scale, *, tasks: Mapping[str, Told], told: Mapping[str, str]
) -> Score:
    """Everything the page says about a scored month; no waterfall where the rules changed since."""
    notified = view.score_hundredths
    level = scale.level_of(notified)
    explanation = view.explanation
    return Score(
        value=points(notified),
        out_of=plain(scale.whole),
        level=level,
        ahead=_ahead(notified, level, scale),
        x=scale.at(Fraction(notified, PERCENT)),
        lines=scale.lines,
        terms=_terms(view),
        fall=waterfall(explanation, scale, tasks=tasks, told=told) if explanation else None,
    )


def _ahead(notified: int, level: Level, scale: Scale) -> str:
    above = scale.next_of(level)
    if above is None:
        return "mức cao nhất của thang điểm"
    missing = int(above.starts_at * PERCENT) - notified
    return f"còn {points(missing)} điểm nữa là {above.word} (từ {above.starts})"


def results_so_far(view: MonthView) -> tuple[Term, ...]:
    """The work's part of the sum, which is known before the general criteria are; else nothing."""
    if view.rules_changed or not view.outcome.scored:
        return ()
    return (*_parts(view), _results(view))


def _terms(view: MonthView) -> tuple[Term, ...]:
    if view.rules_changed:
        return ()
    most = Fraction(view.rules.value("results_max"))
    general = Fraction(view.outcome.step("exact")) - Fraction(view.outcome.step("share")) * most
    whole = plain(Fraction(view.rules.value("general_max")))
    return (
        *_parts(view),
        _results(view),
        Term("Tiêu chí chung", ratio(general), f"trên {whole}", whole=True),
    )


def _parts(view: MonthView) -> tuple[Term, ...]:
    steps = view.outcome.steps
    labels = {step.name: step.label for step in view.outcome.stage.steps}
    return tuple(
        Term(f"{labels[name]} ({letter})", percent(Fraction(steps[name])))
        for name, letter in PARTS
        if name in steps and (view.card.is_leader or name not in LEADERS)
    )


def _results(view: MonthView) -> Term:
    share, most = Fraction(view.outcome.step("share")), Fraction(view.rules.value("results_max"))
    return Term(
        "Kết quả nhiệm vụ", ratio(share * most), f"{percent(share)} của {plain(most)}", whole=True
    )
