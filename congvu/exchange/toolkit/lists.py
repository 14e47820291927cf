"""Lists and rule texts as files of the package: document.json, a CSV a sheet, NAME.rule."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from congvu.engine.lists.differences import KeyTwice, by_key
from congvu.engine.lists.document import Document, NotValid, document, entered
from congvu.engine.lists.sheets import LISTS, Column, Kind, ListKind, Row, Sheet
from congvu.exchange.toolkit import plain
from congvu.exchange.toolkit.limits import Limits
from congvu.exchange.toolkit.refusal import PackageRefused
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import nfc

BOM = "\ufeff"
HEAD = "document.json"
_CODE = Column("code", "Mã danh mục", Kind.CODE, required=True, longest=64)
_TITLE = Column("name", "Tên danh mục", required=True, longest=300)
_BANDS = tuple(Column(f"band_{n}", f"Khung điểm nhóm {n}", longest=40) for n in range(1, 6))
SETTINGS: Mapping[ListKind, tuple[Column, ...]] = FrozenMap(
    {
        ListKind.CATALOGUE: (
            Column("standard_points", "Điểm của sản phẩm chuẩn", Kind.TENTHS),
            *_BANDS,
        ),
        ListKind.POSITIONS: (Column("unit_kind", "Loại cơ quan, đơn vị", Kind.CODE, longest=64),),
        ListKind.FRAMEWORK: (),
        ListKind.LOCAL: (),
    }
)
"""The settings that a list of each kind may have in a package."""
_OUTER_DOT = re.compile(r"^\.|\.$")
_RULE_FILE = re.compile(r"rules/([a-z][a-z0-9_]{0,63})\.rule")
_RULE_HEAD = re.compile(r"^rule[ \t]+([A-Za-z_][A-Za-z0-9_]*)[ \t]", re.MULTILINE)
_RULE_LINE = Column("line", "Dòng", longest=2000)


def folder_of(one: Document) -> str:
    """Return the folder of a list; signs that a path may not hold are written %XX."""
    code = _OUTER_DOT.sub("%2E", quote(one.code, safe=""))
    return f"lists/{one.kind}/{code}"


def list_files(one: Document) -> Iterator[tuple[str, bytes, int | None]]:
    """Yield the files of a list: name, bytes, and how many rows a CSV has."""
    folder = folder_of(one)
    head = f"{folder}/{HEAD}"
    yield head, plain.as_bytes(head, _head_text(one)), None
    for sheet in LISTS[one.kind]:
        file, rows = f"{folder}/{sheet.name}.csv", one.rows(sheet.name)
        yield file, plain.as_bytes(file, _csv_text(file, sheet, rows)), len(rows)


def rule_file(name: str, text: str) -> tuple[str, bytes]:
    """Return the file of a rule text: name and bytes."""
    file = f"rules/{name}.rule"
    return file, plain.as_bytes(file, text)


def read_lists(files: Mapping[str, bytes], limits: Limits) -> tuple[Document, ...]:
    """Read the lists of a package; files that belong to none of them are the caller's business.

    Raises PackageRefused naming file, row (the header is row 1) and column of a cell that is not
    written the canonical way, and for any file, column or setting that the lists do not have.
    """
    folders = [file.rpartition("/")[0] for file in files if file.startswith("lists/")]
    left = limits.rows
    found = []
    for folder in dict.fromkeys(folders):
        one = _read_list(folder, files, left)
        left -= sum(map(len, one.sheets.values()))
        found.append(one)
    return tuple(found)


def read_rules(files: Mapping[str, bytes], limits: Limits) -> dict[str, str]:
    """Read the rule texts of a package, by name; what they say is judged by the inspection."""
    found = {}
    for file, content in files.items():
        if file.startswith("rules/"):
            if not (named := _RULE_FILE.fullmatch(file)):
                raise PackageRefused(file, "văn bản luật phải là rules/tên.rule, tên chữ thường.")
            if len(content) > limits.rule_bytes:
                raise PackageRefused(file, f"văn bản luật dài hơn {limits.rule_bytes >> 10} kB.")
            found[named[1]] = _rule_text(file, named[1], plain.as_text(file, content))
    return found


def _head_text(one: Document) -> str:
    settings = dict(sorted(one.settings.items()))
    return plain.written({"code": one.code, "name": one.name, "settings": settings})


def _csv_text(file: str, sheet: Sheet, rows: tuple[Row, ...]) -> str:
    columns = [column.name for column in sheet.columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, start=2):
        if strange := [name for name in row if name not in columns]:
            raise PackageRefused(f"{file}:{number}", f"không có cột “{strange[0]}”.")
        writer.writerow([row.get(name, "") for name in columns])
    return BOM + out.getvalue()


def _read_list(folder: str, files: Mapping[str, bytes], most_rows: int) -> Document:
    kind = _kind(folder)
    known = [f"{folder}/{HEAD}", *(f"{folder}/{sheet.name}.csv" for sheet in LISTS[kind])]
    for file in files:
        if file.startswith(f"{folder}/") and file not in known:
            raise PackageRefused(file, "danh mục này không có trang như vậy.")
    for file in known:
        if file not in files:
            raise PackageRefused(file, "thiếu tệp này.")
    code, name, settings = _read_head(known[0], files[known[0]], kind)
    sheets: dict[str, tuple[Row, ...]] = {}
    for file, sheet in zip(known[1:], LISTS[kind], strict=True):
        sheets[sheet.name] = _read_rows(file, sheet, files[file], most_rows)
        most_rows -= len(sheets[sheet.name])
    one = document(kind, code, name, settings, sheets)
    if folder_of(one) != folder:
        raise PackageRefused(
            known[0], f"mã “{code}” không ứng với thư mục; phải là {folder_of(one)}."
        )
    return one


def _kind(folder: str) -> ListKind:
    parts = folder.split("/")
    if len(parts) != 3 or parts[1] not in list(ListKind):
        raise PackageRefused(folder, f"không có loại danh mục này; chỉ có: {', '.join(ListKind)}.")
    return ListKind(parts[1])


def _read_head(file: str, content: bytes, kind: ListKind) -> tuple[str, str, dict[str, str]]:
    told = plain.read(file, content).only(("code", "name", "settings"))
    settings = told.inner("settings")
    known = {column.name: column for column in SETTINGS[kind]}
    for name in settings.value:
        if name not in known:
            raise PackageRefused(file, f"settings.{name[:80]}: loại danh mục này không có mục này.")
    read = {name: settings.text(name) for name in settings.value}
    for column, text in ((_CODE, told.text("code")), (_TITLE, told.text("name"))):
        _canonical(file, column, text)
    for name, text in read.items():
        _canonical(file, known[name], text)
    return told.value["code"], told.value["name"], read


def _read_rows(file: str, sheet: Sheet, content: bytes, most: int) -> tuple[Row, ...]:
    text = plain.as_text(file, content)
    if not text.startswith(BOM):
        raise PackageRefused(file, "phải là UTF-8 có BOM ở đầu.")
    lines = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True)
    rows: list[Row] = []
    try:
        _check_header(file, sheet, next(lines, []))
        for number, cells in enumerate(lines, start=2):
            if len(rows) == most:
                raise PackageRefused(file, "gói có quá nhiều dòng; chia thành nhiều bộ.")
            rows.append(_read_row(f"{file}:{number}", sheet, cells))
    except csv.Error as fault:
        raise PackageRefused(
            f"{file}:{lines.line_num}", f"không phải là CSV đúng mẫu ({fault})."
        ) from None
    try:
        by_key(sheet, rows)
    except KeyTwice as fault:
        raise PackageRefused(file, str(fault)) from None
    return tuple(rows)


def _check_header(file: str, sheet: Sheet, cells: list[str]) -> None:
    columns = [column.name for column in sheet.columns]
    for cell in cells:
        if cell not in columns:
            raise PackageRefused(f"{file}:1", f"không được có cột “{cell[:80]}”.")
    if cells != columns:
        raise PackageRefused(f"{file}:1", f"các cột phải đúng thứ tự: {', '.join(columns)}.")


def _read_row(place: str, sheet: Sheet, cells: list[str]) -> Row:
    if len(cells) != len(sheet.columns):
        raise PackageRefused(place, f"có {len(cells)} ô, phải có {len(sheet.columns)}.")
    for column, text in zip(sheet.columns, cells, strict=True):
        _canonical(f"{place}:{column.name}", column, text)
    return FrozenMap({c.name: text for c, text in zip(sheet.columns, cells, strict=True) if text})


def _canonical(place: str, column: Column, text: str) -> None:
    try:
        right = entered(column, text)
    except NotValid as fault:
        raise PackageRefused(place, f"{fault.what}; {fault.right}.") from None
    if right != text:
        raise PackageRefused(place, f"“{text[:80]}” chưa ở dạng chuẩn; hãy viết “{right[:80]}”.")


def _rule_text(file: str, name: str, text: str) -> str:
    if text != nfc(text) or "\r" in text:
        raise PackageRefused(file, "phải ở dạng NFC, xuống dòng bằng LF.")
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            entered(_RULE_LINE, line)
        except NotValid as fault:
            raise PackageRefused(f"{file}:{number}", f"{fault.what}; {fault.right}.") from None
    head = _RULE_HEAD.search(text)
    if head is None or head[1] != name:
        raise PackageRefused(file, f"dòng đầu phải là: rule {name} “nhan đề”.")
    return text
