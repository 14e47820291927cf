"""Dossiers of a one-stop centre as files: the same records as CSV, XLSX and JSON."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

TITLES = ("Mã hồ sơ", "Lĩnh vực", "Trạng thái", "Cán bộ xử lý", "Ngày trả", "Người nộp")
Row = tuple[str, ...]


def dossier(number: int, person: str = "an", day: int = 5, **more: str) -> Row:
    """One dossier as the columns of TITLES."""
    row = {
        "Mã hồ sơ": f"000.12.H32-2611{day:02d}-{number:04d}",
        "Lĩnh vực": "Đất đai",
        "Trạng thái": "Đã trả kết quả",
        "Cán bộ xử lý": person,
        "Ngày trả": f"{day:02d}/11/2026",
        "Người nộp": "Nguyễn Thị Dân",
    } | {name.replace("_", " "): value for name, value in more.items()}
    return tuple(row[title] for title in TITLES)


def as_csv(rows: Sequence[Row], titles: Sequence[str] = TITLES) -> bytes:
    """The rows as Excel's “CSV UTF-8” writes them here: semicolons, a mark in front."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([titles, *rows])
    return out.getvalue().encode("utf-8-sig")


def as_json(rows: Sequence[Row], titles: Sequence[str] = TITLES) -> bytes:
    """The rows as a list of objects under a name."""
    records = [dict(zip(titles, row, strict=True)) for row in rows]
    return json.dumps({"hoSo": records}, ensure_ascii=False).encode()


def as_xlsx(rows: Sequence[Row], titles: Sequence[str] = TITLES) -> bytes:
    """The rows under a letterhead, as a system's export button gives them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hồ sơ")
        sheet.write_string(0, 0, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
        for number, row in enumerate([titles, *rows], 2):
            sheet.write_row(number, 0, row)
    return out.getvalue()


WRITERS = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}


def written(folder: Path, kind: str, rows: Sequence[Row]) -> Path:
    """The rows as a file of that kind."""
    path = folder / f"ho-so.{kind}"
    path.write_bytes(WRITERS[kind](rows))
    return path
