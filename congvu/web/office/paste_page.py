"""The preview of what was pasted: what each column is, what would change, what is wrong where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.queries import Draft, ProposalView
from congvu.engine.lists.sheets import Key, Row, Sheet
from congvu.web.office.asked import Asked
from congvu.web.office.grid_view import Option
from congvu.web.office.pasting import Pasted, PasteFault
from congvu.web.office.sheets_shown import shown_text
from congvu.web.shared.numbers import count

_MOST_SHOWN_ROWS = 50
LEFT_OUT = "Bỏ cột này"


@dataclass(frozen=True)
class PastedColumn:
    """One pasted column: its head as pasted, its first cells, and what it is taken for."""

    number: int
    head: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class PastedLine:
    """One row as it would stand; each cell with whether it can be read."""

    number: int
    how: str
    cells: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class PastePage:
    """The whole preview."""

    title: str
    sheet: str
    answer: str
    missing: str
    columns: tuple[PastedColumn, ...]
    heads: tuple[str, ...]
    lines: tuple[PastedLine, ...]
    unseen: str
    faults: tuple[PasteFault, ...]
    fault_count: int
    more_faults: str
    text: str
    here: str
    close: str
    query: str
    problem: str


@dataclass(frozen=True)
class Merging:
    """What a paste makes of a sheet: its edits, and how many rows are new, changed, the same."""

    edits: tuple[RowEdit, ...]
    how: tuple[str, ...]

    def counted(self, word: str) -> int:
        """How many rows this happens to."""
        return self.how.count(word)


NEW, CHANGED, SAME = "thêm", "sửa", "giữ nguyên"


def merging(draft: Draft, sheet: Sheet, rows: Sequence[Row]) -> Merging:
    """Return what pasted rows make of a sheet: a row whose key is there is changed, others added.

    A cell that was pasted empty leaves what stands there.
    """
    standing = _by_key(draft, sheet)
    edits: list[RowEdit] = []
    how: list[str] = []
    for row in rows:
        key = sheet.key_of(row)
        there = standing.pop(key, None) if any(key) else None
        if there is None:
            edits.append(RowEdit(sheet.name, row))
            how.append(NEW)
            continue
        row_id, version, values = there
        became = {**values, **row}
        how.append(SAME if became == dict(values) else CHANGED)
        if how[-1] == CHANGED:
            edits.append(RowEdit(sheet.name, became, row_id, seen=version))
    return Merging(tuple(edits), tuple(how))


def paste_page(
    view: ProposalView,
    wanted: Asked,
    pasted: Pasted,
    planned: Merging,
    text: str,
    here: str,
    problem: str = "",
) -> PastePage:
    """Return the preview of one paste."""
    sheet = wanted.sheet
    named = [name for name in pasted.columns if name]
    hidden = len(pasted.rows) - _MOST_SHOWN_ROWS
    more = len(pasted.faults) - _MOST_SHOWN_ROWS
    return PastePage(
        title=view.name,
        sheet=sheet.title,
        answer=_answer(pasted, planned),
        missing=_missing(pasted, sheet),
        columns=_columns(pasted, sheet),
        heads=tuple(sheet.column(name).title for name in named),
        lines=_lines(pasted, planned, sheet, named),
        unseen=f"Còn {count(hidden)} dòng nữa, cũng được đưa vào." if hidden > 0 else "",
        faults=pasted.faults[:_MOST_SHOWN_ROWS],
        fault_count=len(pasted.faults),
        more_faults=f"và {count(more)} ô nữa" if more > 0 else "",
        text=text,
        here=here,
        close=wanted.href(),
        query=wanted.but().query,
        problem=problem,
    )


def _by_key(draft: Draft, sheet: Sheet) -> dict[Key, tuple[int, int, Row]]:
    rows = zip(
        draft.ids[sheet.name],
        draft.versions[sheet.name],
        draft.document.rows(sheet.name),
        strict=True,
    )
    found: dict[Key, tuple[int, int, Row]] = {}
    for row_id, version, row in rows:
        found.setdefault(sheet.key_of(row), (row_id, version, row))
    return found


def _answer(pasted: Pasted, planned: Merging) -> str:
    parts = [
        f"{word} {count(number)} dòng"
        for word in (NEW, CHANGED, SAME)
        if (number := planned.counted(word))
    ]
    wrong = len(pasted.faults)
    told = f"Đọc được {count(len(pasted.rows))} dòng: {', '.join(parts)}." if parts else ""
    faults = f" {count(wrong)} ô chưa đúng, vẫn được giữ nguyên chữ để sửa sau." if wrong else ""
    return f"{told or 'Không có dòng nào.'}{faults}"


def _missing(pasted: Pasted, sheet: Sheet) -> str:
    """The columns that a new row must have and that were not pasted, by title."""
    absent = [one.title for one in sheet.columns if one.required and one.name not in pasted.columns]
    return ", ".join(absent)


def _columns(pasted: Pasted, sheet: Sheet) -> tuple[PastedColumn, ...]:
    names: Mapping[str, str] = {one.name: one.title for one in sheet.columns}
    return tuple(
        PastedColumn(
            number=number,
            head=pasted.header[number - 1] if number <= len(pasted.header) else f"Cột {number}",
            options=(
                Option("", LEFT_OUT, not chosen),
                *(Option(name, title, name == chosen) for name, title in names.items()),
            ),
        )
        for number, chosen in enumerate(pasted.columns, 1)
    )


def _lines(
    pasted: Pasted, planned: Merging, sheet: Sheet, named: Sequence[str]
) -> tuple[PastedLine, ...]:
    wrong = {(one.row, one.column) for one in pasted.faults}
    shown = list(zip(pasted.numbers, pasted.rows, planned.how, strict=True))[:_MOST_SHOWN_ROWS]
    return tuple(
        PastedLine(
            number,
            how,
            tuple(
                (
                    sheet.column(name).title,
                    shown_text(sheet.column(name), row.get(name, "")),
                    (number, sheet.column(name).title) in wrong,
                )
                for name in named
            ),
        )
        for number, row, how in shown
    )
