"""The means of the quarter and half-year around a period, and the months that went on in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.evaluation.queries import EarlierCard, MeanScore, TrackedScore
from congvu.kernel.periods import Span
from congvu.web.shared.numbers import capital, points


@dataclass(frozen=True)
class MeanLine:
    """A quarter or half-year: its mean, and which periods entered or why one did not."""

    label: str
    value: str
    told: str


def mean_lines(means: Sequence[MeanScore]) -> tuple[MeanLine, ...]:
    """Return one line a mean; the score is a dash where nothing entered."""
    return tuple(
        MeanLine(capital(one.span.label), points(one.score_hundredths), _told(one)) for one in means
    )


def _told(mean: MeanScore) -> str:
    entered = ", ".join(f"{_name(one)}: {points(one.score_hundredths)}" for one in mean.entered)
    parts = [f"Trung bình của {entered}" if entered else capital(mean.reason)]
    parts += [f"{_name(one)}: {one.reason}" for one in mean.missing]
    return "; ".join(parts) + "."


def _name(one: TrackedScore) -> str:
    """A month or quarter inside a year that was named already."""
    span = one.span
    label = span.label.partition("/")[0]
    return f"{label} (tính {one.months} tháng)" if isinstance(span, Span) else label


def earlier_lines(cards: Sequence[EarlierCard]) -> tuple[str, ...]:
    """Return what was scored in the months that went on in this quarter; none of it counts."""
    return tuple(line for one in cards if (line := _earlier(one)))


def _earlier(one: EarlierCard) -> str:
    parts = []
    if one.self_hundredths is not None:
        parts.append(f"tự chấm {points(one.self_hundredths)} điểm tiêu chí chung")
    if one.reviewed is not None:
        parts.append(f"được nhận xét {points(one.reviewed)} điểm")
    if one.comment:
        parts.append(f"nhận xét: {one.comment}")
    if one.not_scored_reason:
        parts.append(one.not_scored_reason)
    return f"{capital(one.label)}: {'; '.join(parts)}." if parts else ""
