"""Which of our sheets a worksheet holds, and its rows: headings told apart from rows and notes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from congvu.engine.lists.sheets import ListKind
from congvu.exchange.lists.layouts import LAYOUTS, RUNNING_NUMBERS, Layout, own_titles
from congvu.exchange.lists.worksheets import Cells, Worksheet
from congvu.exchange.workbook.cells import Cell, is_empty, text_of
from congvu.exchange.workbook.headers import (
    DEEPEST_START,
    DEEPEST_TITLES,
    Header,
    find_header,
)
from congvu.exchange.workbook.problems import Place, Problems
from congvu.exchange.workbook.tables import (
    fill_down,
    is_blank,
    is_numbering,
    is_repeated_header,
)
from congvu.kernel.vietnamese import fold

MOST_ANALYSED = 500
MOST_SHOWN = 60
_FOOTER = re.compile(
    r"(\(?\*?\)?\s*ghi chu|noi nhan|luu y|tm\.|kt\.|tl\.|tuq\.|nguoi lap|thu truong|xac nhan cua"
    r"|\(?ky,? (va )?ghi ro|danh muc (nay )?(gom|co) |.{0,40}, ?ngay .{0,12}thang )"
)
_TOTAL = re.compile(r"(tong cong|tong so|tong|cong)[\s:]*(\(.*\)|[ivx+\s\d]+)?")
_NUMERAL = re.compile(r"(phần |mục )?([IVX]+|[A-ZĐ])[.)]?", re.IGNORECASE)
_HEADING = re.compile(
    r"\(?(?P<numeral>(phan|muc|nhom|chuong)? ?[ivxlc]+|[a-zđ]|[ivx]+\.[a-zđ0-9]+)\)?\s*"
    r"([.\-–—:/)]|$)"
)
_ORGANISED = re.compile(
    r"(\d+[.)]?\s*)?(phong|trung tam|van phong|linh vuc|nhom|nhiem vu|cong tac|bo phan|vi tri"
    r"|cong viec|chi cuc|nang luc)\b"
)
_STATED_POSITION = re.compile(
    r"\s*(?:\d[\d.\-–)]*\s*)?(?P<what>tên|mã)\s*(?:số\s*)?(?:vị trí việc làm|vtvl|vị trí)"
    r"\s*:?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Table:
    """A recognised worksheet: its layout, the column of each key, and what is stated above.

    `own` tells that we wrote the file: every row under the titles is a row, as it stands.
    """

    worksheet: Worksheet
    layout: Layout
    header: Header
    columns: dict[str, int]
    stated: dict[str, Cell] = field(default_factory=dict)
    own: bool = False

    @property
    def name(self) -> str:
        """The worksheet's name."""
        return self.worksheet.name

    def place(self, row: int, key: str = "") -> Place:
        """The address of a key's cell in a row (from 1); of the row where it has no column."""
        column = self.columns.get(key)
        return Place(self.name, row, 0 if column is None else column + 1)

    def values(self, key: str) -> list[str]:
        """Texts of the first rows in a key's column that are not empty."""
        column = self.columns.get(key)
        return [] if column is None else self.values_under(column)

    def values_under(self, column: int) -> list[str]:
        """Texts of the first rows under a column (from 0) that are not empty."""
        below = self.worksheet.rows[self.header.last + 1 :][:MOST_ANALYSED]
        texts = (text_of(row[column]) for row in below if column < len(row))
        return [text for text in texts if text]


@dataclass(slots=True)
class Entry:
    """One row to be read: its number from 1, its cells by key, the headings it stands under."""

    number: int
    cells: dict[str, Cell]
    headings: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """The key's cell as one line of text; empty where there is none."""
        return text_of(self.cells.get(key))

    def has(self, *keys: str) -> bool:
        """Whether any of these keys has something in its cell."""
        return any(not is_empty(self.cells.get(key)) for key in keys)


def recognise(worksheet: Worksheet, hint: ListKind | None, problems: Problems) -> Table | None:
    """Say which sheet this is by its header; None (and told) where it is none of ours."""
    layouts = [one for one in LAYOUTS if hint is None or one.kind is hint]
    table = _own_table(worksheet, layouts) or _office_table(worksheet, layouts)
    if table is None:
        problems.notice(
            Place(worksheet.name, 0),
            "không nhận ra bảng nào trên trang này: không đọc",
            "trang có dòng tiêu đề cột như “Mã”, “Nhiệm vụ”, “Sản phẩm đầu ra”, “Điểm”",
        )
    return table


def _own_table(worksheet: Worksheet, layouts: Sequence[Layout]) -> Table | None:
    if worksheet.own_header is None:
        return None
    titles = [text_of(cell) for cell in worksheet.rows[worksheet.own_header]]
    for layout in layouts:
        if titles == own_titles(layout.sheet):
            columns = {one.name: at for at, one in enumerate(layout.sheet.columns)}
            header = Header(
                worksheet.own_header, worksheet.own_header, columns, dict(enumerate(titles))
            )
            return Table(worksheet, layout, header, dict(columns), own=True)
    return None


def _office_table(worksheet: Worksheet, layouts: Sequence[Layout]) -> Table | None:
    top = worksheet.rows[: DEEPEST_START + DEEPEST_TITLES]
    best: Table | None = None
    for layout in layouts:
        header = find_header(top, layout.words, worksheet.merges)
        if header is None:
            continue
        stated = _stated(worksheet.rows[: header.first], layout)
        if layout.accepts(header, stated) and (best is None or header.weight > best.header.weight):
            best = Table(worksheet, layout, header, dict(header.columns), stated)
    return best


def _stated(above: Sequence[Cells], layout: Layout) -> dict[str, Cell]:
    """ "Tên vị trí việc làm: …" and "Mã vị trí việc làm: …" above the table of a description."""
    keys = {"tên": "position_name", "mã": "position"}
    stated: dict[str, Cell] = {}
    if not any("position_name" in choice for choice in layout.needed):
        return stated
    for row in above:
        cells = [text_of(cell) for cell in row if not is_empty(cell)]
        for text, following in zip(cells, [*cells, ""][1:], strict=True):
            if found := _STATED_POSITION.fullmatch(text):
                said = found["rest"] or following
                stated.setdefault(keys[found["what"].lower()], "s" + said if said else None)
    return {key: cell for key, cell in stated.items() if cell}


def tell_columns(table: Table, problems: Problems, used: Sequence[int] = ()) -> None:
    """Tell the titles that were guessed, that mean the same, and the columns that are not used."""
    header, layout = table.header, table.layout
    row = header.last + 1
    for key, column in header.guessed.items():
        problems.mended(
            Place(table.name, row, column + 1),
            f"tiêu đề “{header.titles[column][:MOST_SHOWN]}” được hiểu là “{layout.title(key)}”",
            f"đổi tiêu đề thành “{layout.title(key)}”",
        )
    for key, (first, second) in header.doubled.items():
        problems.notice(
            Place(table.name, row, second + 1),
            f"hai cột cùng nghĩa “{layout.title(key)}”: chỉ dùng cột "
            f"“{header.titles[first][:MOST_SHOWN]}”",
            "giữ một cột hoặc đổi tên cột kia",
        )
    unused = [one for one in header.unused_but(RUNNING_NUMBERS) if one not in used]
    if unused:
        names = ", ".join(f"“{header.titles[column][:MOST_SHOWN]}”" for column in unused)
        problems.notice(Place(table.name, row), f"không dùng các cột: {names}")


def entries(table: Table, problems: Problems, unread: "list[tuple[int, str]]") -> Iterator[Entry]:
    """Yield the rows to be read; what is no row is told, what nobody understands goes to `unread`.

    `unread` gets (row number, text) of lines that are neither rows nor headings nor notes.
    """
    below = table.header.last + 1
    rows = list(enumerate(table.worksheet.rows[below:], start=below + 1))
    if table.own:
        yield from (Entry(n, _by_key(table, cells)) for n, cells in rows if not is_blank(cells))
        return
    yield from _Body(table, problems, unread).entries(rows)


def _by_key(table: Table, cells: Sequence[Cell]) -> dict[str, Cell]:
    found = {key: cells[at] for key, at in table.columns.items() if at < len(cells)}
    return found | {key: cell for key, cell in table.stated.items() if not found.get(key)}


class _Body:
    """The rows under the titles, with the headings that stand over each."""

    def __init__(self, table: Table, problems: Problems, unread: "list[tuple[int, str]]") -> None:
        self.table = table
        self.problems = problems
        self.unread = unread
        self.headings: list[tuple[str, str]] = []  # (style of its numeral, text)
        self.ended = False
        self.titles: dict[int, set[str]] = defaultdict(set)
        for row in table.worksheet.rows[table.header.first : table.header.last + 1]:
            for at, cell in enumerate(row):
                self.titles[at].add(text_of(cell))
        self.across = {
            top + 1
            for (top, left), (bottom, right) in table.worksheet.merges
            if top == bottom and right > left
        }

    def entries(self, rows: Sequence[tuple[int, Cells]]) -> Iterator[Entry]:
        filled = {
            self.table.columns[key] for key in self.table.layout.filled if key in self.table.columns
        }
        for number, cells in fill_down(rows, self.table.worksheet.merges, filled):
            if is_blank(cells):
                continue
            entry = Entry(number, _by_key(self.table, cells))
            if self._is_row(entry):
                if is_numbering(cells):
                    self._tell(number, "dòng đánh số cột: bỏ qua")
                elif self._repeats_titles(cells):
                    self._tell(number, "tiêu đề lặp lại: bỏ qua")
                elif self._is_total(cells):
                    self._tell(number, "dòng tổng cộng: không nhập")
                else:
                    entry.headings = tuple(text for _style, text in self.headings)
                    self.ended = False
                    yield entry
            else:
                self._read_line(number, cells)

    def _is_row(self, entry: Entry) -> bool:
        """Enough weighty cells, or one beside a cell that names the row."""
        layout = self.table.layout
        weighty = sum(entry.has(key) for key in layout.weighty)
        if any(_NUMERAL.fullmatch(entry.text(key)) for key in ("no", "code", "number")):
            return weighty - entry.has("code") > 1
        if weighty >= layout.fewest:
            return True
        return weighty > 0 and not self.ended and entry.has(*layout.naming)

    def _repeats_titles(self, cells: Cells) -> bool:
        """The titles again, or one of their rows: every cell says what a title above it says."""
        if is_repeated_header(cells, self.table.header):
            return True
        filled = [(at, text_of(cell)) for at, cell in enumerate(cells) if not is_empty(cell)]
        return len(filled) > 1 and all(text in self.titles.get(at, ()) for at, text in filled)

    def _is_total(self, cells: Cells) -> bool:
        return bool(_TOTAL.fullmatch(fold(_texts(cells)[0]))) and any(
            cell is not None and cell[0] in "nu" for cell in cells
        )

    def _read_line(self, number: int, cells: Cells) -> None:
        texts = [text for text in _texts([c for c in cells if not c or c[0] == "s"]) if text]
        line = " ".join(_texts(cells))
        folded = fold(line)
        numbered = bool(texts) and _is_numbered(texts)
        if _FOOTER.match(folded) or (self.ended and not numbered):
            if not self.ended:
                self._tell(number, f"phần dưới bảng, không nhập từ dòng này: “{line[:MOST_SHOWN]}”")
            self.ended = True
        elif _TOTAL.fullmatch(folded):
            self._tell(number, "dòng tổng cộng: không nhập")
        elif is_numbering(cells):
            self._tell(number, "dòng đánh số cột: bỏ qua")
        elif self._repeats_titles(cells):
            self._tell(number, "tiêu đề lặp lại: bỏ qua")
        elif self._is_heading(number, texts, folded):
            self._open(number, texts)
        else:
            self.unread.append((number, line))

    def _is_heading(self, number: int, texts: Sequence[str], folded: str) -> bool:
        if not 0 < len(texts) <= 2:
            return False
        if _is_numbered(texts) or number in self.across:
            return True
        letters = [letter for letter in texts[-1] if letter.isalpha()]
        shouted = bool(letters) and all(letter.isupper() for letter in letters)
        return len(texts) == 1 and (shouted or bool(_ORGANISED.match(folded)))

    def _open(self, number: int, texts: Sequence[str]) -> None:
        """A heading closes those of its own style and below."""
        style = _style(fold(texts[0]))
        known = [one for one, _text in self.headings]
        if style in known:
            del self.headings[known.index(style) :]
        separated = ". " if len(texts) > 1 and not texts[0].endswith((".", ")", ":")) else " "
        text = separated.join(texts)
        self.headings.append((style, text))
        self._tell(number, f"dòng đề mục: “{text[:MOST_SHOWN]}”")

    def _tell(self, number: int, what: str) -> None:
        self.problems.notice(Place(self.table.name, number), what)


def _texts(cells: Sequence[Cell]) -> list[str]:
    """The texts of a row, what a merge repeats said once."""
    return list(dict.fromkeys(text_of(cell) for cell in cells if not is_empty(cell))) or [""]


def _is_numbered(texts: Sequence[str]) -> bool:
    """A heading's numeral: “II – Lãnh đạo”, “A. CHUNG”, or “II” in a cell of its own."""
    return bool(_HEADING.match(fold(texts[0])) or _NUMERAL.fullmatch(texts[0]))


def _style(folded: str) -> str:
    """The kind of numeral a heading begins with: I, A, I.1, 1 or none."""
    found = _HEADING.match(folded)
    if not found:
        return "number" if folded[:1].isdigit() else "plain"
    numeral = found["numeral"].split()[-1]
    if "." in numeral:
        return "roman.part"
    return "roman" if re.fullmatch(r"[ivx]+", numeral) else "letter"


def without_numeral(text: str) -> str:
    """The heading without its numeral: "II – Lãnh đạo" → "Lãnh đạo"."""
    found = re.match(r"\s*\(?([IVXLC]+(\.[A-ZĐ0-9]+)?|[A-ZĐ]|\d+(\.\d+)*)\)?\s*[.\-–—:/)]\s*", text)
    return text[found.end() :] if found and found.end() < len(text) else text
