"""One person under the two rule sets: cause beside cause, then the tasks that differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.evaluation.queries.comparisons import ComparedRow, ComparisonRow
from congvu.apps.evaluation.queries.figures import Figures
from congvu.apps.evaluation.queries.person_sides import PersonSides
from congvu.engine.explain import Bar, Explanation
from congvu.web.rulings.people_list import UNSCORED
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.numbers import NOTHING, points, ratio

MOST_PARTS = 20


@dataclass(frozen=True)
class CauseRow:
    """A cause with its points on either side, and the tasks (label, left, right) it comes from."""

    label: str
    clause: str
    before: str
    after: str
    change: str
    differs: bool


@dataclass(frozen=True)
class PartRow:
    """A task by one cause, with its points on either side."""

    label: str
    cause: str
    before: str
    after: str
    change: str


@dataclass(frozen=True)
class PersonPage:
    """Both explanations side by side; `problem`: why one of them is not shown."""

    name: str
    unit: str
    label: str
    titles: tuple[str, str]
    score: tuple[str, str]
    level: tuple[str, str]
    starts: tuple[str, str]
    causes: tuple[CauseRow, ...]
    parts: tuple[PartRow, ...]
    problems: tuple[str, ...]


def person_page(
    run: ComparisonRow, found: Figures, row: ComparedRow, sides: PersonSides
) -> PersonPage:
    """The page of one person of a run."""
    words = [label for _, label in found.ladder]
    told = [
        (UNSCORED if rank is None else words[rank]) + (f": {why}" if why else "")
        for rank, why in zip(row.level, row.reason, strict=True)
    ]
    return PersonPage(
        name=row.name,
        unit=row.unit if row.unit == row.agency else f"{row.unit}, {row.agency}",
        label=sides.period.label,
        titles=(sides.view.rules.title, sides.rules.title),
        score=(points(row.score[0]), points(row.score[1])),
        level=(told[0], told[1]),
        starts=(_start(sides.before), _start(sides.after)),
        causes=tuple(_causes(sides)),
        parts=tuple(_parts(sides)[:MOST_PARTS]),
        problems=tuple(_problems(run, row, sides)),
    )


def _start(told: Explanation | None) -> str:
    return ratio(told.start) if told else NOTHING


def _bars(told: Explanation | None) -> tuple[Bar, ...]:
    return told.bars if told else ()


def _causes(sides: PersonSides) -> Iterator[CauseRow]:
    both = [_bars(sides.before), _bars(sides.after)]
    first = {bar.cause: bar for bar in (*both[1], *both[0])}
    for cause in dict.fromkeys(bar.cause for bars in both for bar in bars):
        sums = [_sum(bar for bar in bars if bar.cause == cause) for bars in both]
        bar = first[cause]
        yield CauseRow(
            bar.label,
            clause_of(bar.clause).text,
            *(_effect(one) for one in sums),
            change=_effect(sums[1] - sums[0]),
            differs=sums[0] != sums[1],
        )


def _sum(bars: Iterable[Bar]) -> Fraction:
    return sum((bar.effect for bar in bars), Fraction(0))


def _effect(effect: Fraction) -> str:
    sign = "−" if effect < 0 else "+" if effect > 0 else ""
    return f"{sign}{ratio(abs(effect))}"


def _parts(sides: PersonSides) -> list[PartRow]:
    """The tasks whose bars differ, the widest difference first."""
    found: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    labels: dict[tuple[str, str], tuple[str, str]] = {}
    for at, told in enumerate((sides.before, sides.after)):
        for bar in _bars(told):
            if bar.row is not None:
                key = (bar.cause, bar.row)
                found[key][at] += bar.effect
                labels[key] = (bar.row_label, bar.label)
    ordered = sorted(found.items(), key=lambda one: -abs(one[1][1] - one[1][0]))
    return [
        PartRow(*labels[key], _effect(was), _effect(now), _effect(now - was))
        for key, (was, now) in ordered
        if was != now
    ]


def _problems(run: ComparisonRow, row: ComparedRow, sides: PersonSides) -> Iterator[str]:
    if not sides.same_rules:
        yield "Quy định bên phải nay khác lúc so nên không giải thích lại được bên phải."
    elif sides.after is None and row.score[1] is not None:
        yield "Việc hoặc phiếu của kỳ đã đổi từ lúc so; hãy so lại để có giải thích bên phải."
    if sides.before is None and row.score[0] is not None:
        yield (
            "Việc hoặc phiếu của kỳ đã đổi từ lúc so; hãy so lại để có giải thích bên trái."
            if run.provisional
            else "Quy định đang có khác lúc chốt nên không giải thích lại được bên trái."
        )
