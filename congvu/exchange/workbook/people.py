"""The table of people: general points, who leads what, đ and e; nothing is guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from congvu.engine.language.program import Program
from congvu.exchange.workbook.cells import (
    Cell,
    Fault,
    amount_of,
    check_readable,
    is_empty,
    number_of,
    text_of,
)
from congvu.exchange.workbook.headers import Header, simplified
from congvu.exchange.workbook.problems import Place, Problems, Severity
from congvu.exchange.workbook.tables import (
    Row,
    Table,
    is_blank,
    is_numbering,
    is_repeated_header,
)
from congvu.kernel.fixed import format_fixed, format_ratio
from congvu.kernel.vietnamese import fold
from congvu.law.criteria import Criterion
from congvu.law.registry import Rules, general_criteria_on

HEAD, DEPUTY = "head", "deputy"
_LEADS = {
    HEAD: ("nguoi dung dau", "dung dau", "truong", "cap truong", "head", "nguoi dung dau don vi"),
    DEPUTY: ("cap pho", "pho", "deputy", "cap pho cua nguoi dung dau", "cap pho nguoi dung dau"),
    "": ("", "khong", "khong giu chuc vu", "khong lanh dao", "0"),
}
_LEADER_OF = {word: leads for leads, words in _LEADS.items() for word in words}
_CODE = re.compile(r"\(?(I{1,3})\s?[.\-]\s?([1-9])")


@dataclass(frozen=True, slots=True)
class Measures:
    """What the rule text of the day asks of a row of people.

    `general_most` in hundredths of a point, None where the text does not ask for general points;
    `steps`: field → share → its code, as in {"organising": {1: "full", 1/2: "low"}}, empty
    where the text knows no leaders.
    """

    criteria: tuple[Criterion, ...]
    general_most: int | None
    steps: Mapping[str, Mapping[Fraction, str]]

    def steps_in_words(self, key: str) -> str:
        """The allowed answers as a user types them: "100 hoặc 50"."""
        return " hoặc ".join(format_ratio(share * 100, 0) for share in self.steps[key])


def measures_of(rules: Rules, program: Program) -> Measures:
    """Read the bounds of a row of people off the Rules in force (Đ12.2, Đ15.3)."""
    asked = {entry.name: entry for entry in program.stage("month").inputs}
    return Measures(
        general_criteria_on(rules.day),
        asked["general"].high if "general" in asked else None,
        {
            key: {Fraction(rules.value(f"{key}_{code}")): code for code in asked[key].options}
            for key in ("organising", "unity")
            if key in asked
        },
    )


@dataclass(slots=True)
class Person:
    """One person as the workbook knows her. `held`: why nothing can be notified, if so."""

    code: str
    name: str = ""
    unit: str = ""
    title: str = ""
    leads: str = ""
    looks_after: tuple[str, ...] = ()
    general_hundredths: int | None = None
    organising: str | None = None
    unity: str | None = None
    held: str = ""
    place: Place = field(default_factory=lambda: Place("", 0))


NO_PERSON_ROW = "chưa có dòng ở bảng người (điểm tiêu chí chung)"
BAD_PERSON_ROW = "dòng ở bảng người có lỗi"


class PersonReader:
    """Reads one table of people, row by row, into a register shared by all tables."""

    def __init__(
        self,
        table: Table,
        measures: "Measures",
        register: dict[str, Person],
        problems: Problems,
    ) -> None:
        self.table = table
        self.measures = measures
        self.criteria = _criteria_columns(table.header, measures.criteria)
        self.all_criteria = len(self.criteria) == len(measures.criteria)
        self.register = register
        self.problems = problems
        self.seen: dict[str, tuple[str, ...]] = {}

    def read(self, row: Row) -> None:
        """Take one row: a person, a fault, or a line that is neither."""
        number, cells = row
        if is_blank(cells):
            return
        code = text_of(self._cell(cells, "code"))
        filled = sum(not is_empty(cell) for cell in cells)
        if not code or filled < 2 or is_numbering(cells):
            self.problems.notice(self.table.place(number), "dòng không phải dòng người, bỏ qua")
        elif not is_repeated_header(cells, self.table.header):
            self._person(number, code, cells)

    def _cell(self, cells: Sequence[Cell], key: str) -> Cell:
        column = self.table.header.columns.get(key)
        return cells[column] if column is not None and column < len(cells) else None

    def _person(self, number: int, code: str, cells: Sequence[Cell]) -> None:
        contents = tuple(text_of(cell) for cell in cells)
        place = self.table.place(number, "code")
        if code in self.seen:
            self._twice(code, place, same=self.seen[code] == contents)
            return
        self.seen[code] = contents
        person = self.register.setdefault(code, Person(code, place=place))
        person.held = ""
        person.place = place
        self._identify(person, number, cells)
        asked = [self._general] if self.measures.general_most is not None else []
        if self.measures.steps:
            asked += [self._leadership, self._organising, self._unity]
        for read in asked:
            try:
                read(person, number, cells)
            except _CellFault as found:
                person.held = person.held or f"{BAD_PERSON_ROW} (ô {found.place})"
                self.problems.add(
                    found.place, found.fault.what, found.fault.right, Severity.SKIPPED, code
                )

    def _twice(self, code: str, place: Place, *, same: bool) -> None:
        if same:
            self.problems.mended(place, f"mã {code} có hai dòng giống hệt; chỉ dùng một", "", code)
            return
        self.problems.add(
            place, f"mã {code} có hai dòng khác nhau", "mỗi người một dòng", Severity.SKIPPED, code
        )
        self.register[code].held = "có hai dòng khác nhau ở bảng người"

    def _identify(self, person: Person, number: int, cells: Sequence[Cell]) -> None:
        name = text_of(self._cell(cells, "name"))
        if name and person.name and fold(name) != fold(person.name):
            self.problems.add(
                self.table.place(number, "name"),
                f"mã {person.code} ở bảng việc là “{person.name}”, ở đây là “{name}”",
                "cùng một mã phải là cùng một người",
                Severity.SKIPPED,
                person.code,
            )
            person.held = "một mã, hai họ tên"
        person.name = name or person.name
        person.unit = text_of(self._cell(cells, "unit")) or person.unit
        person.title = text_of(self._cell(cells, "title")) or person.title

    def _general(self, person: Person, number: int, cells: Sequence[Cell]) -> None:
        total = self._points(number, "general", self._cell(cells, "general"))
        parts = [self._criterion(number, column, most, cells) for column, most in self.criteria]
        given = [part for part in parts if part is not None]
        if given and len(given) == len(parts) and self.all_criteria:
            total = self._agreed(number, total, sum(given))
        if total is None:
            person.held = person.held or "chưa có điểm tiêu chí chung"
            self.problems.notice(
                self.table.place(number, "general"),
                "chưa có điểm tiêu chí chung" + (", các tiêu chí chưa đủ" if given else ""),
                "điền điểm đã xác nhận theo Mẫu số 01",
                person.code,
            )
        person.general_hundredths = total

    def _points(self, number: int, key: str, cell: Cell) -> int | None:
        if cell is None or is_empty(cell):
            return None
        try:
            return amount_of(cell, 2, 0, self.measures.general_most or 0)
        except Fault as fault:
            raise _CellFault(self.table.place(number, key), fault) from fault

    def _criterion(self, number: int, column: int, most: int, cells: Sequence[Cell]) -> int | None:
        cell = cells[column] if column < len(cells) else None
        if cell is None or is_empty(cell):
            return None
        try:
            return amount_of(cell, 2, 0, most)
        except Fault as fault:
            raise _CellFault(Place(self.table.sheet, number, column + 1), fault) from fault

    def _agreed(self, number: int, total: int | None, added: int) -> int:
        if total is not None and total != added:
            raise _CellFault(
                self.table.place(number, "general"),
                Fault(
                    f"tổng ghi {format_fixed(total, places=2)} nhưng các tiêu chí cộng lại là "
                    f"{format_fixed(added, places=2)}",
                    "sửa tổng hoặc sửa tiêu chí cho khớp",
                ),
            )
        return added

    def _leadership(self, person: Person, number: int, cells: Sequence[Cell]) -> None:
        text = text_of(self._cell(cells, "leads"))
        leads = _LEADER_OF.get(simplified(text))
        if leads is None:
            raise _CellFault(
                self.table.place(number, "leads"),
                Fault(f"“{text[:40]}” chưa rõ", "người đứng đầu, cấp phó, hoặc để trống"),
            )
        person.leads = leads
        names = re.split(r"[;\n]|,\s", text_of_lines(self._cell(cells, "field")))
        person.looks_after = tuple(
            name for name in (" ".join(part.split()) for part in names) if name
        )
        if leads == DEPUTY and not person.looks_after:
            raise _CellFault(
                self.table.place(number, "field"),
                Fault("cấp phó chưa có lĩnh vực phụ trách", "mã người hoặc tên đơn vị phụ trách"),
            )
        if leads != DEPUTY and person.looks_after:
            self.problems.notice(
                self.table.place(number, "field"),
                "chỉ cấp phó mới tính theo lĩnh vực phụ trách; ô này không dùng",
                "",
                person.code,
            )

    def _organising(self, person: Person, number: int, cells: Sequence[Cell]) -> None:
        person.organising = self._step(person, number, "organising", "đ", cells)

    def _unity(self, person: Person, number: int, cells: Sequence[Cell]) -> None:
        person.unity = self._step(person, number, "unity", "e", cells)

    def _step(
        self, person: Person, number: int, key: str, label: str, cells: Sequence[Cell]
    ) -> str | None:
        cell = self._cell(cells, key)
        place = self.table.place(number, key)
        allowed = self.measures.steps_in_words(key)
        if cell is None or is_empty(cell):
            if person.leads:
                raise _CellFault(place, Fault(f"lãnh đạo chưa được chấm {label}", allowed))
            return None
        step = self.measures.steps[key].get(_share(cell, place))
        if step is None:
            raise _CellFault(
                place,
                Fault(f"{label} là “{text_of(cell)[:20]}”", f"{allowed}, không có mức khác"),
            )
        return step


class _CellFault(Exception):
    """A fault with its place."""

    def __init__(self, place: Place, fault: Fault) -> None:
        super().__init__(fault.what)
        self.place = place
        self.fault = fault


def text_of_lines(cell: Cell) -> str:
    """The text of a cell that may hold several lines: one entry a line, joined by semicolons."""
    if cell is None or cell[0] != "s":
        return text_of(cell)
    return ";".join(text_of("s" + line) for line in cell[1:].splitlines())


def _share(cell: str, place: Place) -> Fraction:
    """100, "100%" and the 1 of a cell in percent format are one answer: the share 1."""
    try:
        check_readable(cell)
        hundredths = number_of(cell[0] + cell[1:].strip().removesuffix("%").strip(), 2)
    except Fault as fault:
        raise _CellFault(place, fault) from fault
    in_percent_format = cell[0] == "n" and hundredths <= 100
    return Fraction(hundredths, 100 if in_percent_format else 100 * 100)


def _criteria_columns(header: Header, criteria: Sequence[Criterion]) -> list[tuple[int, int]]:
    """(column, most hundredths) of every general criterion that has a column."""
    by_code = {one.code: one.max_hundredths for one in criteria}
    by_label = {simplified(one.label): one.max_hundredths for one in criteria}
    found: list[tuple[int, int]] = []
    for column, title in header.titles.items():
        coded = _CODE.match(title)
        code = f"{coded.group(1)}.{coded.group(2)}" if coded else ""
        most = by_code.get(code) or by_label.get(simplified(title))
        if most is not None:
            found.append((column, most))
    return found
