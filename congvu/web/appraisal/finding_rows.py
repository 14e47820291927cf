"""From a finding, which speaks of places in a sheet, to words about a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from congvu.apps.toolkit.enums import Verdict
from congvu.apps.toolkit.queries import Judged, RulingRow
from congvu.engine.appraisal.findings import Finding, Rule, Scope
from congvu.engine.lists.sheets import Column, Row, Sheet, sheet_named
from congvu.kernel.dates import format_day
from congvu.web.appraisal.appraisal_view import FindingRow, Turn
from congvu.web.shared.numbers import NOTHING

SETTINGS: Mapping[str, str] = {
    "standard_points": "Điểm của sản phẩm chuẩn",
    "unit_kind": "Loại đơn vị",
} | {f"band_{n}": f"Khung điểm nhóm {n}" for n in range(1, 6)}
"""What stands above the rows of a list."""
_NAMES = ("name", "duty", "descriptor", "value", "text", "rank", "competency")
ANCHOR_LENGTH = 12


@dataclass(frozen=True)
class Typed:
    """What was sent and refused: about which findings, which way, with what reason."""

    fingerprints: frozenset[str] = frozenset()
    verdict: str = ""
    reason: str = ""
    problem: str = ""


def finding_row(
    judged: Judged, one: Finding, *, since: datetime | None, rows_at: str, typed: Typed
) -> FindingRow:
    """Tell a finding; `since`: when the list came to the appraiser, `rows_at`: where rows open."""
    sheet = sheet_named(one.sheet)
    rows = judged.draft.document.rows(one.sheet)
    place = one.rows[0] if one.rows else None
    row: Row = {} if place is None else rows[place]
    whole = one.scope is Scope.LIST
    ids = judged.draft.ids[one.sheet]
    wrong = one.fingerprint in typed.fingerprints
    return FindingRow(
        fingerprint=one.fingerprint,
        anchor=f"p-{one.fingerprint[:ANCHOR_LENGTH]}",
        code=_code(sheet, row, one),
        name="" if whole else name_of(row),
        section="" if whole else row.get("section", ""),
        why=one.why,
        fix=one.fix,
        turns=tuple(_turns(sheet, judged, one)),
        href=f"{rows_at}?bang={sheet.name}&sua={ids[place]}"
        if rows_at and place is not None
        else "",
        fixable=bool(one.change),
        blocks=one.blocks,
        said=_said(judged.rulings.get(one.fingerprint), since),
        reason=typed.reason if wrong else "",
        wrong=wrong,
    )


def name_of(row: Row) -> str:
    """What a row is about, in the words of its first telling column."""
    return next((row[name] for name in _NAMES if row.get(name)), "")


def shown(column: Column, text: str) -> str:
    """A cell's text as its reader says it: a choice by its label, an empty cell as a dash."""
    return column.choices.get(text, text) or NOTHING


def day_of(moment: datetime) -> str:
    """The day of a moment, here: 05/11/2026."""
    return format_day(timezone.localtime(moment).date())


def _code(sheet: Sheet, row: Row, one: Finding) -> str:
    if one.scope is Scope.LIST:
        room = row.get("section", "") if one.rule is Rule.EQUITY else ""
        return room or SETTINGS.get(one.column, "") or "Cả danh mục"
    key = " · ".join(part for part in sheet.key_of(row) if part)
    return key or f"Dòng {one.rows[0] + 1}"


def _turns(sheet: Sheet, judged: Judged, one: Finding) -> Iterator[Turn]:
    rows = judged.draft.document.rows(one.sheet)
    for change in one.change:
        row = rows[change.row]
        if change.deletes:
            yield Turn("", name_of(row), "")
            continue
        column = sheet.column(change.column)
        before = row.get(change.column, "")
        yield Turn(column.title, shown(column, before), shown(column, change.text))


def _said(ruling: RulingRow | None, since: datetime | None) -> str:
    """What was decided of a finding that is still there."""
    if ruling is None:
        return ""
    who = f"{ruling.by or 'Hệ thống'}, {day_of(ruling.at)}"
    if ruling.verdict == Verdict.RETURN:
        earlier = since is not None and ruling.at < since
        told = "Đã trả lại mà dòng chưa sửa" if earlier else "Sẽ trả lại"
        return f"{told} ({who}): {ruling.reason}"
    return f"Đã sửa rồi lại hoàn tác ({who})" if ruling.verdict == Verdict.FIX else ""
