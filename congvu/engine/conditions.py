"""A level that follows from conditions, with no score: which of them hold, each with its clause.

The result line of such a text is a chain of levels, each under a condition. Conditions are joined
by `and`; `not x or (…)` asks for the rest only of those to whom x applies.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import ge, gt, le, lt

from congvu.engine.cases import Given, coded
from congvu.engine.language.parser import parse
from congvu.engine.language.program import Field, Program
from congvu.engine.language.syntax import (
    Choice,
    Expression,
    Line,
    Name,
    Operation,
    RuleText,
    StageText,
)
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules
from congvu.law.schema import Parameter

_COMPARED = {">=": ge, ">": gt, "<=": le, "<": lt}


class NotByConditions(ValueError):
    """The rule text does not choose its level by such conditions."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one input: `words` and clause as the text has them.

    Of a share `needed` stands on the other side of `sign` (>=, <= …), and `given` is what was told
    (0 … 1, None where nothing was); of a yes or no `sign` is "". `unsure`: known at second hand.
    """

    name: str
    words: str
    clause: str
    unsure: bool
    sign: str
    needed: Fraction | None
    given: Fraction | bool | None

    @property
    def holds(self) -> bool:
        """Whether it is met; nothing told meets nothing."""
        if self.given is None or self.needed is None:
            return bool(self.given)
        return bool(_COMPARED[self.sign](self.given, self.needed))


@dataclass(frozen=True, slots=True)
class LevelConditions:
    """A level with its conditions; the last level has none: it is what remains."""

    level: str
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool:
        """Whether all of them are met."""
        return all(one.holds for one in self.conditions)


def level_conditions(
    rules: Rules, stage: str, inputs: Mapping[str, Given]
) -> tuple[LevelConditions, ...]:
    """Return the levels in the order in which they are tried, with what each asks of this person.

    The first that holds is hers. `inputs` are as a Case has them. Raises NotByConditions, or
    InputError for an input out of range.
    """
    reading = _Reading(rules, program_for(rules), _stage_text(rules.text, stage), inputs)
    return tuple(reading.levels())


def asked_inputs(rules: Rules, stage: str, *, known: Mapping[str, Given]) -> tuple[Field, ...]:
    """Return the inputs that the conditions read of somebody of whom `known` is known already."""
    fields = {one.name: one for one in program_for(rules).stage(stage).inputs}
    found = level_conditions(rules, stage, known)
    names = dict.fromkeys(one.name for level in found for one in level.conditions)
    return tuple(item for name, item in fields.items() if name in names and name not in known)


def clause_in(text: str, clause: str) -> str:
    """Return a clause as a rule text has it with its instrument: the first that the text cites."""
    return clause if ":" in clause else f"{_read(text).cites[0]}:{clause}"


@lru_cache(maxsize=32)
def _read(text: str) -> RuleText:
    return parse(text)


def _stage_text(text: str, stage: str) -> StageText:
    return next(one for one in _read(text).stages if one.name == stage)


class _Reading:
    """The conditions of one stage, read for one person."""

    def __init__(
        self, rules: Rules, program: Program, stage: StageText, inputs: Mapping[str, Given]
    ) -> None:
        self.text = rules.text
        self.parameters: Mapping[str, Parameter] = rules.parameters
        self.fields = {one.name: one for one in program.stage(stage.name).inputs}
        self.lines = {one.name: one for one in stage.statements if isinstance(one, Line)}
        self.inputs = inputs

    def levels(self) -> Iterator[LevelConditions]:
        """The chain of the result line, the first tried first."""
        at: Expression = next(one for one in self.lines.values() if one.result).expression
        while isinstance(at, Choice):
            yield LevelConditions(_level(at.then), tuple(self._leaves(at.condition)))
            at = at.other
        yield LevelConditions(_level(at), ())

    def _leaves(self, node: Expression) -> Iterator[Condition]:
        match node:
            case Name(owner="", name=name) if name in self.lines:
                yield from self._leaves(self.lines[name].expression)
            case Name(owner="", name=name) if self._is_yes_no(name):
                field = self.fields[name]
                yield self._said(field)
            case Operation(sign="and", parts=parts):
                for part in parts:
                    yield from self._leaves(part)
            case Operation(sign="or", parts=(Operation(sign="not", parts=(Name() as whom,)), rest)):
                if self._applies(whom):
                    yield from self._leaves(rest)
            case Operation(sign=sign, parts=(Name(owner="") as left, Name(owner="p") as right)):
                yield self._compared(sign, left, right)
            case _:
                raise NotByConditions("Văn bản này không chọn mức theo từng điều kiện.")

    def _said(self, field: Field) -> Condition:
        told = self._told(field)
        given = None if told is None else bool(told)
        clause = clause_in(self.text, field.clause)
        return Condition(field.name, field.label, clause, False, "", None, given)

    def _compared(self, sign: str, left: Name, right: Name) -> Condition:
        if sign not in _COMPARED or left.name not in self.fields:
            raise NotByConditions("Văn bản này không so một mục với một giá trị của văn bản.")
        field, asked = self.fields[left.name], self.parameters[right.name]
        given = self._told(field)
        return Condition(
            field.name,
            field.label,
            f"{asked.instrument}:{asked.at}",
            asked.unsure,
            sign,
            Fraction(str(asked.value)),
            None if given is None else Fraction(given, 10**field.places),
        )

    def _told(self, field: Field) -> int | None:
        given = self.inputs.get(field.name)
        return None if given is None else coded(field, given, str(self.inputs.get("person", "")))

    def _applies(self, whom: Name) -> bool:
        if not self._is_yes_no(whom.name):
            raise NotByConditions("Văn bản này phân nhánh theo điều không phải có/không.")
        return bool(self.inputs.get(whom.name))

    def _is_yes_no(self, name: str) -> bool:
        return name in self.fields and self.fields[name].kind == "yes_no"


def _level(node: Expression) -> str:
    if not isinstance(node, Name):
        raise NotByConditions("Văn bản này không kết thúc ở một mức.")
    return node.name
