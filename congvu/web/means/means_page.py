"""A quarter or half-year as a list: each person's mean, and the months it is made of."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.evaluation.queries.span_means import SpanMean
from congvu.apps.evaluation.queries.tracked import TrackedScore
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.periods import Span, tracked
from congvu.law.registry import Rules
from congvu.web.shared.levels import Level, Scale, scale_of
from congvu.web.shared.months import MonthLink, Months
from congvu.web.shared.numbers import NOTHING, capital, count, points
from congvu.web.shared.paging import Pages

NO_CARD = "không có phiếu"


@dataclass(frozen=True)
class PeriodCell:
    """A period of the span for one person: the points or a dash, and what is to be said of it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class MeanRow:
    """One person: the mean with its level, each period, and why there is no mean."""

    name: str
    href: str
    unit: str
    mean: str
    level: Level | None
    cells: tuple[PeriodCell, ...]
    reason: str


@dataclass(frozen=True)
class MeansPage:
    """The whole page; `other` leads to the half-year of a quarter, or back."""

    title: str
    answer: str
    span: Months
    other: tuple[MonthLink, ...]
    columns: tuple[str, ...]
    rows: tuple[MeanRow, ...]
    pages: Pages
    search: str


def means_page(
    span: Span,
    opened: Sequence[PeriodRow],
    rules: Rules,
    rows: Sequence[SpanMean],
    pages: Pages,
    *,
    search: str,
    around: Callable[[Span], bool],
    href: Callable[[Span], str],
    reads: Callable[[SpanMean], bool],
) -> MeansPage:
    """The page for one reader; whom she may not read is named without results."""
    scale = scale_of(rules)
    return MeansPage(
        title=f"{capital(span.label)}: điểm trung bình",
        answer=_answer(opened, pages.total),
        span=Months(
            capital(span.label),
            *(
                MonthLink(one.label, href(one)) if around(one) else None
                for one in (span.previous(), span.next())
            ),
        ),
        other=tuple(MonthLink(capital(one.label), href(one)) for one in _others(span, around)),
        columns=tuple(short(one.key) for one in opened),
        rows=tuple(_row(one, opened, scale, readable=reads(one)) for one in rows),
        pages=pages,
        search=search,
    )


def _answer(opened: Collection[PeriodRow], people: int) -> str:
    standing = [short(one.key) for one in opened if not one.is_open]
    waiting = [short(one.key) for one in opened if one.is_open]
    told = f"{count(people)} người. "
    told += f"Tính trên {', '.join(standing)} đã công bố" if standing else "Chưa kỳ nào công bố"
    return told + (f"; {', '.join(waiting)} chưa công bố, chưa tính." if waiting else ".")


def _others(span: Span, around: Callable[[Span], bool]) -> list[Span]:
    if span.kind == "quarter":
        return [span.months[0].half]
    quarters = dict.fromkeys(month.quarter for month in span.months)
    return [one for one in quarters if around(one)]


def short(key: str) -> str:
    """A period inside a span that names the year: "tháng 10", "quý IV"."""
    return tracked(key).label.partition("/")[0]


def level_of(one: SpanMean, scale: Scale) -> Level | None:
    """The level that the mean answers to."""
    return scale.level_of(one.mean.score_hundredths)


def _row(
    one: SpanMean, opened: Sequence[PeriodRow], scale: Scale, *, readable: bool
) -> MeanRow:  # fmt: skip
    unit = one.unit if one.unit == one.agency else f"{one.unit}, {one.agency}"
    if not readable:
        return MeanRow(one.name, "", unit, NOTHING, None, (), "")
    latest = next((score for score in reversed(_scores(one))), None)
    return MeanRow(
        name=one.name,
        href=reverse("person_month", args=(one.person, latest.period)) if latest else "",
        unit=unit,
        mean=points(one.mean.score_hundredths),
        level=level_of(one, scale),
        cells=tuple(_cell(one, period) for period in opened),
        reason=one.mean.reason,
    )


def _scores(one: SpanMean) -> list[TrackedScore]:
    return sorted((*one.mean.entered, *one.mean.missing), key=lambda score: score.period)


def result_in(one: SpanMean, key: str) -> TrackedScore | None:
    """The person's result of one period of the span, None where she has no card."""
    return next((score for score in _scores(one) if score.period == key), None)


def _cell(one: SpanMean, period: PeriodRow) -> PeriodCell:
    score = result_in(one, period.key)
    if score is None:
        return PeriodCell(short(period.key), NOTHING, NO_CARD)
    note = "đã điều chỉnh" if period.key in one.amended else score.reason
    return PeriodCell(short(period.key), points(score.score_hundredths), note)
