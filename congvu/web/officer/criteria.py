"""The general criteria (Mẫu số 01, part I) with what was self-scored and what was confirmed."""

from collections.abc import Mapping
from datetime import date

from congvu.law.criteria import Criterion
from congvu.law.registry import the_law
from congvu.web.officer.month_view import Criteria, CriterionGroup, CriterionRow
from congvu.web.shared.numbers import amount

Points = Mapping[str, int]


def criteria_of(
    day: date, *, own: Points, confirmed: Points, own_total: int | None, confirmed_total: int | None
) -> Criteria:
    """The criteria in force on a day; points are hundredths by criterion code."""
    law = the_law()
    groups = law.criterion_groups_on(day)
    rows = law.general_criteria_on(day)
    return Criteria(
        groups=tuple(_group(group, rows, own, confirmed) for group in groups),
        most=amount(sum(group.max_hundredths for group in groups)),
        own=amount(own_total),
        confirmed=amount(confirmed_total),
        note=_note(own_total, confirmed_total),
    )


def _group(
    group: Criterion, rows: tuple[Criterion, ...], own: Points, confirmed: Points
) -> CriterionGroup:
    inside = tuple(_row(row, own, confirmed) for row in rows if row.group == group.code)
    return CriterionGroup(f"{group.code}. {group.label}", inside)


def _row(row: Criterion, own: Points, confirmed: Points) -> CriterionRow:
    mine, theirs = own.get(row.code), confirmed.get(row.code)
    differs = None not in (mine, theirs) and mine != theirs
    return CriterionRow(
        row.label, amount(row.max_hundredths), amount(mine), amount(theirs), differs
    )


def _note(own: int | None, confirmed: int | None) -> str:
    if own is None and confirmed is None:
        return "Chưa tự chấm và chưa được xác nhận; điểm tạm tính chưa có phần này."
    if confirmed is None:
        return "Người đứng đầu chưa xác nhận; điểm được công nhận là điểm xác nhận."
    return "" if own is not None else "Người đứng đầu đã xác nhận khi chưa có điểm tự chấm."
