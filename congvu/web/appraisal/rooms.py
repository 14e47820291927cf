"""How the rooms of a catalogue are valued beside each other: a strip for each, told in words."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import log2

from congvu.engine.appraisal.equity import Equity, Room, Standing, equity
from congvu.engine.lists.document import Document
from congvu.kernel.vietnamese import fold
from congvu.web.shared.numbers import coefficient, count, plain

MOST_ROOMS = 16
FEWEST_ROOMS = 2
_WORDS = {
    Standing.LOW: "thấp hơn một nửa mức chung",
    Standing.HIGH: "cao hơn hai lần mức chung",
    Standing.USUAL: "",
}


@dataclass(frozen=True)
class Strip:
    """A room: its words, and where least, quartiles, median and most lie, as SVG percents."""

    name: str
    rows: str
    middle: str
    box: str
    range: str
    word: str
    called: bool
    low: str
    high: str
    left: str
    width: str
    median: str


@dataclass(frozen=True)
class Mark:
    """A line across all strips."""

    x: str
    label: str


@dataclass(frozen=True)
class Picture:
    """The rooms, those called out first; `told` says how many are not drawn."""

    answer: str
    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    told: str


@lru_cache(maxsize=16)
def rooms_picture(document: Document) -> Picture | None:
    """The rooms of a catalogue; None where there are not two to compare."""
    whole = equity(document)
    if whole.median is None or len(whole.rooms) < FEWEST_ROOMS:
        return None
    ordered = sorted(whole.rooms, key=lambda room: _order(room, whole.median))
    axis = Axis(whole)
    return Picture(
        answer=_answer(whole),
        strips=tuple(_strip(room, axis) for room in ordered[:MOST_ROOMS]),
        marks=axis.marks(),
        told=_told(len(ordered)),
    )


class Axis:
    """Coefficients on a scale where twice is always as far, up or down."""

    def __init__(self, whole: Equity) -> None:
        self.middle = whole.median or Fraction(1)
        low = min(room.least for room in whole.rooms)
        high = max(room.most for room in whole.rooms)
        self.low = max(min(Fraction(low), self.middle / 4), Fraction(1))
        self.high = max(Fraction(high), self.middle * 4)

    def at(self, tenths: Fraction | int) -> float:
        """Where a coefficient lies, in percent of the width."""
        value = min(max(Fraction(tenths), self.low), self.high)
        return 100 * log2(value / self.low) / log2(self.high / self.low)

    def x(self, tenths: Fraction | int) -> str:
        """Where a coefficient lies, as SVG writes it."""
        return f"{self.at(tenths):.1f}%"

    def marks(self) -> tuple[Mark, ...]:
        """Half of the common median, the median, and twice the median."""
        lines = (self.middle / 2, self.middle, self.middle * 2)
        return tuple(Mark(self.x(line), _written(line)) for line in lines)


def _strip(room: Room, axis: Axis) -> Strip:
    low, high = room.quartiles
    return Strip(
        name=room.section or "Chưa ghi phòng",
        rows=count(len(room.values)),
        middle=_written(room.median),
        box=f"{_written(low)} – {_written(high)}",
        range=f"{coefficient(room.least)} – {coefficient(room.most)}",
        word="lãnh đạo, không so" if room.leads else _WORDS[room.standing],
        called=room.standing is not Standing.USUAL,
        low=axis.x(room.least),
        high=axis.x(room.most),
        left=axis.x(low),
        width=f"{axis.at(high) - axis.at(low):.1f}%",
        median=axis.x(room.median),
    )


def _order(room: Room, middle: Fraction | None) -> tuple[bool, bool, Fraction, str]:
    """Those called out first, leaders last, between them by how far off they are."""
    far = max(room.median, Fraction(1)) / (middle or 1)
    distance = max(far, 1 / far)
    return room.standing is Standing.USUAL, room.leads, -distance, fold(room.section)


def _answer(whole: Equity) -> str:
    usual = _written(whole.median or Fraction(0))
    called = [room for room in whole.rooms if room.standing is not Standing.USUAL]
    if not called:
        return f"Hệ số giữa của mọi phòng đều trong khoảng một nửa đến hai lần mức chung {usual}."
    parts = [
        f"{count(number)} phòng {_WORDS[standing]}"
        for standing in (Standing.LOW, Standing.HIGH)
        if (number := sum(room.standing is standing for room in called))
    ]
    return f"Mức chung {usual}: {', '.join(parts)}."


def _told(number: int) -> str:
    if number <= MOST_ROOMS:
        return ""
    return f"{MOST_ROOMS} trong {count(number)} phòng: những phòng lệch nhiều nhất."


def _written(tenths: Fraction) -> str:
    """A coefficient that may lie between two tenths: "1,3", "1,35"."""
    text = plain(tenths / 10)
    return text if "," in text else f"{text},0"
