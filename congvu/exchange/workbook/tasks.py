"""The table of tasks: one row one product with one deadline; a bad row is told, not mended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congvu.exchange.workbook.cells import (
    Cell,
    Fault,
    check_readable,
    day_of,
    is_empty,
    number_of,
    text_of,
)
from congvu.exchange.workbook.headers import simplified
from congvu.exchange.workbook.people import NO_PERSON_ROW, Person
from congvu.exchange.workbook.problems import Problems, Severity
from congvu.exchange.workbook.tables import (
    Row,
    Table,
    is_blank,
    is_numbering,
    is_repeated_header,
)
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Month, NotAPeriod
from congvu.kernel.vietnamese import fold

LONGEST_LABEL = 300
LONGEST_CODE = 64
_ORIGINS = {
    "planned": ("", "ke hoach", "trong ke hoach", "theo ke hoach", "duoc giao", "giao", "kh"),
    "taken_over": ("nhan thay", "lam thay", "nhan lam thay", "nhan tu nguoi khac", "thay"),
    "unplanned": ("dot xuat", "phat sinh", "ngoai ke hoach", "dx", "phat sinh dot xuat"),
}
_ORIGIN_OF = {word: origin for origin, words in _ORIGINS.items() for word in words}
_NUMBERLIKE = re.compile(r"[-+−]?[0-9][0-9.,\s]*%?")
_SUM = re.compile(r"(?:tong|cong)\b")
_MONTH = re.compile(r"(?:thang\s*)?([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_AMOUNTS = ("coefficient", "assigned", "completed")


@dataclass(slots=True)
class Task:
    """One row of work, in scaled integers; `table` and `row` say where it stands."""

    table: Table
    row: int
    code: str
    label: str
    coefficient_tenths: int
    assigned_hundredths: int
    completed_hundredths: int
    due: date
    finished: date | None
    failed: int
    origin: str
    excused_failed: int
    excused_days: int
    effect: str
    month: Month | None

    @property
    def place(self) -> str:
        """The row as the user finds it: Việc!7."""
        return str(self.table.place(self.row))


class TaskReader:
    """Reads one table of tasks; counts the rows that were used and those that could not be."""

    def __init__(self, table: Table, register: dict[str, Person], problems: Problems) -> None:
        self.table = table
        self.register = register
        self.problems = problems
        self.good = 0
        self.bad = 0
        self.without_origin = 0

    def read(self, row: Row) -> Task | None:
        """One row: a task, or nothing where it is blank, no task, or faulty (and told)."""
        number, cells = row
        if is_blank(cells):
            return None
        if aside := self._not_a_task(cells):
            self.problems.notice(self.table.place(number), aside)
            return None
        faults: list[tuple[str, Fault]] = []
        task = self._task(number, cells, faults)
        code = text_of(self._cell(cells, "code"))
        for key, fault in faults:
            self.problems.add(
                self.table.place(number, key), fault.what, fault.right, Severity.SKIPPED, code
            )
        if task is None:
            self.bad += 1
            self.problems.skipped_by_person[code] += 1
            return None
        self.good += 1
        return task

    def _cell(self, cells: Sequence[Cell], key: str) -> Cell:
        column = self.table.header.columns.get(key)
        return cells[column] if column is not None and column < len(cells) else None

    def _not_a_task(self, cells: Sequence[Cell]) -> str:
        """Why the row is passed over without being a fault; empty for a row of work."""
        code = text_of(self._cell(cells, "code"))
        amounts = [self._cell(cells, key) for key in _AMOUNTS]
        has_amount = any(_is_amount(cell) for cell in amounts)
        if is_numbering(cells):
            return "dòng đánh số cột, bỏ qua"
        if is_repeated_header(cells, self.table.header):
            return "dòng tiêu đề lặp lại, bỏ qua"
        if not (code and has_amount) and any(_SUM.match(fold(text_of(c))) for c in cells[:4]):
            return "dòng tổng cộng, bỏ qua"
        filled = sum(not is_empty(cell) for cell in cells)
        if not has_amount and (not code or filled <= 2):
            return "dòng mục hoặc ghi chú, bỏ qua"
        return ""

    def _task(
        self, number: int, cells: Sequence[Cell], faults: list[tuple[str, Fault]]
    ) -> Task | None:
        reader = _Fields(self, cells, faults)
        code = reader.code()
        coefficient = reader.amount("coefficient", 1)
        assigned = reader.amount("assigned", 2)
        completed = reader.amount("completed", 2, blank=0)
        due = reader.day("due", number)
        finished = reader.day("finished", number, optional=True)
        failed = reader.amount("failed", 0, blank=0)
        origin = reader.origin()
        month = reader.month()
        reader.same_person(code, number)
        if faults or due is None or coefficient is None or assigned is None:
            return None
        excused = reader.excuses(number, failed or 0, code)
        if self._cell(cells, "origin") is None:
            self.without_origin += 1
        return Task(
            self.table, number, code, reader.label(), coefficient, assigned, completed or 0,
            due, finished, failed or 0, origin, *excused,
            text_of(self._cell(cells, "effect")), month,
        )  # fmt: skip


class _Fields:
    """The cells of one row of work, each read into a value or a fault."""

    def __init__(
        self, reader: TaskReader, cells: Sequence[Cell], faults: list[tuple[str, Fault]]
    ) -> None:
        self.reader = reader
        self.cells = cells
        self.faults = faults

    def cell(self, key: str) -> Cell:
        return self.reader._cell(self.cells, key)

    def code(self) -> str:
        code = text_of(self.cell("code"))
        if not code:
            self.faults.append(("code", Fault("thiếu mã người", "mã như ở bảng người")))
        elif len(code) > LONGEST_CODE:
            self.faults.append(("code", Fault("mã quá dài", f"nhiều nhất {LONGEST_CODE} ký tự")))
        return code

    def label(self) -> str:
        text = text_of(self.cell("product"))
        return text[:LONGEST_LABEL]

    def amount(self, key: str, places: int, *, blank: int | None = None) -> int | None:
        cell = self.cell(key)
        if cell is None or is_empty(cell):
            if blank is None:
                self.faults.append((key, Fault("ô trống", "một con số")))
            return blank
        try:
            value = number_of(cell, places)
            if value < 0:
                raise Fault(f"số âm: {text_of(cell)[:30]}", "một số từ 0 trở lên")
        except Fault as fault:
            self.faults.append((key, fault))
            return None
        return value

    def day(self, key: str, number: int, *, optional: bool = False) -> date | None:
        cell = self.cell(key)
        if cell is None or is_empty(cell):
            if not optional:
                self.faults.append((key, Fault("thiếu hạn", "ngày/tháng/năm, ví dụ 30/11/2026")))
            return None
        try:
            day, was_serial = day_of(cell)
        except Fault as fault:
            self.faults.append((key, fault))
            return None
        if was_serial:
            self.reader.problems.mended(
                self.reader.table.place(number, key),
                f"số {text_of(cell)} được hiểu là ngày {format_day(day)}",
                "định dạng ô là Ngày",
                text_of(self.cell("code")),
            )
        return day

    def origin(self) -> str:
        cell = self.cell("origin")
        try:
            check_readable(cell)
            return _ORIGIN_OF[simplified(text_of(cell))]
        except Fault as fault:
            self.faults.append(("origin", fault))
        except KeyError:
            self.faults.append(
                (
                    "origin",
                    Fault(f"“{text_of(cell)[:40]}” chưa rõ", "kế hoạch, nhận thay hoặc đột xuất"),
                )
            )
        return "planned"

    def month(self) -> Month | None:
        cell = self.cell("month")
        if cell is None or is_empty(cell):
            return None
        if cell[0] == "d":
            return Month.of(date.fromisoformat(cell[1:]))
        text = text_of(cell)
        found = _MONTH.fullmatch(fold(text))
        try:
            if found:
                return Month(int(found.group(2)), int(found.group(1)))
            return Month.parse(text)
        except NotAPeriod as fault:
            self.faults.append(("month", Fault(str(fault), "tháng/năm, ví dụ 11/2026")))
            return None

    def same_person(self, code: str, number: int) -> None:
        """Remember who the code is; a second name under one code is a fault of this row."""
        if not code:
            return
        name = text_of(self.cell("name"))
        place = self.reader.table.place(number, "code")
        known = self.reader.register.get(code)
        if known is None:
            known = self.reader.register[code] = Person(code, held=NO_PERSON_ROW, place=place)
        if name and known.name and name != known.name and fold(name) != fold(known.name):
            self.faults.append(
                (
                    "name",
                    Fault(
                        f"mã {code} đã là “{known.name}”, dòng này ghi “{name}”",
                        "sửa mã hoặc họ tên",
                    ),
                )
            )
            return
        known.name = known.name or name
        known.unit = known.unit or text_of(self.cell("unit"))
        known.title = known.title or text_of(self.cell("title"))

    def excuses(self, number: int, failed: int, code: str) -> tuple[int, int]:
        """(failed reviews excused, days excused); both refused where nobody confirmed them."""
        found = [self._excuse(key, number, code) for key in ("excused_failed", "excused_days")]
        if found[0] > failed:
            self._refuse(
                "excused_failed",
                number,
                code,
                f"miễn {found[0]} lần nhưng chỉ có {failed} lần chưa đạt; tính là {failed}",
                "không nhiều hơn số lần chưa đạt",
            )
            found[0] = failed
        return found[0], found[1]

    def _excuse(self, key: str, number: int, code: str) -> int:
        cell = self.cell(key)
        if cell is None or is_empty(cell):
            return 0
        try:
            value = number_of(cell, 0)
            if value < 0:
                raise Fault("số âm", "một số nguyên từ 0")
        except Fault as fault:
            self._refuse(key, number, code, f"{fault.what}; không được miễn", fault.right)
            return 0
        if value and not text_of(self.cell("confirmer")):
            clause = "b" if key == "excused_failed" else "c"
            self._refuse(
                key,
                number,
                code,
                "miễn do khách quan mà không có người xác nhận: không được miễn, vẫn tính",
                f"tên cấp có thẩm quyền đã xác nhận (Điều 14 khoản 2 điểm {clause})",
            )
            return 0
        return value

    def _refuse(self, key: str, number: int, code: str, what: str, right: str) -> None:
        self.reader.problems.mended(self.reader.table.place(number, key), what, right, code)


def _is_amount(cell: Cell) -> bool:
    if cell is None:
        return False
    return cell[0] in "neu" or bool(_NUMBERLIKE.fullmatch(text_of(cell)))
