"""An office's files as the tests need them, and the command run on them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from congvu.cli.score import app

TASK_TITLES = (
    "Mã", "Họ tên", "Đơn vị", "Chức vụ", "Sản phẩm", "Hệ số", "Giao", "Hoàn thành", "Hạn",
    "Ngày xong", "Số lần chưa đạt", "Nguồn việc", "Số lần chưa đạt được miễn do khách quan",
    "Số ngày chậm được miễn do khách quan", "Người xác nhận",
)  # fmt: skip
PERSON_TITLES = (
    "Mã", "Họ tên", "Đơn vị", "Điểm tiêu chí chung", "Lãnh đạo", "Lĩnh vực phụ trách", "đ", "e",
)  # fmt: skip
Row = Sequence[Any]


def task(code: str = "A1", **given: Any) -> list[Any]:
    """A row of work: complete, on time and without fault, except for what is given."""
    row: dict[str, Any] = {
        "Mã": code, "Họ tên": f"Người {code}", "Đơn vị": "Phòng Kinh tế", "Chức vụ": "Chuyên viên",
        "Sản phẩm": "Báo cáo", "Hệ số": 1, "Giao": 4, "Hoàn thành": 4, "Hạn": "20/11/2026",
        "Ngày xong": "20/11/2026", "Số lần chưa đạt": 0, "Nguồn việc": "kế hoạch",
    }  # fmt: skip
    row |= {title.replace("_", " "): value for title, value in given.items()}
    return [row.get(title) for title in TASK_TITLES]


def person(code: str = "A1", **given: Any) -> list[Any]:
    """A row of a person with full general points, no leader, except for what is given."""
    row: dict[str, Any] = {"Mã": code, "Họ tên": f"Người {code}", "Đơn vị": "Phòng Kinh tế"}
    row |= {"Điểm tiêu chí chung": 30}
    row |= {title.replace("_", " "): value for title, value in given.items()}
    return [row.get(title) for title in PERSON_TITLES]


def handbook() -> list[list[Any]]:
    """The ministry's worked example: 4, 2, 0 days late; 0, 1, 2 failed reviews."""
    who = {"Họ_tên": "Nguyễn Văn An", "Hạn": "10/11/2026"}
    return [
        task(**who, Hệ_số=1, Giao=5, Hoàn_thành=4, Ngày_xong="14/11/2026", Số_lần_chưa_đạt=0),
        task(**who, Hệ_số=2.7, Giao=3, Hoàn_thành=3, Ngày_xong="12/11/2026", Số_lần_chưa_đạt=1),
        task(**who, Hệ_số=3.7, Giao=1, Hoàn_thành=0.8, Ngày_xong="10/11/2026", Số_lần_chưa_đạt=2),
    ]


HANDBOOK_PERSON = [person(Họ_tên="Nguyễn Văn An")]


def write_xlsx(path: Path, sheets: Mapping[str, Iterable[Row]]) -> Path:
    """Sheets by name, every row from A1 on; texts starting with = stay texts."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is None:
                    continue
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def month_file(folder: Path, tasks: Iterable[Row], people: Iterable[Row]) -> Path:
    """The usual workbook: a sheet of tasks and a sheet of people."""
    sheets = {"Việc": [TASK_TITLES, *tasks], "Người": [PERSON_TITLES, *people]}
    return write_xlsx(folder / "thang.xlsx", sheets)


def write_csv(
    path: Path, rows: Iterable[Row], delimiter: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """One table as Excel saves it, numbers with a decimal comma."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        for row in rows:
            writer.writerow(
                str(value).replace(".", ",") if isinstance(value, float) else value for value in row
            )
    return path


def write_parquet(path: Path, rows: Sequence[Row]) -> Path:
    """One table as another system hands it over: everything as text."""
    titles, *body = rows
    columns = ", ".join(f'"{title}" VARCHAR' for title in titles)
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t ({columns})")
        marks = ", ".join("?" for _ in titles)
        for row in body:
            texts = [None if value is None else str(value) for value in row]
            database.execute(f"INSERT INTO t VALUES ({marks})", texts)
        database.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


@dataclass(frozen=True)
class Run:
    """One run of the command: its exit code, all it said, and where the result should be."""

    code: int
    said: str
    out: Path

    def table(self, name: str) -> list[dict[str, Any]]:
        """One sheet of the result, a dict a row."""
        rows = CalamineWorkbook.from_path(str(self.out)).get_sheet_by_name(name).to_python()
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]

    def person(self, code: str = "A1") -> dict[str, Any]:
        """A person's line of the result."""
        return next(row for row in self.table("Kết quả") if row["Mã"] == code)

    def problems(self) -> dict[str, dict[str, Any]]:
        """The problems by address."""
        return {row["Ô"]: row for row in self.table("Vấn đề")}


def congvu_score(*sources: Path, out: str = "ketqua.xlsx", options: Sequence[str] = ()) -> Run:
    """`congvu score SOURCES --out …` beside the first source."""
    target = sources[0].parent / out
    arguments = [*map(str, sources), "--out", str(target), *options, "--debug"]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    return Run(result.exit_code, result.output, target)


def score_month(folder: Path, tasks: Iterable[Row], people: Iterable[Row], *options: str) -> Run:
    """The usual workbook through the command."""
    return congvu_score(month_file(folder, tasks, people), options=options)
