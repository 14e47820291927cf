"""A year's result in words: its level and score, by which decision."""

from congvu.apps.evaluation.queries import YearResultRow
from congvu.apps.rulebook.queries import rules_in_force
from congvu.engine.scoring import program_for
from congvu.kernel.dates import format_day
from congvu.web.shared.numbers import points


def level_labels(row: YearResultRow) -> dict[str, str]:
    """The levels of the rule text of a result's year, by name."""
    return dict(program_for(rules_in_force(row.year_ends, row.kind)).levels)


def level_words(row: YearResultRow) -> str:
    """The level as the rule text calls it, or why there is none."""
    return level_labels(row).get(row.level, row.level) or f"không xếp loại: {row.not_ranked_reason}"


def result_words(row: YearResultRow) -> str:
    """Level, score and decision: "Hoàn thành tốt nhiệm vụ, 85,20 điểm, QĐ 12 ngày 10/12/2026"."""
    scored = f", {points(row.score_hundredths)} điểm" if row.score_hundredths is not None else ""
    return f"{level_words(row)}{scored}, quyết định số {row.number} ngày {format_day(row.day)}"
