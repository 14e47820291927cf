"""A block of cells pasted onto the grid: line by line from the active row, cell by cell."""

from collections.abc import Sequence

from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.queries import Draft
from congvu.engine.lists.sheets import Sheet
from congvu.web.office.pasting import NotATable, canonical, split_lines


def edits_of(
    draft: Draft,
    sheet: Sheet,
    rows: Sequence[tuple[int, int | None]],
    columns: Sequence[str],
    text: str,
) -> list[RowEdit]:
    """Return the edits that a block makes of `rows` (id, version seen) and `columns`, in order.

    Lines past the sheet's last row become new rows. Raises Refused for a block wider than the
    columns, or longer than the rows shown where others follow: nobody would see what it changes.
    """
    try:
        lines = split_lines(text)
    except NotATable as wrong:
        raise Refused(str(wrong)) from wrong
    ids = draft.ids[sheet.name]
    if max(len(line) for line in lines) > len(columns):
        raise Refused(
            "Khối dán rộng hơn số cột từ ô đang chọn; chọn ô ở bên trái hơn, hoặc hiện mọi cột."
        )
    if len(lines) > len(rows) and rows and rows[-1][0] != ids[-1:][0]:
        raise Refused(
            "Khối dán dài hơn số dòng đang hiện trên trang; dùng “Dán từ bảng tính” để xem trước."
        )
    standing = dict(zip(ids, draft.document.rows(sheet.name), strict=True))
    edits = []
    for number, line in enumerate(lines):
        cells = zip(columns, line, strict=False)
        typed = {name: canonical(sheet, name, text) for name, text in cells}
        if number < len(rows):
            row_id, seen = rows[number]
            edits.append(
                RowEdit(sheet.name, {**standing.get(row_id, {}), **typed}, row_id, seen=seen)
            )
        elif any(typed.values()):
            edits.append(RowEdit(sheet.name, typed))
    return edits
