"""A workbook as a plan: what was read, for which month, under which Rules; nothing scored yet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from congvu.engine.language.program import Program
from congvu.engine.scoring import Case, program_for
from congvu.exchange.workbook.binding import Binder, Given, cases_of
from congvu.exchange.workbook.limits import STANDARD, Limits
from congvu.exchange.workbook.people import Person, PersonReader, measures_of
from congvu.exchange.workbook.period import choose_month, rows_of
from congvu.exchange.workbook.problems import Place, Problems
from congvu.exchange.workbook.reading import Sheet, check_source, open_sheets
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.tables import Row, Table, recognise
from congvu.exchange.workbook.tasks import Task, TaskReader
from congvu.kernel.periods import Month
from congvu.law.faults import LawFault
from congvu.law.registry import Overlay, Rules, rules_on

TABLE_FILES = (".xlsx", ".csv", ".tsv", ".txt", ".parquet")
Progress = Callable[[str, int, int | None], None]


def silent(_stage: str, _done: int, _whole: int | None) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the files, the month if named, the day of the law, the local decision."""

    sources: Sequence[Path]
    month: Month | None = None
    on: date | None = None
    subject: str = "civil_servant"
    overlay: Overlay | None = None


@dataclass(slots=True)
class Plan:
    """Everything ready to be scored."""

    month: Month
    rules: Rules
    program: Program
    people: dict[str, Person]
    cases: dict[str, Case]
    problems: Problems
    sources: tuple[str, ...]
    tasks: int


@dataclass(slots=True)
class _Read:
    """What the files gave: tasks, and the tables of people still to be read under the law."""

    tasks: list[Task] = field(default_factory=list)
    people_tables: list[tuple[Table, list[Row]]] = field(default_factory=list)
    register: dict[str, Person] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    good: int = 0
    bad: int = 0
    sheets: list[str] = field(default_factory=list)
    task_tables: int = 0


class MostlyBad(Refused):
    """More rows are faulty than sound; the problems found are carried along to be shown."""

    def __init__(self, message: str, problems: Problems) -> None:
        super().__init__(Kind.MOSTLY_BAD, message)
        self.problems = problems


def make_plan(request: Request, *, limits: Limits = STANDARD, progress: Progress = silent) -> Plan:
    """Read the files into a plan; raises Refused when nothing may be scored, and says why."""
    read = _Read()
    files = _files(request.sources)
    for path in files:
        with open_sheets(path, limits) as sheets:
            for sheet in sheets:
                sheet.name = _told_apart(sheet.name, path, files)
                _read_sheet(sheet, read, progress)
    _check_tables(read)
    _check_share(read)
    month = choose_month(read.tasks, request.month)
    tasks = rows_of(read.tasks, month, read.problems)
    rules = _rules(request, month)
    program = program_for(rules)
    _read_people(read, rules, program)
    rows = Binder(rules, program, month, read.problems).rows(tasks)
    _tell_unknown(read, rows)
    _hold_too_many(read, program, rows)
    names = tuple(path.name for path in request.sources)
    people = _people_of(read, tasks)
    return Plan(
        month, rules, program, people, cases_of(people, rows), read.problems, names, len(tasks)
    )


def _files(sources: Iterable[Path]) -> list[Path]:
    """The files asked for; a folder stands for the tables in it."""
    found: list[Path] = []
    for source in sources:
        if source.is_dir():
            inside = sorted(p for p in source.iterdir() if p.suffix.lower() in TABLE_FILES)
            if not inside:
                raise Refused(
                    Kind.NOT_FOUND, f"Thư mục “{source}” không có tệp .xlsx, .csv hay .parquet."
                )
            found.extend(inside)
        else:
            found.append(source)
    for path in found:
        check_source(path)
    return found


def _told_apart(sheet: str, path: Path, files: Sequence[Path]) -> str:
    """A sheet's name, with its file where several files are read: [tháng.xlsx]Việc."""
    if len(files) == 1:
        return sheet
    return f"[{path.name}]{sheet}" if path.suffix.lower() == ".xlsx" else path.name


def _read_sheet(sheet: Sheet, read: _Read, progress: Progress) -> None:
    read.sheets.append(sheet.name)
    if sheet.hidden:
        read.problems.notice(Place(sheet.name, 0), "trang ẩn, không đọc", "hiện trang nếu cần dùng")
        return
    table = recognise(sheet, read.problems)
    if table is None:
        read.problems.notice(Place(sheet.name, 0), "không phải bảng việc hay bảng người, không đọc")
    elif table.people:
        read.people_tables.append((table, list(table.rows)))
    else:
        _read_tasks(table, read, progress)


def _read_tasks(table: Table, read: _Read, progress: Progress) -> None:
    reader = TaskReader(table, read.register, read.problems)
    for row in table.rows:
        task = reader.read(row)
        if task is not None:
            read.tasks.append(task)
        if row[0] % 1000 == 0:
            progress("Đọc", row[0], table.total)
    read.good += reader.good
    read.bad += reader.bad
    read.task_tables += 1
    if "origin" not in table.header.columns:
        read.problems.notice(
            Place(table.sheet, table.header.last + 1),
            "không có cột Nguồn việc: mọi việc được coi là kế hoạch",
            "thêm cột Nguồn việc nếu có việc nhận thay, đột xuất",
        )


def _check_tables(read: _Read) -> None:
    seen = ", ".join(f"“{name}”" for name in read.sheets) or "không có trang nào"
    if not read.task_tables:
        raise Refused(
            Kind.NO_TABLE,
            f"Không tìm thấy bảng việc (cần các cột Mã, Hệ số, Giao, Hoàn thành, Hạn, Ngày xong, "
            f"Số lần chưa đạt). Đã xem: {seen}. Lệnh congvu template tạo bảng mẫu.",
        )
    if not read.people_tables:
        raise Refused(
            Kind.NO_TABLE,
            "Không tìm thấy bảng người (cần các cột Mã, Điểm tiêu chí chung, Lãnh đạo). "
            f"Đã xem: {seen}. Thêm một trang, hoặc nộp kèm tệp thứ hai.",
        )


def _check_share(read: _Read) -> None:
    if read.bad > read.good:
        raise MostlyBad(
            f"{read.bad} trên {read.bad + read.good} dòng việc có lỗi (hơn một nửa) nên không "
            "chấm gì. Xem trang Vấn đề, sửa rồi chạy lại.",
            read.problems,
        )


def _rules(request: Request, month: Month) -> Rules:
    try:
        rules = rules_on(request.on or month.last_day, request.subject, request.overlay)
        program_for(rules).stage("month")
    except LawFault as fault:
        raise Refused(Kind.NO_RULES, str(fault)) from fault
    except KeyError as fault:
        raise Refused(
            Kind.NO_RULES, f"Quy định của {month.label} không chấm điểm theo tháng."
        ) from fault
    return rules


def _read_people(read: _Read, rules: Rules, program: Program) -> None:
    measures = measures_of(rules, program)
    for table, rows in read.people_tables:
        reader = PersonReader(table, measures, read.register, read.problems)
        for row in rows:
            reader.read(row)


def _tell_unknown(read: _Read, rows: dict[str, list[Given]]) -> None:
    listed = {table.sheet for table, _rows in read.people_tables}
    for code in rows:
        person = read.register[code]
        if person.place.sheet not in listed:
            read.problems.notice(
                person.place, person.held, "thêm một dòng cho mã này ở bảng người", code
            )


def _hold_too_many(read: _Read, program: Program, rows: dict[str, list[Given]]) -> None:
    most = program.stage("month").at_most
    for code, own in rows.items():
        if len(own) > most:
            read.register[code].held = f"có {len(own)} dòng việc, nhiều nhất {most}"
            del own[most:]


def _people_of(read: _Read, tasks: Iterable[Task]) -> dict[str, Person]:
    """Everybody with a row of their own in the month, and everybody of the tables of people."""
    busy = {task.code for task in tasks}
    listed = {table.sheet for table, _rows in read.people_tables}
    return {
        code: person
        for code, person in read.register.items()
        if code in busy or person.place.sheet in listed
    }
