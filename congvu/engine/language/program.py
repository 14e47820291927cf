"""A compiled rule: stages of columns in exact integer form, ready for any backend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from congvu.engine.language.integers import Integer, Truth, names_in
from congvu.engine.language.ratios import Ratio

SETTLED = "every_managed"
MANAGED_SCORED = "managed_scored"


@dataclass(frozen=True, slots=True)
class Field:
    """An input: its scale (decimal places), range in whole units, options of one_of or level."""

    owner: str
    name: str
    label: str
    clause: str
    kind: str
    places: int
    low: int
    high: int
    options: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The name of its stored column."""
        return f"{self.owner}_{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over a person's rows: of `each` where `where` holds."""

    name: str
    each: Integer
    where: Truth
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Step:
    """A named line of the rule. kind: number (value), truth (flag) or level (index column);
    `after` counts the requirements that stand before it."""

    name: str
    label: str
    clause: str
    kind: str
    value: Ratio | None
    after: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A stored column and what it holds."""

    name: str
    expression: Integer | Truth


@dataclass(frozen=True, slots=True)
class Requirement:
    """Not met: the person is not scored, for this reason; `after` counts columns known by then."""

    condition: Truth
    reason: str
    clause: str
    after: int


@dataclass(frozen=True, slots=True)
class CauseStep:
    """One kind of deduction: which input it sets, to what (None: the actual value)."""

    name: str
    label: str
    clause: str
    owner: str
    target: str
    value: Integer | None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `places` people of a scope keep the top level; the others fall to `below`."""

    top: int
    below: int
    level: str
    scopes: tuple[str, ...]
    members: Truth
    places: Integer
    order: tuple[tuple[Integer | str, bool], ...]
    clause: str


@dataclass(slots=True)
class Stage:
    """One stage of a rule, e.g. the month: inputs, totals, columns, result, causes."""

    name: str
    label: str
    rows: str = ""
    rows_stage: str = ""
    at_most: int = 0
    fields: list[Field] = field(default_factory=list)
    inputs: list[Field] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    columns: list[Assignment] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    result: str = ""
    result_places: int = 0
    result_low: int = 0
    result_high: int = 0
    exact: str = ""
    managed_test: Truth | None = None
    managed_none: bool = True
    start: dict[str, Integer] = field(default_factory=dict)
    causes: list[CauseStep] = field(default_factory=list)
    caps: list[Cap] = field(default_factory=list)
    claims: list[tuple[bool, str]] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)

    def resting_on(self, flag: str) -> set[str]:
        """Return the stored lines that depend on a flag, directly or through other lines."""
        found: set[str] = set()
        for column in self.columns:
            if names_in(column.expression) & (found | {flag}):
                found.add(column.name)
        return found

    def step(self, name: str) -> Step:
        """Return the named line; KeyError if the stage has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole compiled rule text."""

    name: str
    title: str
    valid_from: date
    valid_until: date | None
    subjects: tuple[str, ...]
    cites: tuple[str, ...]
    local: str
    levels: tuple[tuple[str, str], ...]
    stages: Mapping[str, Stage]
    parameters: Mapping[str, Fraction | bool | str]

    def stage(self, name: str) -> Stage:
        """Return the named stage; KeyError names those there are."""
        if name not in self.stages:
            raise KeyError(f"{self.name} không có stage {name}; có: {', '.join(self.stages)}")
        return self.stages[name]
