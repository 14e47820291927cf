"""Conditions as form lines: a column, how to look at it, what it should say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from congvu.apps.audit.refusals import Refused
from congvu.exchange.intake.mapping import MOST_CONDITIONS, MOST_VALUES, TEST_WORDS, Test
from congvu.kernel.vietnamese import nfc

LONGEST = 120
SHOWN = 3


@dataclass(frozen=True)
class Choice:
    """One answer to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ConditionLine:
    """One condition in a form; values are parted by semicolons."""

    number: int
    field: str
    tests: tuple[Choice, ...]
    values: str


def tests_with(chosen: str) -> tuple[Choice, ...]:
    """The ways to look at a column, one of them chosen."""
    return tuple(Choice(one.value, label, one.value == chosen) for one, label in TEST_WORDS.items())


def condition_lines(
    conditions: Sequence[Mapping[str, Any]], *, least: int = SHOWN
) -> tuple[ConditionLine, ...]:
    """The conditions as lines of a form, with empty ones for more."""
    lines = [
        ConditionLine(
            number, str(one["field"]), tests_with(str(one["test"])),
            "; ".join(str(value) for value in one["values"]),
        )
        for number, one in enumerate(conditions, 1)
    ]  # fmt: skip
    wanted = min(MOST_CONDITIONS, max(least, len(lines) + 1))
    empty = [ConditionLine(n, "", tests_with(Test.ONE_OF), "")
             for n in range(len(lines) + 1, wanted + 1)]  # fmt: skip
    return (*lines, *empty)


def conditions_typed(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the conditions that were typed, those without a column left out, unjudged."""
    found = []
    for number in range(1, MOST_CONDITIONS + 1):
        name = _line(request, f"cot-{number}")
        values = [part.strip() for part in _line(request, f"gia-tri-{number}").split(";")]
        if name or any(values):
            test = request.POST.get(f"phep-{number}", "")
            found.append({"field": name, "test": test, "values": [v for v in values if v]})
    return found


def judged(conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return conditions as they are kept; raises Refused for one that says nothing."""
    for number, one in enumerate(conditions, 1):
        if not one["field"] or len(one["field"]) > LONGEST:
            raise Refused(f"Điều kiện {number} chưa nêu cột nào.")
        if one["test"] not in list(Test):
            raise Refused(f"Điều kiện {number}: chọn cách so sánh.")
        if one["test"] != Test.FILLED and not one["values"]:
            raise Refused(f"Điều kiện {number} chưa nêu giá trị của cột “{one['field']}”.")
        if len(one["values"]) > MOST_VALUES:
            raise Refused(f"Điều kiện {number}: nhiều nhất {MOST_VALUES} giá trị.")
    return [
        dict(one) | {"values": [] if one["test"] == Test.FILLED else list(one["values"])}
        for one in conditions
    ]


def _line(request: HttpRequest, name: str) -> str:
    return " ".join(nfc(request.POST.get(name, "")).replace("\x00", "").split())[:2000]
