"""Reading the list of a signed decision, as the office has it, into lines to compare."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from congvu.engine.reconciliation.comparing import HUNDREDTHS
from congvu.engine.reconciliation.lines import Line
from congvu.exchange.lists.tables import Entry, Table, entries, tell_columns
from congvu.exchange.lists.worksheets import LegacyText, Worksheet, read_worksheets
from congvu.exchange.reconciliation.layout import DECISION
from congvu.exchange.reconciliation.levels import level_of
from congvu.exchange.reconciliation.units import NamedUnit, UnitNames
from congvu.exchange.workbook.cells import Fault, amount_of, is_empty, text_of
from congvu.exchange.workbook.headers import DEEPEST_START, DEEPEST_TITLES, find_header
from congvu.exchange.workbook.problems import Place, Problems, Severity
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.vietnamese import fold

MOST_ROWS = 60_000
FEWEST_SCORES = 3  # 80,5 alone may well be 80,50
MOST_POINTS = 1_000 * 10**HUNDREDTHS
_NOTHING = {"", "-", "–", "—", "x", "…", "..."}
_UNIT_WORDS = ("phong ", "trung tam ", "van phong ", "ban ", "so ", "chi cuc ", "thanh tra ",
               "uy ban ", "ubnd ", "hdnd ", "doi ", "to ", "khoi ", "bo phan ")  # fmt: skip
LEVELS_IN_WORDS = "hoàn thành xuất sắc, hoàn thành tốt, hoàn thành, không hoàn thành nhiệm vụ"
NO_LIST = (
    "Không thấy danh sách người nào trong tệp. Trang cần có dòng tiêu đề cột như “STT”, “Họ và "
    "tên”, “Chức vụ”, “Đơn vị”, “Điểm”, “Xếp loại”."
)
NOBODY = "Danh sách trong tệp không có dòng người nào dưới tiêu đề."


@dataclass(slots=True)
class Decision:
    """What a decision's file says.

    `score_places`: how many decimals its scores show (2 where it has too few to tell).
    `unknown_units`: names of units that nobody could place, with the number of their lines.
    `problems`: what to tell.
    """

    lines: list[Line] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    score_places: int = 0
    scores: int = 0
    unknown_units: Counter[str] = field(default_factory=Counter)


def read_decision(path: Path, units: Sequence[NamedUnit]) -> Decision:
    """Read the list of a decision; `units` are those it is about.

    Raises Refused for a file that cannot be read, has no list or nobody in it.
    """
    decision = Decision()
    sheets, legacy = read_worksheets([path], decision.problems, convert=True, most_rows=MOST_ROWS)
    tables = [table for sheet in sheets if (table := _table(sheet))]
    if not tables:
        raise Refused(Kind.NO_TABLE, NO_LIST)
    names = UnitNames(units)
    for table in tables:
        tell_columns(table, decision.problems)
        _SheetReader(table, names, decision).read()
    _tell_legacy(legacy, decision.problems)
    if not decision.lines:
        raise Refused(Kind.NO_TABLE, NOBODY)
    if decision.scores < FEWEST_SCORES:
        decision.score_places = HUNDREDTHS
    return decision


def _table(sheet: Worksheet) -> Table | None:
    top = sheet.rows[: DEEPEST_START + DEEPEST_TITLES]
    header = find_header(top, DECISION.words, sheet.merges)
    if header is None or not DECISION.accepts(header):
        return None
    return Table(sheet, DECISION, header, dict(header.columns))


def _tell_legacy(legacy: Sequence[LegacyText], problems: Problems) -> None:
    for one in legacy:
        problems.mended(
            Place(one.sheet, 0),
            f"chữ viết bằng phông cũ ({one.encoding.value}), {one.cells} ô: đã chuyển sang Unicode",
        )


class _SheetReader:
    """The people of one sheet."""

    def __init__(self, table: Table, names: UnitNames, decision: Decision) -> None:
        self.table = table
        self.names = names
        self.decision = decision
        self.section = ""
        first, second = table.header.doubled.get("name", (0, 0))
        self.name_goes_on = second if second == first + 1 else None

    def read(self) -> None:
        """Take every row that is a person; lines that nobody understands are told."""
        unread: list[tuple[int, str]] = []
        for entry in entries(self.table, self.decision.problems, unread):
            if self._is_section(entry):
                self.section = entry.text("name")
            else:
                self.decision.lines.append(self._line(entry))
        for number, line in unread:
            self.decision.problems.add(
                self.table.place(number), f"không hiểu dòng “{line[:60]}”",
                "một dòng có họ tên và điểm hoặc xếp loại", Severity.SKIPPED,
            )  # fmt: skip

    def _is_section(self, entry: Entry) -> bool:
        """ "1 | Phòng Kinh tế" heads the rows below it: a name of a unit, and nothing beside."""
        alone = not entry.has("code", "score", "level", "title", "unit", "family")
        return alone and f"{fold(entry.text('name'))} ".startswith(_UNIT_WORDS)

    def _line(self, entry: Entry) -> Line:
        score, score_told = self._score(entry)
        level, level_told = self._level(entry)
        unit, agency, unit_name = self._unit(entry)
        return Line(
            key=str(self.table.place(entry.number)),
            code=entry.text("code"),
            name=self._name(entry),
            unit=unit,
            agency=agency,
            unit_name=unit_name,
            title=entry.text("title"),
            score_hundredths=score,
            level=level,
            title_told=entry.has("title"),
            score_told=score_told,
            level_told=level_told,
        )

    def _name(self, entry: Entry) -> str:
        parts = [entry.text("family"), entry.text("name")]
        if self.name_goes_on is not None:
            cells = self.table.worksheet.rows[entry.number - 1]
            parts.append(
                text_of(cells[self.name_goes_on]) if len(cells) > self.name_goes_on else ""
            )
        return " ".join(part for part in parts if part)

    def _score(self, entry: Entry) -> tuple[int | None, bool]:
        """(hundredths or None, whether the decision tells it)."""
        cell = entry.cells.get("score")
        if "score" not in self.table.columns:
            return None, False
        if cell is None or is_empty(cell) or text_of(cell).strip() in _NOTHING - {""}:
            return None, True
        try:
            value = amount_of(cell, HUNDREDTHS, 0, MOST_POINTS)
        except Fault as fault:
            self._tell(entry, "score", fault.what, fault.right)
            return None, False
        self.decision.scores += 1
        self.decision.score_places = max(self.decision.score_places, _shown(cell))
        return value, True

    def _level(self, entry: Entry) -> tuple[str, bool]:
        if "level" not in self.table.columns:
            return "", False
        text = entry.text("level")
        level = "" if text in _NOTHING else level_of(text)
        if level is None:
            self._tell(entry, "level", f"chưa rõ mức xếp loại “{text[:40]}”", LEVELS_IN_WORDS)
            return "", False
        return level, True

    def _unit(self, entry: Entry) -> tuple[str, str, str]:
        """(unit's code, agency's code, as written); "" for what nobody can tell."""
        own = entry.text("unit")
        shown = own or self.section or (entry.headings[-1] if entry.headings else "")
        texts = [self.table.name, *entry.headings, self.section, own]
        meant = self.names.meant([text for text in texts if text])
        if own and (meant is None or self.names.meant([own]) is None):
            self.decision.unknown_units[own] += 1
        if meant is None:
            return "", "", shown
        room = "" if self.names.is_whole(meant) else meant.code
        return room, meant.agency or meant.code, shown

    def _tell(self, entry: Entry, key: str, what: str, right: str) -> None:
        place = self.table.place(entry.number, key)
        self.decision.problems.add(place, what, right, Severity.NOTICE)


def _shown(cell: str) -> int:
    """How many decimals a score shows: 76,7 is one, 76,70 typed as text is two."""
    text = cell[1:].strip().replace(",", ".")
    return min(len(text.rpartition(".")[2]) if "." in text else 0, HUNDREDTHS)
