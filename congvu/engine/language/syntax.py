"""The syntax tree of a rule text: what was written, not yet what it means."""

from dataclasses import dataclass, field
from datetime import date

from congvu.engine.language.errors import Place


@dataclass(frozen=True, slots=True)
class Number:
    value: int
    place: Place


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name, or owner.name: a row's field (task.assigned) or a parameter (p.cap)."""

    owner: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Operation:
    """sign is one of + - * / == != < <= > >= and or not."""

    sign: str
    parts: tuple["Expression", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """then if condition else other."""

    condition: "Expression"
    then: "Expression"
    other: "Expression"
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """function(parts … [where condition])."""

    function: str
    parts: tuple["Expression", ...]
    where: "Expression | None"
    place: Place


Expression = Number | Name | Operation | Choice | Call


@dataclass(frozen=True, slots=True)
class Kind:
    """What an input may hold: decimal(places) low..high, integer low..high, yes_no, one_of, key."""

    name: str
    places: int
    low: "Expression | None"
    high: "Expression | None"
    options: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a person, or with an owner a field of each of the person's rows."""

    owner: str
    name: str
    label: str
    kind: Kind
    clause: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rows:
    """rows task at_most 2000, or rows month of stage month at_most 12."""

    name: str
    stage: str
    at_most: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """name "label" = expression @ clause; result marks what the stage gives to the next."""

    name: str
    label: str
    expression: Expression
    clause: str
    place: Place
    result: bool = False


@dataclass(frozen=True, slots=True)
class Require:
    """require condition else not_scored "why" @ clause."""

    condition: Expression
    reason: str
    clause: str
    place: Place


@dataclass(frozen=True, slots=True)
class Start:
    """start input = expression: the value at full marks; every_managed stands alone."""

    owner: str
    name: str
    expression: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Cause:
    """cause name "label" sets input [= expression] @ clause; no expression: the actual value."""

    name: str
    label: str
    owner: str
    target: str
    expression: Expression | None
    clause: str
    place: Place


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    descending: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Limit:
    """limit top to below within scopes at_most places order keys @ clause."""

    top: str
    below: str
    scopes: tuple[str, ...]
    at_most: Expression
    order: tuple[Key, ...]
    clause: str
    place: Place


@dataclass(frozen=True, slots=True)
class Monotone:
    """rises with … / falls with …: claims that the compiler proves."""

    rises: bool
    fields: tuple[Name, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Level:
    name: str
    label: str
    place: Place


Statement = Input | Rows | Line | Require | Start | Cause | Limit | Monotone


@dataclass(slots=True)
class StageText:
    name: str
    label: str
    place: Place
    statements: list[Statement] = field(default_factory=list)


@dataclass(slots=True)
class RuleText:
    """A whole rule text as written."""

    name: str
    title: str
    place: Place
    valid_from: date
    valid_until: date | None = None
    subjects: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    local: str = ""
    levels: tuple[Level, ...] = ()
    levels_clause: str = ""
    stages: list[StageText] = field(default_factory=list)
