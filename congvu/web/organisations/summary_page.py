"""What the roll-up of a unit shows: one picture of its scores, its months, its work, its level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.evaluation.queries import Tally
from congvu.apps.evaluation.queries.organisations import (
    AssessmentRow,
    RecognitionRow,
    Unscored,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import Figures
from congvu.exchange.workbook.results import Column
from congvu.kernel.fixed import round_ratio
from congvu.law.registry import Rules
from congvu.web.organisations.words import FIGURE_WORDS, levels_of
from congvu.web.province.histogram import histogram
from congvu.web.province.province_view import Histogram
from congvu.web.shared.levels import Level, Line, Scale, scale_of
from congvu.web.shared.list_files import Row
from congvu.web.shared.numbers import (
    NOTHING,
    PERCENT,
    capital,
    count,
    percent,
    place,
    ratio,
    small,
)

HEIGHT, MARGIN = 150, 18


@dataclass(frozen=True)
class Fact:
    """One figure in large letters."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class LevelRow:
    """How many people answer to a level."""

    level: Level
    people: str
    share: str


@dataclass(frozen=True)
class PeriodLine:
    """One published period: its mean and who is missing."""

    label: str
    people: str
    scored: str
    missing: str
    mean: str
    high: str
    low: str


@dataclass(frozen=True)
class Dot:
    """A period on the line of means."""

    x: str
    y: str
    label: str
    mean: str


@dataclass(frozen=True)
class Trend:
    """The line of means with the law's lines across; `points` are SVG's, in a box 1000 wide."""

    points: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    told: str


@dataclass(frozen=True)
class SummaryPage:
    """The whole page."""

    title: str
    answer: str
    period: str
    facts: tuple[Fact, ...]
    histogram: Histogram | None
    compared: str
    levels: tuple[LevelRow, ...]
    trend: Trend | None
    periods: tuple[PeriodLine, ...]
    work: tuple[Fact, ...]
    missing: tuple[tuple[str, str, str], ...]
    missing_more: str
    organisation: Level | None
    organisation_told: str
    year: int


COLUMNS = (
    Column("Kỳ", width=18),
    Column("Người", 0, 10),
    Column("Có điểm", 0, 10),
    Column("Chưa có điểm", 0, 12),
    Column("Trung bình", 2, 12),
    Column("Từ xuất sắc", 0, 12),
    Column("Tốt", 0, 10),
    Column("Hoàn thành", 0, 12),
    Column("Không hoàn thành", 0, 14),
)


@dataclass(frozen=True)
class Summed:
    """What the page is built from: published periods, latest first, with their tallies."""

    periods: Sequence[PeriodRow]
    tallies: Mapping[int, Tally]
    rules: Rules
    work: Figures
    unscored: Sequence[Unscored]
    row: AssessmentRow | None
    recognised: RecognitionRow | None
    organisation_rules: Rules


def summary_page(name: str, year: int, it: Summed) -> SummaryPage:
    """Build the page of a unit."""
    scale = scale_of(it.rules)
    known = [one for one in it.periods if one.id in it.tallies]
    now = it.tallies[known[0].id] if known else Tally()
    before = it.tallies[known[1].id] if len(known) > 1 else None
    level, told = _organisation(it)
    missing = now.people - now.scored
    return SummaryPage(
        title=f"Tổng hợp: {name}",
        answer=_answer(known, now, scale),
        period=known[0].label if known else "",
        facts=tuple(_facts(now, it.work)),
        histogram=histogram(now, before, scale),
        compared=known[1].label if len(known) > 1 else "",
        levels=tuple(_level(one, now) for one in reversed(scale.levels)) if now.scored else (),
        trend=_trend([(one, it.tallies[one.id]) for one in reversed(known)], scale),
        periods=tuple(_period(one, it.tallies[one.id], scale) for one in known),
        work=tuple(_work(it.work)),
        missing=tuple((one.full_name, one.unit_name, capital(one.reason)) for one in it.unscored),
        missing_more=count(missing - len(it.unscored)) if missing > len(it.unscored) else "",
        organisation=level,
        organisation_told=told,
        year=year,
    )


def _answer(known: Sequence[PeriodRow], now: Tally, scale: Scale) -> str:
    if not known:
        return "Chưa có kỳ nào được công bố cho đơn vị này."
    mean = now.mean_hundredths
    if mean is None:
        return f"{capital(known[0].label)}: chưa ai có điểm trong {count(now.people)} người."
    level = scale.level_of(round_ratio(mean, 0))
    word = f", mức {level.short}" if level else ""
    scored = f"{count(now.scored)} trong {count(now.people)} người có điểm"
    return f"{capital(known[0].label)}: trung bình {ratio(mean / PERCENT)} điểm{word}; {scored}."


def _facts(now: Tally, work: Figures) -> Iterator[Fact]:
    mean = now.mean_hundredths
    yield Fact("Điểm trung bình", ratio(mean / PERCENT) if mean is not None else NOTHING)
    yield Fact("Chưa có điểm", count(now.people - now.scored), _reasons(now))
    yield Fact("Việc trong năm", count(work.tasks))
    yield Fact("Hoàn thành", percent(work.share("done"), 0))
    yield Fact("Đúng hạn, bảo đảm chất lượng", percent(work.share("in_time"), 0))


def _reasons(now: Tally) -> str:
    return ", ".join(f"{count(n)} {small(reason)}" for reason, n in now.reasons.most_common(3))


def _work(work: Figures) -> Iterator[Fact]:
    for name, label in FIGURE_WORDS.items():
        share = percent(work.share(name), 0) if name != "tasks" and work.tasks else ""
        yield Fact(label, count(getattr(work, name)), share)


def _level(level: Level, now: Tally) -> LevelRow:
    people = now.levels[level.code]
    return LevelRow(level, count(people), percent(Fraction(people, now.scored)))


def _period(period: PeriodRow, tally: Tally, scale: Scale) -> PeriodLine:
    mean, scored = tally.mean_hundredths, tally.scored
    top, bottom = scale.levels[-1].code, scale.levels[0].code
    share = {
        code: percent(Fraction(tally.levels[code], scored)) if scored else NOTHING
        for code in (top, bottom)
    }
    return PeriodLine(
        label=capital(period.label),
        people=count(tally.people),
        scored=count(scored),
        missing=count(tally.people - scored),
        mean=ratio(mean / PERCENT) if mean is not None else NOTHING,
        high=share[top],
        low=share[bottom],
    )


def _trend(known: Sequence[tuple[PeriodRow, Tally]], scale: Scale) -> Trend | None:
    """The means in the order of time, on the scale from the lowest line of the law to the top."""
    told = [(one, tally.mean_hundredths / PERCENT) for one, tally in known if tally.scored
            and tally.mean_hundredths is not None]  # fmt: skip
    if len(told) < 2:
        return None
    low = min(scale.levels[1].starts_at, min(mean for _, mean in told))
    span, steps = scale.whole - low, len(told) - 1

    def down(value: Fraction) -> int:
        return MARGIN + round((scale.whole - value) / span * (HEIGHT - 2 * MARGIN))

    dots = tuple(
        Dot(place(Fraction(number * 92, steps) + 4, Fraction(PERCENT)), str(down(mean)), one.label,
            ratio(mean))
        for number, (one, mean) in enumerate(told)
    )  # fmt: skip
    joined = " ".join(
        f"{round(Fraction(number * 920, steps)) + 40},{down(mean)}"
        for number, (_, mean) in enumerate(told)
    )
    lines = tuple(
        Line(str(down(one.starts_at)), one.starts, one.short)
        for one in scale.levels[1:]
        if one.starts_at >= low
    )
    first, last = told[0], told[-1]
    words = f"Điểm trung bình từ {ratio(first[1])} ({first[0].label}) đến {ratio(last[1])}"
    return Trend(joined, dots, lines, f"{words} ({last[0].label})")


def _organisation(it: Summed) -> tuple[Level | None, str]:
    """The organisation's own level of the year, where the unit is rated."""
    levels = levels_of(it.organisation_rules)
    if it.recognised is not None:
        return levels[it.recognised.level], f"Đã công nhận: {it.recognised.decision}"
    if it.row is not None and it.row.sent:
        return levels[it.row.proposed_level], "Tổ chức đề xuất, chưa công nhận"
    return None, ""


def summary_rows(it: Summed) -> Iterator[Row]:
    """The published periods as rows of a workbook."""
    codes = [one.code for one in reversed(scale_of(it.rules).levels)]
    for one in it.periods:
        tally = it.tallies.get(one.id)
        if tally is None:
            continue
        mean = tally.mean_hundredths
        yield (
            capital(one.label), tally.people, tally.scored, tally.people - tally.scored,
            round_ratio(mean, 0) if mean is not None else None,
            *(tally.levels[code] for code in codes),
        )  # fmt: skip
