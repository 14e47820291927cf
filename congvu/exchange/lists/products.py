"""Tables of products: which column is which, groups from headings, codes where there are none."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from congvu.engine.lists.document import written
from congvu.engine.lists.sheets import COMPLEXITIES, GROUPS, PRODUCTS, Column
from congvu.exchange.lists.gathering import (
    Gathering,
    Mend,
    RowReader,
    read_as_it_stands,
    refuse_line,
)
from congvu.exchange.lists.standards import agreeing_standard, bands_of, stated_standard
from congvu.exchange.lists.tables import (
    MOST_SHOWN,
    Entry,
    Table,
    entries,
    tell_columns,
    without_numeral,
)
from congvu.exchange.workbook.cells import text_of
from congvu.exchange.workbook.problems import Place
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.kernel.vietnamese import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_COMPLEXITY = re.compile(
    r"(?:n|nhom|bac|muc|cap|loai)?[\s.]*(?P<number>[1-5]|iv|v|i{1,3})(?:\s*[(:–-].*)?", re.DOTALL
)
_UNIT_OF_OFFICE = re.compile(r"\(|phong|van phong|trung tam|so |ban |chi cuc|to |doi |dung chung")
_LEADING_COUNT = re.compile(r"\s*0*[0-9]+\s+(?=\S)")
_HOURS = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:giờ|h|tiếng)", re.IGNORECASE)
_LEADERS = re.compile(r"lanh dao|quan ly, dieu hanh|chi dao, dieu hanh")
_SHARED = re.compile(
    r"dung chung|(nhiem vu|cong viec|chuyen mon) chung|van thu|luu tru|ke toan"
    r"|(?<!thu tuc )(?<!don vi )hanh chinh|to chuc can bo|tai vu|thu quy"
)
_OTHER = re.compile(r"(nhiem vu|cong viec|viec) khac|dot xuat|phat sinh|^khac$")
_OWN = re.compile(r"rieng|chuyen nganh|dac thu|^(phong|van phong|trung tam|ban|chi cuc)\b")
_GENERIC_SHEET = re.compile(
    r"(\[.*\])?\s*(sheet|trang|trang tinh|table|bang|data|phu luc|pl|danh muc|dm)?[\s_]*"
    r"[0-9ivx]*\.?", re.IGNORECASE,
)  # fmt: skip
_SMALL_WORDS = frozenset({"va", "cua", "cac", "ve", "theo", "cho", "tai", "o", "voi", "trong"})
LONGEST_INITIALS = 4


@dataclass(slots=True)
class CodeMaker:
    """Makes codes from a section's initials and a number, none of them used before."""

    used: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def code(self, words: str, otherwise: str = "SP") -> str:
        """Return the next code for these words: "Văn thư, lưu trữ" → VTLT.01."""
        stem = initials(words) or otherwise
        while True:
            self.counts[stem] += 1
            code = f"{stem}.{self.counts[stem]:02d}"
            if code not in self.used:
                self.used.add(code)
                return code


def initials(words: str) -> str:
    """The first letters of the words that count: "II. Lãnh đạo, quản lý" → "LDQL"."""
    plain = re.findall(r"[a-z]+", fold(without_numeral(words)))
    letters = "".join(word[0] for word in plain if word not in _SMALL_WORDS)
    return letters[:LONGEST_INITIALS].upper()


def read_products(table: Table, gathering: Gathering, codes: CodeMaker, alone: bool) -> None:
    """Read one table of products; `alone` says that it is the only one of the files."""
    if table.own:
        gathering.speak_of(PRODUCTS, table.columns)
        read_as_it_stands(table, gathering)
        return
    _Products(table, gathering, codes, alone).read()


class _Products:
    """One table of an office; columns are settled first, then rows are read."""

    def __init__(self, table: Table, gathering: Gathering, codes: CodeMaker, alone: bool) -> None:
        self.table = table
        self.columns = table.columns
        self.gathering = gathering
        self.problems = gathering.problems
        self.codes = codes
        self.sheet_section = "" if alone else _section_of_sheet(table.name)
        self.bands: list[tuple[str, str]] = []
        self.groups_guessed: Counter[tuple[str, str]] = Counter()
        self.made = 0
        self.rounded: list[int] = []
        self.output_from = ""

    def read(self) -> None:
        """Settle the columns, read every row, then tell what was inferred."""
        self._settle()
        unread: list[tuple[int, str]] = []
        for entry in entries(self.table, self.problems, unread):
            self._read_row(entry)
        for number, line in unread:
            refuse_line(self.table, number, line, self.gathering)
        derived = {"group", "section"} if self.groups_guessed else set()
        self.gathering.speak_of(PRODUCTS, {"code", *self.columns, *derived})
        self._tell()

    # ── columns ─────────────────────────────────────────────────────────────────────────────

    def _settle(self) -> None:
        self._settle_names()
        self._settle_groups()
        taken = set(self.columns.values())
        self._settle_units()
        if "total" in self.columns:
            self._replace("points", "total")
        if "output" not in self.columns:
            self._settle_output()
        tell_columns(self.table, self.problems, sorted(taken))

    def _replace(self, key: str, source: str) -> None:
        """Let the column of `source` be that of `key`."""
        self.columns[key] = self.columns.pop(source)

    def _settle_names(self) -> None:
        """“Công việc” names the row, or says more where another column names it."""
        if "work" in self.columns:
            free = next((key for key in ("name", "detail") if key not in self.columns), None)
            if free:
                self._replace(free, "work")
        if "name" not in self.columns and "detail" in self.columns:
            self._replace("name", "detail")

    def _settle_groups(self) -> None:
        """“Nhóm” may hold complexities (N1 …), groups (A …) or headings of the list."""
        self._settle_two_groups()
        if "group" in self.columns and "complexity" not in self.columns:
            if _mostly(self.table.values("group"), lambda text: bool(complexity_of(text))):
                self._replace("complexity", "group")
        elif "complexity" in self.columns and "group" not in self.columns:
            values = self.table.values("complexity")
            if values and not any(complexity_of(text) for text in values):
                self._replace("group", "complexity")
        if "group" in self.columns and "section" not in self.columns:
            values = self.table.values("group")
            if not _mostly(values, _is_group) and len(set(values)) > len(GROUPS):
                self._replace("section", "group")

    def _settle_two_groups(self) -> None:
        """“Nhóm” beside “Phân nhóm”: the one that holds complexities is the complexity."""
        pair = self.table.header.doubled.get("complexity")
        if pair is None or "group" in self.columns:
            return
        shown = [any(map(complexity_of, self.table.values_under(column))) for column in pair]
        if shown.count(True) == 1:
            del self.table.header.doubled["complexity"]
            at = shown.index(True)
            self.columns["complexity"], self.columns["group"] = pair[at], pair[1 - at]

    def _settle_units(self) -> None:
        """“Đơn vị” is a unit of measure, or the unit of the office that does the work."""
        if "unit_or_section" not in self.columns:
            return
        office = _mostly(
            self.table.values("unit_or_section"),
            lambda text: bool(_UNIT_OF_OFFICE.match(fold(text))),
        )
        key = "section" if office else "unit"
        if key in self.columns:
            del self.columns["unit_or_section"]
        else:
            self._replace(key, "unit_or_section")

    def _settle_output(self) -> None:
        """Without a column of outputs, the unit counted or a title that names products says it."""
        self.output_from = "unit" if "unit" in self.columns else "name"
        title = self.table.layout.title(self.output_from)
        self.problems.mended(
            Place(self.table.name, self.table.header.last + 1),
            f"không có cột “Sản phẩm đầu ra”: lấy theo cột “{title}”",
            "thêm cột “Sản phẩm đầu ra” nếu sản phẩm khác với cột này",
        )

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def _read_row(self, entry: Entry) -> None:
        reader = RowReader(self.table, entry, PRODUCTS)
        guessed = {"code"} if "code" not in self.columns else set()
        self._read_section(reader, entry)
        guessed |= self._read_group(reader, entry)
        for column in PRODUCTS.columns:
            if column.name not in ("code", "group", "section", "output"):
                reader.read(column, mend=self._mend_of(column, entry))
        self._read_output(reader, entry)
        self._read_code(reader)
        if reader.finish(self.gathering, guessed):
            key = PRODUCTS.key_of(reader.row)
            if "code" in guessed:
                self.gathering.made.add((PRODUCTS.name, key))
                self.made += 1
            self.bands.append((reader.row["complexity"], entry.text("band")))

    def _mend_of(self, column: Column, entry: Entry) -> Mend | None:
        if column.name == "complexity":
            return lambda text: complexity_of(text) or text
        if column.name == "hours":
            return lambda text: found[1] if (found := _HOURS.fullmatch(text.strip())) else text
        cell = entry.cells.get(column.name)
        if column.name == "coefficient" and cell is not None and cell[0] == "n":
            return lambda text: self._rounded(text, entry.number)
        return None

    def _rounded(self, text: str, number: int) -> str:
        """A coefficient that a formula left unrounded is kept to one decimal (Đ13 khoản 1)."""
        try:
            parse_fixed(text, places=1)
        except NotANumber:
            digits = len(text.partition(",")[2])
            if digits < 2:
                return text
            self.rounded.append(number)
            exact = parse_fixed(text, places=digits)
            return written((2 * exact + 10 ** (digits - 1)) // (2 * 10 ** (digits - 1)), 1)
        return text

    def _read_section(self, reader: RowReader, entry: Entry) -> None:
        column = PRODUCTS.column("section")
        if "section" in self.columns:
            reader.read(column)
        if not reader.row.get("section"):
            headings = [*entry.headings[-1:], self.sheet_section]
            reader.put(column, next((text for text in headings if text), ""))

    def _read_group(self, reader: RowReader, entry: Entry) -> set[str]:
        """Take the group as typed, or infer it from words; return it if it was inferred."""
        column, typed = PRODUCTS.column("group"), entry.text("group")
        if typed and _is_group(typed):
            reader.read(column)
            return set()
        section = reader.row.get("section", "")
        words = [typed, section, *reversed(entry.headings), self.sheet_section]
        said = next((text for text in words if group_of_words(text)), "")
        group = group_of_words(said) or "C"
        reader.put(column, group)
        self.groups_guessed[said or section or "(không có đề mục)", group] += 1
        return {"group"}

    def _read_output(self, reader: RowReader, entry: Entry) -> None:
        column = PRODUCTS.column("output")
        if not self.output_from:
            reader.read(column)
            return
        reader.put(column, _LEADING_COUNT.sub("", entry.text(self.output_from)))

    def _read_code(self, reader: RowReader) -> None:
        column = PRODUCTS.column("code")
        if "code" in self.columns:
            reader.read(column)
        elif not reader.faults:  # a refused row takes no number
            reader.put(column, self.codes.code(reader.row.get("section", "")))

    # ── what was inferred ───────────────────────────────────────────────────────────────────

    def _tell(self) -> None:
        place = Place(self.table.name, self.table.header.last + 1)
        for group in sorted({group for _said, group in self.groups_guessed}):
            said = {s: n for (s, one), n in self.groups_guessed.items() if one == group}
            under = ", ".join(f"“{words[:MOST_SHOWN]}”" for words in said)
            self.problems.mended(
                place,
                f"{sum(said.values())} dòng được xếp nhóm {group} ({GROUPS[group]}) theo: {under}",
                "sửa cột “Nhóm nhiệm vụ” nếu không đúng",
            )
        if self.made:
            self.problems.mended(
                place,
                f"danh mục không có cột mã: đã đặt mã cho {self.made} dòng theo chữ đầu của đề mục",
                "thêm cột “Mã” nếu đã có mã riêng",
            )
        if self.rounded:
            self.problems.mended(
                place,
                f"{len(self.rounded)} hệ số có nhiều chữ số thập phân (dòng đầu: "
                f"{self.rounded[0]}): làm tròn đến một chữ số thập phân",
            )
        self._tell_scale(place)

    def _tell_scale(self, place: Place) -> None:
        settings = self.gathering.settings.setdefault("catalogue", {})
        bands, unclear = bands_of(self.bands)
        for name, band in bands.items():
            if settings.setdefault(name, band) != band:
                told = f"nhóm N{name[-1]} ở trang này có khung {band}, trang trước {settings[name]}"
                self.problems.notice(place, f"{told}: giữ khung của trang trước")
        if bands:
            told = ", ".join(f"N{name[-1]} {settings[name]}" for name in bands)
            self.problems.notice(place, f"khung điểm theo cột “Khung điểm”: {told}")
        for group in unclear:
            self.problems.notice(place, f"nhóm {group} có hơn một khung điểm: lấy khung hay gặp")
        cells = (cell for row in self.table.worksheet.rows for cell in row)
        texts = (text_of(cell) for cell in cells if cell and "chuẩn" in cell.lower())
        if stated := stated_standard(texts):
            settings.setdefault("standard_points", stated)
            self.problems.notice(place, f"sản phẩm chuẩn được ghi là {stated} điểm")


def settle_standard(gathering: Gathering, place: Place) -> None:
    """Say which points of the standard product the rows agree with; keep what was stated."""
    settings = gathering.settings.setdefault("catalogue", {})
    rows = gathering.rows.get(PRODUCTS.name, {}).values()
    standard, agreeing, judged = agreeing_standard(rows)
    if not standard:
        return
    held = settings.setdefault("standard_points", standard)
    told = f"{agreeing}/{judged} hệ số đúng với sản phẩm chuẩn {standard} điểm"
    if held != standard:
        told += f", nhưng tệp ghi {held} điểm: giữ {held}"
    gathering.problems.notice(place, told)


def complexity_of(text: str) -> str:
    """ "Nhóm 3", "N3 (51-100)", "III", "3" → "N3"; "" for anything else."""
    found = _COMPLEXITY.fullmatch(fold(text))
    if found is None:
        return ""
    number = found["number"]
    code = f"N{_ROMAN.get(number, number)}"
    return code if code in COMPLEXITIES else ""


def group_of_words(words: str) -> str:
    """The group that a heading speaks of: A leadership, B shared, D other, C own; "" if none."""
    text = fold(without_numeral(words))
    tests = ((_LEADERS, "A"), (_OTHER, "D"), (_OWN, "C"), (_SHARED, "B"))
    return next((group for pattern, group in tests if pattern.search(text)), "")


def _is_group(text: str) -> bool:
    folded = fold(text)
    return any(
        folded in (fold(code), fold(label), fold(f"{code}. {label}"))
        for code, label in GROUPS.items()
    )


def _mostly(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(holds, values)) * 2 > len(values)


def _section_of_sheet(name: str) -> str:
    return "" if _GENERIC_SHEET.fullmatch(fold(name)) else name
