"""The distribution of scores as a picture with the law's lines, and its twin as a table."""

from collections import Counter
from fractions import Fraction

from congvu.apps.evaluation.queries import Tally
from congvu.apps.evaluation.queries.province import BIN_HUNDREDTHS
from congvu.web.province.province_view import Bin, Histogram, Zone
from congvu.web.shared.levels import Line, Scale
from congvu.web.shared.numbers import NOTHING, PERCENT, count, percent, place, plain

STEP = BIN_HUNDREDTHS // PERCENT
TOP, TALL = 24, 206
FLOOR = TOP + TALL
ROUND, WIDE = 10, 1000
GAP = Fraction(6, 100)
MOST_LETTERS = 60
"""So many letters of a zone's word, beside its share, fit over the whole width."""


class Axis:
    """The stretch of the scale that is drawn: from the lowest score, rounded down, to the top."""

    def __init__(self, scale: Scale, low: int) -> None:
        self.start = Fraction(low // ROUND * ROUND)
        self.end = scale.whole

    def x(self, value: Fraction | int) -> str:
        """Where a score lies, as an SVG percent."""
        return place(value - self.start, self.end - self.start)

    def width(self, value: Fraction) -> str:
        """How wide a stretch of so many points is."""
        return place(value, self.end - self.start)

    def bins(self) -> list[int]:
        """The lower ends of the columns."""
        return list(range(int(self.start), int(self.end), STEP))


def histogram(now: Tally, before: Tally | None, scale: Scale) -> Histogram | None:
    """The picture of one month, outlined with the month before; None where nobody is scored."""
    if not now.scored:
        return None
    last = before if before and before.scored else None
    lowest = min([*now.bins, *(last.bins if last else ())])
    axis = Axis(scale, min([lowest, *(int(level.starts_at) for level in scale.levels[1:2])]))
    heads, olds = _capped(now, axis), _capped(last, axis) if last else Counter()
    highest = max(
        [Fraction(n, now.scored) for n in heads.values()]
        + [Fraction(n, last.scored) for n in olds.values() if last]
    )
    return Histogram(
        bins=tuple(_bin(low, heads, olds, now, last, axis, highest) for low in axis.bins()),
        before=_outline(olds, last, axis, highest) if last else "",
        zones=_zones(now, scale, axis),
        lines=tuple(Line(axis.x(lv.starts_at), lv.starts, lv.short) for lv in scale.levels[1:]),
        ticks=_ticks(scale, axis),
        floor=FLOOR,
        told=_told(now, scale),
    )


def _capped(tally: Tally, axis: Axis) -> Counter[int]:
    """Columns by lower end; the full score belongs to the last one."""
    found: Counter[int] = Counter()
    last = axis.bins()[-1]
    for low, people in tally.bins.items():
        found[min(low, last)] += people
    return found


def _bin(
    low: int,
    heads: Counter[int],
    olds: Counter[int],
    now: Tally,
    last: Tally | None,
    axis: Axis,
    highest: Fraction,
) -> Bin:
    share = Fraction(heads[low], now.scored)
    tall = _height(share, highest)
    top = low + STEP
    return Bin(
        x=axis.x(low + GAP),
        width=axis.width(STEP - 2 * GAP),
        y=FLOOR - tall,
        height=tall,
        label=f"{low} – {top}" if top == axis.end else f"{low} – dưới {top}",
        people=count(heads[low]),
        share=percent(share),
        before=percent(Fraction(olds[low], last.scored)) if last else NOTHING,
    )


def _height(share: Fraction, highest: Fraction) -> int:
    return round(share / highest * TALL)


def _outline(olds: Counter[int], last: Tally, axis: Axis, highest: Fraction) -> str:
    """A step line over the columns, in a box WIDE units wide."""
    each = Fraction(WIDE, len(axis.bins()))
    tops = [FLOOR - _height(Fraction(olds[low], last.scored), highest) for low in axis.bins()]
    steps = [f"V{top}H{round(each * (number + 1))}" for number, top in enumerate(tops)]
    return f"M0 {FLOOR}{''.join(steps)}V{FLOOR}"


def _zones(now: Tally, scale: Scale, axis: Axis) -> tuple[Zone, ...]:
    """The share of each level over its stretch; its word where the stretch is long enough."""
    edges = [max(level.starts_at, axis.start) for level in scale.levels] + [axis.end]
    return tuple(
        Zone(
            axis.x(low),
            level.short if _fits(level.short, (high - low) / (axis.end - axis.start)) else "",
            percent(Fraction(now.levels[level.code], now.scored)),
        )
        for level, low, high in zip(scale.levels, edges, edges[1:], strict=False)
        if high > low
    )


def _fits(word: str, share: Fraction) -> bool:
    return len(word) <= share * MOST_LETTERS


def _ticks(scale: Scale, axis: Axis) -> tuple[Line, ...]:
    inner = [Line(axis.x(lv.starts_at), lv.starts, "middle") for lv in scale.levels[1:]]
    low = [Line("0%", plain(axis.start), "start")]
    if scale.levels and axis.start == scale.levels[1].starts_at:
        low, inner = [Line("0%", scale.levels[1].starts, "start")], inner[1:]
    return (*low, *inner, Line("100%", plain(axis.end), "end"))


def _told(now: Tally, scale: Scale) -> str:
    people = f"Phân bố điểm của {count(now.scored)} người"
    shares = [
        f"{level.short} {percent(Fraction(now.levels[level.code], now.scored))}"
        for level in reversed(scale.levels)
    ]
    return f"{people}: {', '.join(shares)}" if shares else people
