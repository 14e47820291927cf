"""The score of a month in words: number, level, distance to the next, the sum, the waterfall."""

from collections.abc import Mapping
from fractions import Fraction

from congvu.apps.evaluation.queries import MonthView
from congvu.web.officer.falls import Told, waterfall
from congvu.web.officer.month_view import Score, Term
from congvu.web.shared.levels import Level, Scale
from congvu.web.shared.numbers import PERCENT, percent, plain, points, ratio
from congvu.web.shared.periods import word_of

PARTS = (("a", "a"), ("b", "b"), ("c", "c"), ("f", "f"), ("d", "d"), ("dd", "đ"), ("e", "e"))
LEADERS = {"d", "dd", "e"}


def score_of(
    view: MonthView, scale: Scale, *, tasks: Mapping[str, Told], told: Mapping[str, str]
) -> Score:
    """Everything the page says about a scored month.

    No waterfall where the rules changed since the close; no level where the text names none.
    """
    notified = view.score_hundredths
    level = scale.level_of(notified) if view.level else None
    explanation = view.explanation
    return Score(
        value=points(notified),
        out_of=plain(scale.whole),
        level=level,
        ahead=_ahead(notified, level, scale) if level else "",
        x=scale.at(Fraction(notified, PERCENT)),
        lines=scale.lines if level else (),
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
    return (*_parts(view), *(() if _awaited(view) else (_results(view),)))


def known_results(view: MonthView) -> Fraction | None:
    """The share of the work's part (0…1), as far as everybody who has a say in it said it."""
    if view.rules_changed or not view.outcome.scored or _awaited(view):
        return None
    return Fraction(view.outcome.step("share"))


def _awaited(view: MonthView) -> set[str]:
    """The parts of a leader's results (đ, e) that nobody has assessed yet."""
    if not view.card.is_leader:
        return set()
    given = {"dd": view.card.organising, "e": view.card.unity}
    return {name for name, step in given.items() if step is None}


def range_so_far(view: MonthView) -> str:
    """Between which scores an open month will end by today's work, the general criteria unknown."""
    known = view.outcome.scored and not view.rules_changed and not _awaited(view)
    if not (view.provisional and known and counts_general(view)):
        return ""
    least = Fraction(view.outcome.step("share")) * Fraction(view.rules.value("results_max"))
    most = least + Fraction(view.rules.value("general_max"))
    return (
        f"Theo việc đến nay, điểm {word_of(view.period)} sẽ từ {ratio(least)} đến {ratio(most)}, "
        "tuỳ tiêu chí chung."
    )


def _terms(view: MonthView) -> tuple[Term, ...]:
    if view.rules_changed:
        return ()
    general = (_general(view),) if counts_general(view) else ()
    return (*_parts(view), _results(view), *general)


def counts_general(view: MonthView) -> bool:
    """Whether the rule text adds the general criteria at all (a local text may not)."""
    return any(item.name == "general" for item in view.outcome.stage.inputs)


def _parts(view: MonthView) -> tuple[Term, ...]:
    steps = view.outcome.steps
    labels = {step.name: step.label for step in view.outcome.stage.steps}
    return tuple(
        Term(f"{labels[name]} ({letter})", percent(Fraction(steps[name])))
        for name, letter in PARTS
        if name in steps
        and name not in _awaited(view)
        and (view.card.is_leader or name not in LEADERS)
    )


def _results(view: MonthView) -> Term:
    share = Fraction(view.outcome.step("share"))
    if not counts_general(view):
        whole = Fraction(view.outcome.step("exact"))
        return Term("Kết quả nhiệm vụ", ratio(whole), percent(share), whole=True)
    most = Fraction(view.rules.value("results_max"))
    of = f"{percent(share)} của {plain(most)}"
    return Term("Kết quả nhiệm vụ", ratio(share * most), of, whole=True)


def _general(view: MonthView) -> Term:
    most = Fraction(view.rules.value("results_max"))
    points_given = (
        Fraction(view.outcome.step("exact")) - Fraction(view.outcome.step("share")) * most
    )
    whole = plain(Fraction(view.rules.value("general_max")))
    return Term("Tiêu chí chung", ratio(points_given), f"trên {whole}", whole=True)
