"""What a mapping rule says of a record: whether it speaks of it, and what the record counts as."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from congvu.apps.work.queries import RuleRow
from congvu.exchange.intake.records import Record, key_of, written
from congvu.exchange.workbook.cells import Cell, Fault, amount_of, day_of
from congvu.kernel.dates import local_day
from congvu.kernel.vietnamese import fold

LEAST_AMOUNT, MOST_AMOUNT = 1, 1_000_000
MOST_MINUTES = 24 * 60
MOST_CONDITIONS = 8
MOST_VALUES = 40
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})")


class Test(StrEnum):
    """How a condition looks at a column; marks, case and double spaces aside."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    STARTS = "starts_with"
    FILLED = "filled"


TEST_WORDS = {
    Test.EQUALS: "là",
    Test.ONE_OF: "là một trong",
    Test.CONTAINS: "có",
    Test.STARTS: "bắt đầu bằng",
    Test.FILLED: "có giá trị",
}
Condition = Mapping[str, Any]


class Unmappable(ValueError):
    """A record that a rule speaks of but that cannot be counted; the message says why."""


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    return fold(text)


def holds(condition: Condition, record: Record) -> bool:
    """Whether a record meets a condition; one of several values is enough."""
    text = _folded(record.text(str(condition["field"])))
    values = [_folded(str(value)) for value in condition["values"]]
    match condition["test"]:
        case Test.EQUALS | Test.ONE_OF:
            return text in values
        case Test.CONTAINS:
            return any(value in text for value in values if value)
        case Test.STARTS:
            return any(text.startswith(value) for value in values if value)
    return bool(text)


def all_hold(conditions: Sequence[Condition], record: Record) -> bool:
    """Whether a record meets every condition; no conditions hold for every record."""
    return all(holds(one, record) for one in conditions)


def rule_for(rules: Sequence[RuleRow], record: Record) -> RuleRow | None:
    """Return the first rule that speaks of a record."""
    return next((rule for rule in rules if all_hold(rule.conditions, record)), None)


def fields_of(rules: Sequence[RuleRow]) -> list[str]:
    """Return the columns that rules look at, each once, in their order."""
    found: list[str] = []
    for rule in rules:
        found += [str(one["field"]) for one in rule.conditions]
        found += [rule.person_field, rule.day_field, rule.amount_field, rule.minutes_field]
    return list(dict.fromkeys(name for name in found if name))


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule reads from a record: the day, the amount (hundredths), the minutes if any."""

    day: date
    amount_hundredths: int
    minutes: int | None


def read_values(rule: RuleRow, record: Record) -> Told:
    """Read day, amount and minutes as the rule says; raises Unmappable naming the column."""
    day = _day(rule.day_field, record.cell(rule.day_field))
    amount = 100
    if rule.amount_field:
        cell = record.cell(rule.amount_field)
        amount = _amount(rule.amount_field, cell, 2, LEAST_AMOUNT, MOST_AMOUNT)
    minutes = None
    if rule.minutes_field and record.cell(rule.minutes_field) is not None:
        minutes = _amount(rule.minutes_field, record.cell(rule.minutes_field), 0, 1, MOST_MINUTES)
    return Told(day, amount, minutes)


def _day(name: str, cell: Cell) -> date:
    text = written(cell)
    if not text:
        raise Unmappable(f"Cột “{name}” trống; cần một ngày.")
    try:
        if _MOMENT.fullmatch(text):
            return local_day(datetime.fromisoformat(text))
        return day_of(cell or "")[0]
    except Fault as fault:
        raise Unmappable(_told(name, fault)) from fault
    except (ValueError, OverflowError) as fault:
        raise Unmappable(f"Cột “{name}”: “{text[:40]}” không phải là ngày.") from fault


def _told(name: str, fault: Fault) -> str:
    return f"Cột “{name}”: {fault.what.rstrip('.')}; cần {fault.right}."


def _amount(name: str, cell: Cell, places: int, least: int, most: int) -> int:
    if cell is None:
        raise Unmappable(f"Cột “{name}” trống; cần một số.")
    try:
        return amount_of(cell, places, least, most)
    except Fault as fault:
        raise Unmappable(_told(name, fault)) from fault


def kept_fields(record: Record, names: Sequence[str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the columns that are kept, under their own titles; no others."""
    wanted = dict.fromkeys(key_of(name) for name in names)
    spelt = {key_of(name): name for name in names}
    return {titles.get(key, spelt[key]): written(record.fields.get(key)) for key in wanted}
