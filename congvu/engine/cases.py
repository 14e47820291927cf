"""What goes into a stage for one person, coded to the integers the backends run on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from congvu.engine.language.program import Field, Stage

Given = int | str | bool | None


class InputError(ValueError):
    """An input is missing or outside the range that the rule states; Vietnamese message."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person in one stage: inputs by name and rows (each with an id, a label, its fields).

    Numbers are whole units of the scale that the rule declares: general 29,5 is 2950.
    """

    person: str
    inputs: Mapping[str, Given]
    rows: Sequence[Mapping[str, Given]] = field(default=())


def coded_inputs(stage: Stage, case: Case) -> tuple[int, ...]:
    """Return the person's inputs as integers in the stage's order (keys left out)."""
    return tuple(
        coded(item, case.inputs.get(item.name), case.person)
        for item in stage.inputs
        if item.kind != "key"
    )


def coded_rows(stage: Stage, case: Case) -> list[tuple[int, ...]]:
    """Return the person's rows as tuples of integers in the order of the stage's fields."""
    if stage.rows and len(case.rows) > stage.at_most:
        raise InputError(
            f"{case.person}: {len(case.rows)} dòng {stage.rows}, nhiều nhất {stage.at_most}"
        )
    return [
        tuple(coded(item, row.get(item.name), case.person) for item in stage.fields)
        for row in case.rows
    ]


def coded(item: Field, given: Given, person: str) -> int:
    """Return one value as an integer; a missing yes_no is no, a missing level the best one."""
    if item.kind == "yes_no":
        return bool(given)
    if item.kind == "level" and given is None:
        return len(item.options) - 1
    if isinstance(given, str):
        if given not in item.options:
            raise InputError(
                f"{person}: {item.label} không có lựa chọn “{given}”; có: {', '.join(item.options)}"
            )
        return item.options.index(given)
    if given is None:
        raise InputError(f"{person}: thiếu {item.label} ({item.column})")
    if not item.low <= given <= item.high:
        raise InputError(
            f"{person}: {item.label} là {given}, phải từ {item.low} đến {item.high} "
            f"(đơn vị 10^-{item.places})"
        )
    return int(given)
