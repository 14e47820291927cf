"""A year's result in words: its level and score, by which decision."""

from collections.abc import Mapping

from congvu.apps.evaluation.queries.years import YearResultRow
from congvu.apps.rulebook.queries import rules_in_force
from congvu.engine.scoring import program_for
from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.web.shared.numbers import points


def rules_of_year(row: YearResultRow) -> Rules:
    """The rules in force at the end of a result's year."""
    return rules_in_force(row.year_ends, row.kind)


def level_labels(rules: Rules) -> Mapping[str, str]:
    """The levels of a rule text, by name."""
    return dict(program_for(rules).levels)


def level_words(row: YearResultRow, labels: Mapping[str, str]) -> str:
    """The level as the rule text calls it, or why there is none."""
    return labels.get(row.level, row.level) or f"không xếp loại: {row.not_ranked_reason}"


def result_words(row: YearResultRow, labels: Mapping[str, str] | None = None) -> str:
    """Level, score and decision: "Hoàn thành tốt nhiệm vụ, 85,20 điểm, QĐ 12 ngày 10/12/2026"."""
    known = labels or level_labels(rules_of_year(row))
    scored = f", {points(row.score_hundredths)} điểm" if row.score_hundredths is not None else ""
    decision = f"quyết định số {row.number} ngày {format_day(row.day)}"
    return f"{level_words(row, known)}{scored}, {decision}"
