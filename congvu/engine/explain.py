"""A score as bars: each the exact effect of one cause, with its clause and what would have been.

Bars telescope: from full marks the causes are applied one after another in the rule's order (then
row by row); each bar is the difference of two exact scores, so they sum to score − full marks
whatever saturates. A counterfactual is a rescore without that cause alone.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from congvu.engine.backends.scalar import MET, ScalarStage
from congvu.engine.cases import Case, coded_inputs, coded_rows
from congvu.engine.language.integers import Integer
from congvu.engine.language.program import SETTLED, CauseStep, Program
from congvu.engine.outcomes import reading
from congvu.engine.scoring import scalar_stage


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause's effect in points: exact, as shown (hundredths, summing), and the rescore."""

    cause: str
    label: str
    clause: str
    row: str | None
    row_label: str
    before: int
    after: int
    effect: Fraction
    shown: int
    without: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """start + Σ effects = score exactly; start_shown + Σ shown = notified."""

    start: Fraction
    start_shown: int
    bars: tuple[Bar, ...]
    score: Fraction
    notified: int
    without_cause: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shares:
    """A score told by cause: start + Σ effects = score exactly; causes without effect left out.

    An effect is the sum of the cause's bars in `explain`, found without any of its rescores.
    """

    start: Fraction
    effects: Mapping[str, Fraction]
    score: Fraction
    notified: int


def shares(program: Program, stage: str, case: Case, *, settled: bool = True) -> Shares | None:
    """Return what each cause took from or gave to a score; None where the person is not scored."""
    state = _State(scalar_stage(program, stage), case, settled)
    known = state.values()
    if known is None:
        return None
    score, notified = state.score(), state.notified()
    start, effects = _Teller(state, known).shares()
    return Shares(start, effects, score, notified)


def explain(
    program: Program, stage: str, case: Case, *, settled: bool = True
) -> Explanation | None:
    """Return the bars of a person's score, or None where the person is not scored."""
    state = _State(scalar_stage(program, stage), case, settled)
    known = state.values()
    if known is None:
        return None
    return _Teller(state, known).tell(state.score(), state.notified())


class _State:
    """A person's inputs and rows while causes are applied; totals follow row by row."""

    def __init__(self, run: ScalarStage, case: Case, settled: bool) -> None:
        self.run = run
        self.case = case
        self.rows = [list(row) for row in coded_rows(run.stage, case)]
        self.inputs = dict(zip(run.input_names, coded_inputs(run.stage, case), strict=True))
        self.inputs[SETTLED] = int(settled)
        self.parts = [run.contribute(*row) for row in self.rows]
        self.totals = list(run.totals(self.rows))
        stage = run.stage
        names = [*run.column_names, *run.total_names, *self.inputs]
        self.exact = reading(stage.step(stage.exact), names)
        self.result = run.column_names.index(stage.result) + 1

    def values(self) -> dict[str, int] | None:
        """Every stored integer now, or None where a requirement is not met."""
        number, *columns = self.finished()
        if number != MET:
            return None
        values = dict(zip(self.run.column_names, columns, strict=True))
        values |= zip(self.run.total_names, self.totals, strict=True)
        return values | self.inputs

    def finished(self) -> tuple[int, ...]:
        return self.run.finish(*self.inputs.values(), *self.totals)

    def score(self) -> Fraction:
        """The exact score now."""
        return self.exact((*self.finished(), *self.totals, *self.inputs.values()))

    def notified(self) -> int:
        """The notified score now, in units of the result."""
        return self.finished()[self.result]

    def set_input(self, column: str, value: int) -> None:
        self.inputs[column] = value

    def set_row(self, index: int, position: int, value: int) -> None:
        row = self.rows[index]
        row[position] = value
        part = self.run.contribute(*row)
        for at, (new, old) in enumerate(zip(part, self.parts[index], strict=True)):
            self.totals[at] += new - old
        self.parts[index] = part


@dataclass(frozen=True, slots=True)
class _Change:
    """One cause at work: on a row's field or an input, from one value to the next."""

    cause: int
    row: int | None
    column: str
    before: int
    after: int


class _Teller:
    def __init__(self, state: _State, known: dict[str, int]) -> None:
        self.state = state
        self.known = known
        self.stage = state.run.stage
        self.actual_rows = [tuple(row) for row in state.rows]
        self.actual_inputs = dict(state.inputs)

    def tell(self, score: Fraction, notified: int) -> Explanation:
        """Walk from full marks to the actual score."""
        changes = self._changes()
        self._to_start()
        at = self.state.score()
        start, steps = at, []
        for change in changes:
            self._apply(change.row, change.column, change.after)
            now = self.state.score()
            steps.append((change, now - at))
            at = now
        shown = apportioned([effect for _, effect in steps], start, notified, self._unit())
        bars = tuple(
            self._bar(change, effect, points)
            for (change, effect), points in zip(steps, shown, strict=True)
        )
        groups = {cause.name: self._without_all(n, changes) for n, cause in self._told(changes)}
        return Explanation(start, int(start * self._unit()), bars, score, notified, groups)

    def shares(self) -> tuple[Fraction, dict[str, Fraction]]:
        """Walk from full marks to the actual score, a cause with all its rows at once."""
        changes = self._changes()
        self._to_start()
        start = at = self.state.score()
        found: dict[str, Fraction] = {}
        for cause, together in groupby(changes, key=lambda change: change.cause):
            for change in together:
                self._apply(change.row, change.column, change.after)
            now = self.state.score()
            if now != at:
                found[self.stage.causes[cause].name] = now - at
            at = now
        return start, found

    def _unit(self) -> int:
        unit: int = 10**self.stage.result_places
        return unit

    def _told(self, changes: Sequence[_Change]) -> list[tuple[int, CauseStep]]:
        numbers = sorted({change.cause for change in changes})
        return [(number, self.stage.causes[number]) for number in numbers]

    # values of inputs along the way

    def _changes(self) -> list[_Change]:
        found: list[_Change] = []
        reached: dict[tuple[int | None, str], int] = {}
        for number, cause in enumerate(self.stage.causes):
            setter = self._setter(cause.value)
            for row in range(len(self.actual_rows)) if cause.owner else [None]:
                key = (row, cause.target)
                if key not in reached:
                    reached[key] = self._started(row, cause.target)
                actual = self._actual(row, cause.target)
                after = actual if setter is None else setter(row)
                if after != reached[key]:
                    found.append(_Change(number, row, cause.target, reached[key], after))
                    reached[key] = after
        return found

    def _started(self, row: int | None, column: str) -> int:
        setter = self._setter(self.stage.start[column])
        assert setter is not None
        return setter(row)

    def _setter(self, value: Integer | None) -> Callable[[int | None], int] | None:
        if value is None:
            return None
        names, computed = self.state.run.setter(value)
        fields = self.state.run.field_names

        def given(row: int | None) -> int:
            space = self.known
            if row is not None:
                space = space | dict(zip(fields, self.actual_rows[row], strict=True))
            return computed(*(space[name] for name in names))

        return given

    def _actual(self, row: int | None, column: str) -> int:
        if row is None:
            return self.actual_inputs[column]
        return self.actual_rows[row][self._position(column)]

    def _position(self, column: str) -> int:
        return self.state.run.field_names.index(column)

    # moving between states

    def _apply(self, row: int | None, column: str, value: int) -> None:
        if row is None:
            self.state.set_input(column, value)
        else:
            self.state.set_row(row, self._position(column), value)

    def _to_start(self) -> None:
        for column in self.stage.start:
            if column in self.state.run.field_names:
                for row in range(len(self.actual_rows)):
                    self._apply(row, column, self._started(row, column))
            else:
                self._apply(None, column, self._started(None, column))

    # bars

    def _bar(self, change: _Change, effect: Fraction, shown: int) -> Bar:
        cause = self.stage.causes[change.cause]
        row = None if change.row is None else self.state.case.rows[change.row]
        return Bar(
            cause.name, cause.label, cause.clause,
            None if row is None else str(row["id"]),
            "" if row is None else str(row.get("label", "")),
            change.before, change.after, effect, shown, self._rescored([change]),
        )  # fmt: skip

    def _without_all(self, cause: int, changes: Sequence[_Change]) -> int:
        return self._rescored([change for change in changes if change.cause == cause])

    def _rescored(self, undone: Sequence[_Change]) -> int:
        """The notified score had these changes alone not happened; the state is then actual."""
        for change in undone:
            actual = self._actual(change.row, change.column)
            self._apply(change.row, change.column, actual - (change.after - change.before))
        notified = self.state.notified()
        for change in undone:
            self._apply(change.row, change.column, self._actual(change.row, change.column))
        return notified


def apportioned(
    effects: Sequence[Fraction], start: Fraction, notified: int, unit: int
) -> list[int]:
    """Round effects to whole units so that they sum to notified − start (largest remainder)."""
    scaled = [effect * unit for effect in effects]
    whole = [math.floor(value) for value in scaled]
    left = notified - int(start * unit) - sum(whole)
    order = sorted(range(len(scaled)), key=lambda at: (whole[at] - scaled[at], at))
    for at in order[:left]:
        whole[at] += 1
    return whole
