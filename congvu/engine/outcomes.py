"""What comes out of a stage for one person: a score, a level, or the reason for neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from congvu.engine.language.integers import Const
from congvu.engine.language.program import Program, Stage, Step

Shown = Fraction | bool | str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one stage for one person.

    `values` holds every integer the rule stored (inputs, totals, lines), `missed` is the index of
    the requirement not met (None when scored), `settled` whether everyone managed reached the
    mark, `managed_scored` how many of them were scored (leaders only).
    """

    program: Program
    stage: Stage
    person: str
    values: Mapping[str, int]
    missed: int | None
    settled: bool
    managed_scored: int

    @property
    def scored(self) -> bool:
        """Was the person scored?"""
        return self.missed is None

    @property
    def reason(self) -> str | None:
        """Why the person is not scored, in the rule's words."""
        return None if self.missed is None else self.stage.requirements[self.missed].reason

    @property
    def clause(self) -> str:
        """The clause of the requirement not met."""
        return "" if self.missed is None else self.stage.requirements[self.missed].clause

    @property
    def notified(self) -> int | None:
        """The stage's result in its own units (hundredths of a point); None if there is none."""
        if not self.scored or self.stage.step(self.stage.result).value is None:
            return None
        value = self.step(self.stage.result)
        assert isinstance(value, Fraction)
        return int(value * 10**self.stage.result_places)

    @property
    def exact(self) -> Fraction | None:
        """The result before rounding; None if there is none."""
        if not self.scored or self.stage.step(self.stage.result).value is None:
            return None
        value = self.step(self.stage.exact)
        assert isinstance(value, Fraction)
        return value

    @property
    def steps(self) -> dict[str, Shown]:
        """Every named line that was reached, with its exact value."""
        return {step.name: self._shown(step) for step in self.stage.steps if self._reached(step)}

    def step(self, name: str) -> Shown:
        """Return the exact value of one named line."""
        return self._shown(self.stage.step(name))

    def _reached(self, step: Step) -> bool:
        return self.missed is None or step.after <= self.missed

    def _shown(self, step: Step) -> Shown:
        if step.kind == "truth":
            return bool(self.values[step.name])
        if step.value is None:
            return self.program.levels[self.values[step.name]][0]
        return ratio_of(step, self.values)


def ratio_of(step: Step, values: Mapping[str, int]) -> Fraction:
    """Return the exact value of a numeric line from the stored integers."""
    assert step.value is not None
    numerator = step.value.numerator
    whole = (
        numerator.value if isinstance(numerator, Const) else values[getattr(numerator, "name", "")]
    )
    below = 1
    for divisor in step.value.divisors:
        below *= values[divisor.name]
    return step.value.factor * Fraction(whole, below)


def names_of(step: Step) -> set[str]:
    """Return the names of the stored integers that `ratio_of` reads for a numeric line."""
    assert step.value is not None
    numerator = getattr(step.value.numerator, "name", "")
    return {name for name in (numerator, *(one.name for one in step.value.divisors)) if name}


def reading(step: Step, names: Sequence[str]) -> Callable[[Sequence[int]], Fraction]:
    """Return a function that reads a numeric line off (requirement, stored values in `names`)."""
    assert step.value is not None
    value = step.value
    at = names.index(getattr(value.numerator, "name", "")) + 1
    below = [names.index(divisor.name) + 1 for divisor in value.divisors]
    over, under = value.factor.numerator, value.factor.denominator

    def read(finished: Sequence[int]) -> Fraction:
        denominator = under
        for index in below:
            denominator *= finished[index]
        return Fraction(over * finished[at], denominator)

    return read
