"""The lines of a block, pasted as text or read from a workbook, with what each column is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from congvu.exchange.assigning.fields import RUNNING, TITLES, WITHOUT_HEADING, WORDS
from congvu.exchange.lists.gathering import CONTROL
from congvu.exchange.lists.pasting import split_pasted
from congvu.exchange.lists.worksheets import read_worksheets
from congvu.exchange.workbook.cells import Cell, text_of
from congvu.exchange.workbook.headers import Header, find_header, simplified
from congvu.exchange.workbook.problems import Problems
from congvu.exchange.workbook.tables import is_numbering
from congvu.kernel.vietnamese import nfc

MOST_LINES = 500
FEWEST_TITLES = 2


class NotABlock(ValueError):
    """Text or a file that holds no block of work; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of cells; `columns` name each column's field ("" where it is none of ours).

    `lines` are (number in what was pasted, from 1; texts of the cells). `titles` are the words of
    the heading, empty where the first line names no columns. `lost` are titles not understood.
    """

    columns: tuple[str, ...]
    titles: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """Titles of columns that hold something and are not used."""
        return tuple(
            title
            for at, title in enumerate(self.titles)
            if title
            and not self.columns[at]
            and simplified(title) not in RUNNING
            and any(len(cells) > at and cells[at] for _number, cells in self.lines)
        )

    def cells(self, at: int) -> dict[str, str]:
        """The texts of one line (by place) under the fields they are for."""
        _number, cells = self.lines[at]
        pairs = zip(self.columns, cells, strict=False)
        return {name: text for name, text in pairs if name}


def read_block(text: str, chosen: Sequence[str] | None = None) -> Block:
    """Read pasted text; `chosen` say what each column is, None: by its heading.

    Raises NotABlock where there is nothing to read, or too much.
    """
    rows = [
        (number, tuple(_clean(cell) for cell in cells))
        for number, cells in enumerate(split_pasted(text), start=1)
    ]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise NotABlock("Chưa có gì để đọc: chọn vùng ô trong bảng tính, chép rồi dán vào ô này.")
    header = _header(rows[0][1])
    titles = rows[0][1] if header else ()
    lines = rows[1:] if header else rows
    lines = [row for row in lines if not is_numbering([f"s{cell}" for cell in row[1]])]
    if not lines:
        raise NotABlock("Chỉ có dòng tiêu đề, chưa có dòng việc nào bên dưới.")
    if len(lines) > MOST_LINES:
        raise NotABlock(f"Có {len(lines)} dòng; mỗi lần giao nhiều nhất {MOST_LINES} dòng.")
    width = max(len(cells) for _number, cells in rows)
    named = _named(header, width) if chosen is None else _once(chosen)
    return Block((*named, *[""] * width)[:width], titles, tuple(lines))


def text_of_file(path: Path) -> str:
    """Return the first table of work of a workbook as the text that pasting it would give.

    Raises NotABlock where no sheet has such a table, and Refused as reading a workbook does.
    """
    sheets, _legacy = read_worksheets([path], Problems(), convert=True)
    for sheet in sheets:
        header = find_header(sheet.rows, WORDS, sheet.merges)
        if header and _is_ours(header):
            heading = [header.titles.get(at, "") for at in range(max(header.titles) + 1)]
            below = [[_told(cell) for cell in row] for row in sheet.rows[header.last + 1 :]]
            return "\n".join("\t".join(map(_quoted, row)) for row in [heading, *below])
    raise NotABlock(
        "Không thấy bảng giao việc trong tệp: cần một dòng tiêu đề có cột “Người thực hiện” và "
        "“Sản phẩm” hoặc “Nội dung”."
    )


def _told(cell: Cell) -> str:
    """A cell as one would type it: a number's point becomes a comma."""
    return text_of(cell).replace(".", ",") if cell and cell[0] == "n" else text_of(cell)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if "\t" in text or '"' in text else text


def _clean(cell: str) -> str:
    return " ".join(CONTROL.sub("", nfc(cell)).split())


def _header(cells: Sequence[str]) -> Header | None:
    found = find_header([[f"s{cell}" if cell else None for cell in cells]], WORDS)
    return found if found and _is_ours(found) else None


def _is_ours(header: Header) -> bool:
    sure = header.columns.keys() - header.guessed.keys()
    return len(sure) >= FEWEST_TITLES and bool(sure & {"person", "product", "product_code"})


def _named(header: Header | None, width: int) -> tuple[str, ...]:
    if header is None:
        return WITHOUT_HEADING[:width]
    names = {column: key for key, column in header.columns.items()}
    return tuple(names.get(column, "") for column in range(width))


def _once(chosen: Sequence[str]) -> tuple[str, ...]:
    """Every field at most once; what names none is left out."""
    return tuple(
        name if name in TITLES and name not in chosen[:place] else ""
        for place, name in enumerate(chosen)
    )
