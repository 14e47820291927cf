"""From the rows of a draft to a page of its grid."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from congvu.apps.toolkit.queries import CommentRow, Judged
from congvu.engine.appraisal.findings import RULE_TITLES, Finding, Scope
from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import Column, Kind, Row, Sheet
from congvu.web.office.asked import PER_PAGE, Asked
from congvu.web.office.grid_view import Cell, Field, Grid, Head, Mark, OpenRow, Option, Said
from congvu.web.office.grid_view import Row as GridRow
from congvu.web.office.sheets_shown import (
    choice_label,
    filtered_columns,
    look_of,
    shown_columns,
    shown_text,
)
from congvu.web.shared.moments import day_of, moment
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import pages_of

VERDICTS = {
    "fix": "đã sửa theo đề nghị",
    "return": "đã trả lại",
    "override": "được giữ nguyên",
}
WIDE = {"name": "w6", "output": "w6", "work": "w6", "criteria": "w6", "descriptor": "w6"}
NOTHING_YET = "Chưa có dòng nào. Thêm từng dòng, hoặc dán cả bảng từ Excel."
NOTHING_FOUND = "Không có dòng nào khớp. Xoá bớt chữ đã gõ hoặc bỏ bộ lọc."
_LONGEST_OPTION = 60


@dataclass(frozen=True)
class Sheetful:
    """One sheet of a draft, place by place: rows, their ids and versions, findings by place."""

    sheet: Sheet
    rows: Sequence[Row]
    ids: Sequence[int]
    versions: Sequence[int]
    findings: Mapping[int, tuple[Finding, ...]]
    found: Judged

    def place_of(self, row_id: int | None) -> int | None:
        """Return where a row stands, None where the sheet has no such row."""
        return self.ids.index(row_id) if row_id in self.ids else None

    def marks(self, place: int) -> tuple[Mark, ...]:
        """Return the findings on a row in words."""
        return tuple(mark_of(one, self.found) for one in self.findings.get(place, ()))


def sheetful(found: Judged, sheet: Sheet) -> Sheetful:
    """Return one sheet of a judged draft."""
    by_place: dict[int, list[Finding]] = {}
    for one in found.findings:
        if one.sheet == sheet.name and one.scope is Scope.ROW:
            for place in one.rows[:1]:
                by_place.setdefault(place, []).append(one)
    return Sheetful(
        sheet,
        found.draft.document.rows(sheet.name),
        found.draft.ids[sheet.name],
        found.draft.versions[sheet.name],
        {place: tuple(listed) for place, listed in by_place.items()},
        found,
    )


def grid_of(
    full: Sheetful,
    wanted: Asked,
    *,
    matching: Collection[int] | None,
    said: Mapping[int, int],
) -> Grid:
    """Return the page of the sheet that was asked for.

    `matching` are the ids that a search left (None: no search); `said` counts comments by row.
    """
    places = _places(full, wanted, matching)
    page = _page_of(full.place_of(wanted.open_row), places) or wanted.page
    pages = pages_of(len(places), page, PER_PAGE, lambda page: wanted.href(page=page))
    columns = shown_columns(full.sheet, every=wanted.every_column)
    return Grid(
        sheet=full.sheet.name,
        title=full.sheet.title,
        heads=tuple(_head(column, full, wanted) for column in columns),
        rows=tuple(
            grid_row(full, place, wanted, said) for place in places[pages.first : pages.last]
        ),
        pages=pages,
        told=_told(len(places), len(full.rows), pages.told),
        nothing="" if places else NOTHING_FOUND if full.rows else NOTHING_YET,
        bulk=_bulk(full.sheet),
    )


def grid_row(full: Sheetful, place: int, wanted: Asked, said: Mapping[int, int]) -> GridRow:
    """Return one row of the grid."""
    row_id, row = full.ids[place], full.rows[place]
    columns = shown_columns(full.sheet, every=wanted.every_column)
    return GridRow(
        id=row_id,
        version=full.versions[place],
        label=label_of(full.sheet, row, place),
        cells=tuple(_cell(column, row.get(column.name, "")) for column in columns),
        marks=full.marks(place),
        said=said.get(row_id, 0),
        href=f"{wanted.href(open_row=row_id)}#dong-{row_id}",
    )


def open_row(
    full: Sheetful,
    wanted: Asked,
    comments: Sequence[CommentRow],
    typed: Mapping[str, str] | None,
) -> OpenRow | None:
    """Return the row that is open, with what was typed into it if anything; None if none is."""
    place = full.place_of(wanted.open_row)
    if place is None:
        return _new_row(full.sheet, wanted, typed) if wanted.adds else None
    row, row_id = full.rows[place], full.ids[place]
    return OpenRow(
        id=row_id,
        version=full.versions[place],
        title=label_of(full.sheet, row, place),
        fields=_fields(full.sheet, row if typed is None else typed, checks=True),
        marks=full.marks(place),
        said=tuple(said_of(one, "") for one in comments if one.row_id == row_id),
        close=wanted.href(),
    )


def mark_of(one: Finding, found: Judged) -> Mark:
    """Return a finding in words, and what was decided of it."""
    ruling = found.rulings.get(one.fingerprint)
    settled = ""
    if ruling:
        why = f": {ruling.reason}" if ruling.reason else ""
        settled = f"{ruling.by or 'Người thẩm định'} {VERDICTS.get(ruling.verdict, '')}{why}"
    return Mark(one.blocks, RULE_TITLES[one.rule], one.why, one.fix, settled)


def said_of(one: CommentRow, href: str) -> Said:
    """Return a comment in words."""
    settled = f"Đã xử lý {day_of(one.settled_at)}" if one.settled_at else ""
    about = one.label or ("một dòng" if one.row_id else "cả bản đề xuất")
    return Said(one.id, about, one.text, one.by or "Hệ thống", moment(one.at), settled, href)


def label_of(sheet: Sheet, row: Row, place: int) -> str:
    """Return what a row is called: its key, else its place."""
    key = " · ".join(part for part in sheet.key_of(row) if part)
    return key or f"Dòng {place + 1}"


def fault_of(column: Column, text: str) -> str:
    """Return what is wrong with a cell and what would be right; empty where nothing is."""
    try:
        entered(column, text)
    except NotValid as wrong:
        return in_words(wrong)
    return ""


def in_words(wrong: NotValid) -> str:
    """Return what is wrong and what would be right; advice that stands in both is given once."""
    what, _, _ = wrong.what.partition("; hãy")
    return f"{what.rstrip('.')}; {wrong.right}"


def _places(full: Sheetful, wanted: Asked, matching: Collection[int] | None) -> list[int]:
    return [
        place
        for place, row in enumerate(full.rows)
        if (matching is None or full.ids[place] in matching)
        and all(row.get(name) == text for name, text in wanted.filters.items())
        and (not wanted.faulty or place in full.findings)
    ]


def _page_of(place: int | None, places: Sequence[int]) -> int:
    """The page that an opened row is on; 0 where none is open or it is left out."""
    return places.index(place) // PER_PAGE + 1 if place in places else 0


def _head(column: Column, full: Sheetful, wanted: Asked) -> Head:
    filters = column.name in filtered_columns(full.sheet)
    return Head(
        name=column.name,
        title=column.title,
        look=look_of(column),
        options=_options(column, ""),
        filters=filters,
        filter_options=_filter_options(column, full.rows, wanted) if filters else (),
    )


def _filter_options(column: Column, rows: Sequence[Row], wanted: Asked) -> tuple[Option, ...]:
    chosen = wanted.filters.get(column.name, "")
    texts = dict.fromkeys(text for row in rows if (text := row.get(column.name, "")))
    if column.kind is Kind.CHOICE:
        texts = {code: None for code in (*column.choices, *texts) if code in texts}
    labels = {text: choice_label(column, text)[:_LONGEST_OPTION] for text in texts}
    return tuple(Option(text, label, text == chosen) for text, label in labels.items())


def _options(column: Column, chosen: str) -> tuple[Option, ...]:
    """The choices of a column, and what was typed where it is none of them."""
    if column.kind is not Kind.CHOICE:
        return ()
    codes = dict.fromkeys(("", *column.choices, chosen))
    return tuple(Option(code, choice_label(column, code), code == chosen) for code in codes)


def _cell(column: Column, text: str) -> Cell:
    return Cell(
        name=column.name,
        title=column.title,
        look=look_of(column),
        text=shown_text(column, text),
        raw=text,
        fault=fault_of(column, text),
        span=WIDE.get(column.name, ""),
    )


def _new_row(sheet: Sheet, wanted: Asked, typed: Mapping[str, str] | None) -> OpenRow:
    given = {} if typed is None else typed
    fields = _fields(sheet, given, checks=typed is not None)
    return OpenRow(None, None, "Dòng mới", fields, (), (), wanted.href())


def _fields(sheet: Sheet, texts: Mapping[str, str], *, checks: bool) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=one.name,
            title=one.title,
            look=look_of(one),
            text=(text := texts.get(one.name, "")),
            fault=fault_of(one, text) if checks else "",
            required=one.required,
            options=_options(one, text),
        )
        for one in sheet.columns
    )


def _bulk(sheet: Sheet) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """What several rows can be set to at once: the choices of each column that has some."""
    return tuple(
        (
            one.title,
            tuple(Option(f"{one.name}:{code}", choice_label(one, code)) for code in one.choices),
        )
        for one in sheet.columns
        if one.kind is Kind.CHOICE
    )


def _told(shown: int, total: int, where: str) -> str:
    counted = (
        f"{count(total)} dòng" if shown == total else f"{count(shown)} trong {count(total)} dòng"
    )
    return f"{counted}, đang xem {where}" if where else counted
