"""The score of a month in words: number, level, distance to the next, the sum, the waterfall."""

from collections.abc import Mapping
from fractions import Fraction

from congvu.engine.explain import Explanation
from congvu.engine.outcomes import Outcome
from congvu.law.registry import Rules
from congvu.web.officer.falls import Told, waterfall
from congvu.web.officer.month_view import Score, Term
from congvu.web.shared.levels import Level, Scale
from congvu.web.shared.numbers import PERCENT, percent, plain, points, ratio

PARTS = (("a", "a"), ("b", "b"), ("c", "c"), ("f", "f"), ("d", "d"), ("dd", "đ"), ("e", "e"))
LEADERS = {"d", "dd", "e"}


def score_of(
    outcome: Outcome,
    explanation: Explanation,
    rules: Rules,
    scale: Scale,
    *,
    leads: bool,
    tasks: Mapping[str, Told],
    general: str,
) -> Score:
    """Everything the page says about a scored month."""
    notified = explanation.notified
    level = scale.level_of(notified)
    return Score(
        value=points(notified),
        out_of=plain(scale.whole),
        level=level,
        ahead=_ahead(notified, level, scale),
        x=scale.at(Fraction(notified, PERCENT)),
        lines=scale.lines,
        terms=_terms(outcome, rules, leads),
        fall=waterfall(explanation, scale, tasks=tasks, general=general),
    )


def _ahead(notified: int, level: Level, scale: Scale) -> str:
    above = scale.next_of(level)
    if above is None:
        return "mức cao nhất của thang điểm"
    missing = int(above.starts_at * PERCENT) - notified
    return f"còn {points(missing)} điểm nữa là {above.word} (từ {above.starts})"


def _terms(outcome: Outcome, rules: Rules, leads: bool) -> tuple[Term, ...]:
    steps = outcome.steps
    labels = {step.name: step.label for step in outcome.stage.steps}
    parts = tuple(
        Term(f"{labels[name]} ({letter})", percent(Fraction(steps[name])))
        for name, letter in PARTS
        if name in steps and (leads or name not in LEADERS)
    )
    share, most = Fraction(steps["share"]), Fraction(rules.value("results_max"))
    general = Fraction(steps["exact"]) - share * most
    whole = plain(Fraction(rules.value("general_max")))
    return (
        *parts,
        Term(
            "Kết quả nhiệm vụ",
            ratio(share * most),
            f"{percent(share)} của {plain(most)}",
            whole=True,
        ),
        Term("Tiêu chí chung", ratio(general), f"trên {whole}", whole=True),
    )
