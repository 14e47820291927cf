"""The general criteria (Mẫu số 01, part I) with what was self-scored and what was confirmed."""

from collections.abc import Iterable, Mapping
from datetime import date

from congvu.apps.evaluation.queries import CardRow, CriterionLine
from congvu.law.criteria import Criterion
from congvu.law.registry import the_law
from congvu.web.officer.month_view import Criteria, CriterionGroup, CriterionRow
from congvu.web.shared.card_files import NO_FILES, FileLink, FilesByCriterion
from congvu.web.shared.numbers import amount


def criteria_of(
    lines: Iterable[CriterionLine], card: CardRow, day: date, files: FilesByCriterion = NO_FILES
) -> Criteria:
    """The criteria in force on a day, in their groups, with both columns and their totals."""
    lines = list(lines)
    groups = the_law().criterion_groups_on(day)
    return Criteria(
        groups=tuple(_group(group, lines, card.general_notes, files) for group in groups),
        most=amount(sum(group.max_hundredths for group in groups)),
        own=amount(card.general_self_hundredths),
        confirmed=amount(card.general_hundredths),
        note=_note(card),
    )


def _group(
    group: Criterion,
    lines: Iterable[CriterionLine],
    notes: Mapping[str, str],
    files: FilesByCriterion,
) -> CriterionGroup:
    within = (line for line in lines if line.criterion.group == group.code)
    inside = tuple(
        _row(line, notes.get(line.criterion.code, ""), files.get(line.criterion.code, ()))
        for line in within
    )
    return CriterionGroup(f"{group.code}. {group.label}", inside)


def _row(line: CriterionLine, note: str, files: tuple[FileLink, ...]) -> CriterionRow:
    mine, theirs = line.self_hundredths, line.confirmed_hundredths
    return CriterionRow(
        line.criterion.label,
        amount(line.criterion.max_hundredths),
        amount(mine),
        amount(theirs),
        None not in (mine, theirs) and mine != theirs,
        note,
        files,
    )


def _note(card: CardRow) -> str:
    if not card.self_scored and not card.confirmed:
        return "Chưa tự chấm và chưa được xác nhận."
    if not card.confirmed:
        return "Người đứng đầu chưa xác nhận; điểm tạm tính dùng điểm tự chấm."
    return "" if card.self_scored else "Người đứng đầu đã xác nhận khi chưa có điểm tự chấm."
