"""The four levels as words, marks and lines; their numbers come from the Rules in force."""

from dataclasses import dataclass
from fractions import Fraction

from congvu.law.registry import Rules
from congvu.web.shared.numbers import PERCENT, place, plain

LADDER = (
    ("unmet", None, "Không hoàn thành", "không hoàn thành"),
    ("met", "threshold_met", "Hoàn thành", "hoàn thành"),
    ("good", "threshold_good", "Hoàn thành tốt", "tốt"),
    ("excellent", "threshold_excellent", "Hoàn thành xuất sắc", "xuất sắc"),
)
DECREE_SCALE, TOOLKIT_SCALE = "scale_max", "toolkit_points"
STEP_WIDTH, STEP_RISE, STEP_FOOT = 6, 3, 14


@dataclass(frozen=True)
class Step:
    """One of the four steps of the mark beside a level's word."""

    x: int
    y: int
    height: int
    on: bool


@dataclass(frozen=True)
class Level:
    """A level: its rank 0…3, its word, its short word and the score it starts at."""

    code: str
    rank: int
    word: str
    short: str
    starts_at: Fraction

    @property
    def steps(self) -> tuple[Step, ...]:
        """The mark: as many filled steps as the level's rank, plus one."""
        return tuple(_step(index, index <= self.rank) for index in range(len(LADDER)))

    @property
    def starts(self) -> str:
        """The score the level starts at, as the law writes it ("90")."""
        return plain(self.starts_at)


@dataclass(frozen=True)
class Line:
    """A line of the law across a drawing: where it lies and what starts there."""

    x: str
    label: str
    word: str


@dataclass(frozen=True)
class Scale:
    """The levels of one set of Rules, on their scale."""

    whole: Fraction
    levels: tuple[Level, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines between levels."""
        return tuple(Line(self.at(lv.starts_at), lv.starts, lv.short) for lv in self.levels[1:])

    def at(self, value: Fraction) -> str:
        """Where a score (in points) lies, as an SVG percent."""
        return place(value, self.whole)

    def level_of(self, hundredths: int | None) -> Level | None:
        """The level that a notified score answers to; none where nothing was scored, or no level is
        set, as before the decree.
        """
        if hundredths is None or not self.levels:
            return None
        score = Fraction(hundredths, PERCENT)
        return next(level for level in reversed(self.levels) if score >= level.starts_at)

    def next_of(self, level: Level) -> Level | None:
        """The level above, if there is one."""
        above = level.rank + 1
        return self.levels[above] if above < len(self.levels) else None


def scale_of(rules: Rules) -> Scale:
    """The scale of the Rules in force; thresholds are theirs (Điều 20).

    Rules of before the decree know no levels, and the toolkit's scale is its own.
    """
    if DECREE_SCALE not in rules.parameters:
        return Scale(Fraction(rules.value(TOOLKIT_SCALE)), ())
    levels = tuple(
        Level(code, rank, word, short, Fraction(rules.value(name)) if name else Fraction(0))
        for rank, (code, name, word, short) in enumerate(LADDER)
    )
    return Scale(Fraction(rules.value(DECREE_SCALE)), levels)


def _step(index: int, on: bool) -> Step:
    height = STEP_RISE * (index + 1) + 2
    return Step(index * STEP_WIDTH, STEP_FOOT - height, height, on)
