"""What would be issued beside the edition that it supersedes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from congvu.apps.toolkit.queries import ProposalView, Standing
from congvu.engine.lists.differences import ChangedRow, Pair, SheetDifferences, differences
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import Key, Row, Sheet, sheet_named
from congvu.kernel.dates import format_day
from congvu.web.appraisal.appraisal_view import Turn
from congvu.web.appraisal.finding_rows import SETTINGS, name_of, shown
from congvu.web.appraisal.issue_form import Form
from congvu.web.shared.numbers import NOTHING, count

MOST_LISTED = 60


@dataclass(frozen=True)
class Line:
    """A row that is new, changed (with its cells before and after) or gone."""

    code: str
    name: str
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Part:
    """Rows of one sheet that changed in one way; `more` tells of those not listed."""

    title: str
    lines: tuple[Line, ...]
    more: str


@dataclass(frozen=True)
class IssuePage:
    """What would be issued, what it changes, and the form of the decision."""

    id: int
    title: str
    answer: str
    standing: str
    heads: tuple[Turn, ...]
    parts: tuple[Part, ...]
    form: Form
    refused: str = ""


def issue_page(
    view: ProposalView, proposed: Document, before: Standing | None, form: Form, refused: str = ""
) -> IssuePage:
    """The page of one decision."""
    found = differences(before.document if before else None, proposed)
    sheets = [one for one in found.sheets.values() if one.count]
    return IssuePage(
        id=view.id,
        title=f"Ban hành: {view.name}",
        answer=_answer(proposed, before, sheets),
        standing=_standing(view, before),
        heads=tuple(_heads(found.name, found.settings)) if before else (),
        parts=tuple(part for one in sheets for part in _parts(one, several=len(found.sheets) > 1))
        if before
        else (),
        form=form,
        refused=refused,
    )


def _answer(proposed: Document, before: Standing | None, sheets: list[SheetDifferences]) -> str:
    rows = sum(len(rows) for rows in proposed.sheets.values())
    if before is None:
        return f"Bản đầu tiên: {count(rows)} dòng."
    numbers = (
        (sum(len(one.added) for one in sheets), "dòng mới"),
        (sum(len(one.changed) for one in sheets), "dòng đổi"),
        (sum(len(one.removed) for one in sheets), "dòng bỏ"),
    )
    told = ", ".join(f"{count(number)} {word}" for number, word in numbers if number)
    return f"So với bản trước: {told}." if told else "Các dòng không khác bản trước."


def _standing(view: ProposalView, before: Standing | None) -> str:
    told = [f"{view.appraiser or 'Hệ thống'} đã thẩm định"]
    if before is not None:
        since = f", áp dụng từ {format_day(before.valid_from)}" if before.valid_from else ""
        told.append(f"bản trước: {before.decision or NOTHING}{since}")
    return " · ".join(told)


def _heads(name: Pair | None, settings: Mapping[str, Pair]) -> Iterator[Turn]:
    if name:
        yield Turn("Tên", *name)
    for key, (before, after) in settings.items():
        yield Turn(SETTINGS.get(key, key), before or NOTHING, after or NOTHING)


def _parts(one: SheetDifferences, *, several: bool) -> Iterator[Part]:
    sheet = sheet_named(one.sheet)
    prefix = f"{sheet.title}: " if several else ""
    yield from _part(prefix, "đổi", [_changed(sheet, row) for row in one.changed])
    yield from _part(prefix, "mới", _whole(sheet, one.added))
    yield from _part(prefix, "bỏ", _whole(sheet, one.removed))


def _part(prefix: str, word: str, lines: list[Line]) -> Iterator[Part]:
    if lines:
        more = len(lines) - MOST_LISTED
        yield Part(
            f"{prefix}{count(len(lines))} dòng {word}",
            tuple(lines[:MOST_LISTED]),
            f"Và {count(more)} dòng nữa." if more > 0 else "",
        )


def _changed(sheet: Sheet, one: ChangedRow) -> Line:
    turns = (
        Turn(column.title, shown(column, before), shown(column, after))
        for column, (before, after) in (
            (sheet.column(name), pair) for name, pair in one.columns.items()
        )
    )
    return Line(_code(one.key), name_of(one.row), tuple(turns))


def _whole(sheet: Sheet, rows: Iterable[Row]) -> list[Line]:
    return [Line(_code(sheet.key_of(row)), name_of(row)) for row in rows]


def _code(key: Key) -> str:
    return " · ".join(part for part in key if part)
