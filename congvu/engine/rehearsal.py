"""A rule text rehearsed on made-up people before it is let in: what no type can tell.

The compiler proves ranges and signs; the rehearsal shows, on inputs at and between the ends of
every declared range, that full marks are the same for everybody, that every level can be reached
and that the claims of rising and falling hold on data too.
"""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

from congvu.engine.cases import Case, Given
from congvu.engine.explain import explain
from congvu.engine.language.errors import RuleError
from congvu.engine.language.program import Field, Program, Stage
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import score

PEOPLE = 3000
TOLD = 300
MOST_ROWS = 6
SEED = 20260101


def rehearse(program: Program) -> None:
    """Refuse a program whose stages misbehave on made-up people; RuleError says how."""
    for stage in program.stages.values():
        cases = list(_cases(stage))
        scored = [one for one in (score(program, stage.name, case) for case in cases) if one.scored]
        if not scored:
            raise RuleError(f"stage “{stage.name}”: không ai được chấm, xem lại các dòng require")
        _refuse_uneven_start(program, stage, cases[:TOLD])
        _refuse_unreachable_levels(program, stage, scored)
        _refuse_broken_claims(program, stage, cases[:TOLD])


def _cases(stage: Stage) -> Iterator[Case]:
    """People at the ends of every range and at random between them; the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 – made-up people, no secret
    for number in range(PEOPLE):
        draw = _Draw(chance, number)
        count = chance.randint(0, min(MOST_ROWS, stage.at_most)) if stage.rows else 0
        like = chance.randrange(2) == 0
        first = {field.name: draw.value(field) for field in stage.fields}
        rows = [
            first if like else {field.name: draw.value(field) for field in stage.fields}
            for _ in range(count)
        ]
        rows = [{**row, "id": str(at)} for at, row in enumerate(rows)]
        yield Case(f"p{number}", {item.name: draw.value(item) for item in stage.inputs}, rows)


class _Draw:
    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance = chance
        self.number = number

    def value(self, item: Field) -> int | str | bool:
        if item.kind == "key":
            return f"k{self.number % 3}"
        if item.kind == "yes_no":
            return self.chance.randrange(2) == 1
        if item.options:
            return self.chance.choice(item.options)
        ends = [item.low, item.high, min(item.high, item.low + 1)]
        return self.chance.choice([*ends, self.chance.randint(item.low, item.high)])


def _refuse_uneven_start(program: Program, stage: Stage, cases: Sequence[Case]) -> None:
    """Bars start from full marks: the most the result can be, and the same for everybody."""
    if not stage.causes:
        return
    most = Fraction(stage.result_high, 10**stage.result_places)
    for case in cases:
        told = explain(program, stage.name, case)
        if told is not None and told.start != most:
            raise RuleError(
                f"stage “{stage.name}”: các dòng start cho {told.start} điểm, "
                f"nhưng điểm tối đa là {most}; xem lại giá trị khi không có nguyên nhân nào"
            )


def _refuse_unreachable_levels(program: Program, stage: Stage, scored: Sequence[Outcome]) -> None:
    lines = [step.name for step in stage.steps if step.kind == "level"]
    reached = (
        {one.values[lines[-1]] for one in scored} if lines else set(range(len(program.levels)))
    )
    for index, (name, label) in enumerate(program.levels):
        if index not in reached:
            raise RuleError(
                f"stage “{stage.name}”: không ai đạt mức “{label}” ({name}); xem lại ngưỡng"
            )


def _refuse_broken_claims(program: Program, stage: Stage, cases: Sequence[Case]) -> None:
    for rises, column in stage.claims:
        for case, more in _nudged(stage, column, cases):
            before = score(program, stage.name, case).notified
            after = score(program, stage.name, more).notified
            if before is None or after is None or before == after:
                continue
            if (after > before) != rises:
                told = "tăng" if rises else "giảm"
                raise RuleError(
                    f"stage “{stage.name}”: kết quả không luôn {told} theo {column} "
                    f"({before} thành {after})"
                )


def _nudged(stage: Stage, column: str, cases: Sequence[Case]) -> Iterator[tuple[Case, Case]]:
    """Each case beside the same with one more of one input, where its range has room."""
    item = next(item for item in [*stage.fields, *stage.inputs] if item.column == column)
    for case in cases:
        if not item.owner and _room(item, case.inputs[item.name]):
            more = {**case.inputs, item.name: _one_more(case.inputs[item.name])}
            yield case, Case(case.person, more, case.rows)
        if item.owner and case.rows and _room(item, case.rows[0][item.name]):
            first = {**case.rows[0], item.name: _one_more(case.rows[0][item.name])}
            yield case, Case(case.person, case.inputs, [first, *case.rows[1:]])


def _room(item: Field, value: Given) -> bool:
    return isinstance(value, int) and value < item.high


def _one_more(value: Given) -> int:
    assert isinstance(value, int)
    return value + 1
