"""A pasted list of figures about units → what would be kept, and what cannot be and why.

One figure a line: unit (code or name); figure; percent; source; day. A line of headings is passed
over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.actions.organisations import NewIndicator
from congvu.apps.evaluation.enums import IndicatorName
from congvu.apps.evaluation.queries.organisations import IndicatorRow
from congvu.apps.org.queries import UnitRow
from congvu.engine.measures import WHOLE
from congvu.exchange.organisations.lines import MOST_LINES, cells_of
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.kernel.vietnamese import fold

COLUMNS = 5
HEADING = "don vi"


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A figure that would be kept: what there is now (ten-thousandths, None: none), and the row."""

    line: int
    unit_name: str
    label: str
    now: int | None
    row: NewIndicator


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """What a list comes to: figures to keep, how many stand already, faults by line."""

    figures: tuple[PlannedFigure, ...]
    unchanged: int
    faults: tuple[str, ...]


class _Unread(ValueError):
    """A line that cannot be kept; Vietnamese message."""


def plan_figures(
    text: str,
    within: Iterable[UnitRow],
    current: Mapping[str, Iterable[IndicatorRow]],
    *,
    today: date,
) -> FigurePlan:
    """Read a list against the units within reach and the figures there are."""
    units = _named(within)
    stands = {(code, one.name): one for code, rows in current.items() for one in rows}
    figures, faults, unchanged = [], [], 0
    for number, cells in cells_of(text):
        if number > MOST_LINES:
            faults.append(f"Danh sách dài hơn {MOST_LINES} dòng; hãy chia ra.")
            break
        if number == 1 and fold(cells[0]).startswith(HEADING):
            continue
        try:
            unit, row = _read(cells, units, today)
        except _Unread as wrong:
            faults.append(f"Dòng {number}: {wrong}")
            continue
        old = stands.get((row.unit, row.name))
        if old and (old.value, old.source, old.as_of) == (row.value, row.source, row.as_of):
            unchanged += 1
            continue
        label = str(IndicatorName(row.name).label)
        figures.append(PlannedFigure(number, unit.name, label, old.value if old else None, row))
    return FigurePlan(tuple(figures), unchanged, tuple(faults))


def _named(within: Iterable[UnitRow]) -> dict[str, list[UnitRow]]:
    found: dict[str, list[UnitRow]] = {}
    for one in within:
        found.setdefault(fold(one.code), []).append(one)
        if fold(one.name) != fold(one.code):
            found.setdefault(fold(one.name), []).append(one)
    return found


def _read(
    cells: list[str], units: Mapping[str, list[UnitRow]], today: date
) -> tuple[UnitRow, NewIndicator]:
    if len(cells) != COLUMNS:
        raise _Unread(
            f"có {len(cells)} cột; cần đúng 5: đơn vị; chỉ số; giá trị %; nguồn; ngày số liệu."
        )
    name, figure, value, source, day = cells
    unit = _unit(name, units)
    if not source:
        raise _Unread("thiếu nguồn số liệu.")
    return unit, NewIndicator(unit.code, _figure(figure), _share(value), source, _day(day, today))


def _unit(name: str, units: Mapping[str, list[UnitRow]]) -> UnitRow:
    found = units.get(fold(name), [])
    if not found:
        raise _Unread(f"không có đơn vị “{name[:60]}” trong phạm vi của ông/bà.")
    if len(found) > 1:
        codes = ", ".join(one.code for one in found[:4])
        raise _Unread(f"“{name[:60]}” là tên của nhiều đơn vị ({codes}); hãy ghi mã.")
    return found[0]


def _figure(text: str) -> str:
    wanted = fold(text)
    for one in IndicatorName:
        if wanted in (fold(str(one.label)), fold(one.value)):
            return str(one.value)
    known = "; ".join(str(one.label) for one in IndicatorName)
    raise _Unread(f"không có chỉ số “{text[:60]}”; có: {known}.")


def _share(text: str) -> int:
    try:
        value = parse_fixed(text.removesuffix("%").strip(), places=2)
    except NotANumber as wrong:
        raise _Unread(str(wrong)) from wrong
    if not 0 <= value <= WHOLE:
        raise _Unread(f"“{text}” phải từ 0 đến 100 %.")
    return value


def _day(text: str, today: date) -> date:
    try:
        day = parse_day(text)
    except NotADay as wrong:
        raise _Unread(str(wrong)) from wrong
    if day > today:
        raise _Unread(f"ngày số liệu {format_day(day)} sau hôm nay.")
    return day
