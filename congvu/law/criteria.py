"""The general criteria (tiêu chí chung) of Decree 335's Mẫu số 01, with their points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from congvu.kernel.dates import format_day
from congvu.kernel.fixed import format_fixed
from congvu.law.faults import LawFault
from congvu.law.instruments import Instrument
from congvu.law.schema import CRITERIA, GROUP, Parameter
from congvu.law.tables import Reading, Table, nearest, read_tables
from congvu.law.values import UNITS, NotAValue

HUNDREDTHS = 100


@dataclass(frozen=True)
class Criterion:
    """One criterion, or (group == code) a group of them; `max_hundredths`: 2,5 points is 250."""

    code: str
    group: str
    label: str
    max_hundredths: int
    at: str
    says: str
    instrument: str
    valid_from: date
    valid_until: date | None
    file: str
    line: int

    @property
    def is_group(self) -> bool:
        """Whether this is a group's own row."""
        return self.group == self.code

    def covers(self, day: date) -> bool:
        """Return whether the criterion is in force on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def read_criteria(root: Path, instruments: Mapping[str, Instrument]) -> tuple[Criterion, ...]:
    """Read [[criterion_group]] and [[criterion]] of parameters/**.toml, in the order written."""
    return tuple(
        _criterion(table, instruments)
        for path in sorted((root / "parameters").rglob("*.toml"))
        for table in read_tables(path, root)
        if table.name in CRITERIA
    )


def _criterion(table: Table, instruments: Mapping[str, Instrument]) -> Criterion:
    read = Reading(table)
    code, cite = read.text("code"), read.text("cite")
    if cite not in instruments:
        raise table.fault(f"không có văn bản “{cite}”; {nearest(cite, instruments)}.", "cite")
    found = Criterion(
        code=code,
        group=code if table.name == GROUP else code.rpartition(".")[0],
        label=read.text("label"),
        max_hundredths=_hundredths(read),
        at=read.text("at"),
        says=read.text("says"),
        instrument=cite,
        valid_from=read.day("from"),
        valid_until=read.maybe_day("until"),
        file=table.file,
        line=table.line,
    )
    read.day("checked")
    read.finish()
    if not instruments[cite].says(found.at, found.says):
        number = instruments[cite].number
        raise table.fault(f"{found.at} {number} không có lời “{found.says}”.", "says")
    return found


def _hundredths(read: Reading) -> int:
    raw = read.raw("max")
    try:
        points = UNITS["points"].read(raw)
    except NotAValue as wrong:
        raise read.table.fault(f"max {wrong}, gặp {raw!r}.", "max") from None
    scaled = Fraction(points) * HUNDREDTHS
    if scaled.denominator != 1:
        raise read.table.fault("max có nhiều nhất hai chữ số thập phân.", "max")
    return scaled.numerator


def refuse_criteria_that_do_not_add_up(
    criteria: Sequence[Criterion], parameters: Sequence[Parameter]
) -> None:
    """Refuse a code twice on a day, a criterion without its group, sums other than the maxima."""
    for day in sorted({one.valid_from for one in criteria}):
        there = [one for one in criteria if one.covers(day)]
        _refuse_twins(there, day)
        groups = [one for one in there if one.is_group]
        for group in groups:
            parts = [one for one in there if one.group == group.code and not one.is_group]
            _refuse_sum(group, parts, group.max_hundredths, day)
        _refuse_strays(there, {group.code for group in groups})
        for most in (p for p in parameters if p.name == "general_max" and p.covers(day)):
            _refuse_sum(groups[0], groups, (Fraction(most.value) * HUNDREDTHS).numerator, day)


def _refuse_twins(there: Sequence[Criterion], day: date) -> None:
    seen: dict[str, Criterion] = {}
    for one in there:
        if one.code in seen:
            raise _fault(one, f"tiêu chí {one.code} có hai lần vào ngày {format_day(day)}.")
        seen[one.code] = one


def _refuse_strays(there: Sequence[Criterion], groups: set[str]) -> None:
    for one in there:
        if one.group not in groups:
            raise _fault(one, f"tiêu chí {one.code} không thuộc nhóm nào; mã viết như “I.1”.")


def _refuse_sum(place: Criterion, parts: Sequence[Criterion], most: int, day: date) -> None:
    total = sum(one.max_hundredths for one in parts)
    if total != most:
        raise _fault(
            place,
            f"ngày {format_day(day)}: các điểm tối đa cộng được {_points(total)}, "
            f"phải là {_points(most)}.",
        )


def _points(hundredths: int) -> str:
    return format_fixed(hundredths, places=2)


def _fault(one: Criterion, message: str) -> LawFault:
    return LawFault(message, file=one.file, line=one.line)
