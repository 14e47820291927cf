"""The look at an xlsx before any library: its members are streamed once, nothing is laid out.

Runs in the child process. It refuses what a careful reader refuses by hand (bombs, document type
declarations, links out, macros, absurd extents) and notes the cells that the library would show
as empty although they are not: errors such as #REF! and formulas that nobody calculated.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from congvu.exchange.workbook.limits import Limits
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.fixed import format_fixed

CHUNK = 1 << 20
OVERLAP = 1 << 14
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_ACTIVE = (
    (re.compile(r"vbaproject|/macrosheets/|/dialogsheets/", re.IGNORECASE), "macro"),
    (re.compile(r"/externallinks/", re.IGNORECASE), "liên kết tới tệp khác"),
    (re.compile(r"/connections\.xml|/querytables/", re.IGNORECASE), "kết nối dữ liệu ngoài"),
    (re.compile(r"/embeddings/|/activex/", re.IGNORECASE), "đối tượng nhúng"),
)
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LINK_OUT = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]{0,120}\bref\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"\br\s*=\s*[\"']\$?([A-Za-z]{1,8})\$?([0-9]{1,12})[\"']")
_ROW = re.compile(rb"\br\s*=\s*[\"\']([0-9]{1,12})[\"\']")
_COUNT = re.compile(rb"<(?:\w+:)?sst\b[^>]{0,200}\b(?:uniqueCount|count)\s*=\s*[\"']([0-9]+)[\"']")
_ERROR = re.compile(rb"<c r=\"([A-Z]{1,3}[0-9]{1,7})\"[^>]{0,60}\bt=\"e\"")
_UNCALCULATED = re.compile(
    rb"<c r=\"([A-Z]{1,3}[0-9]{1,7})\"[^>]{0,60}><f\b[^>]{0,120}(?:/>|>[^<]*</f>)"
    rb"(?:<v\s*/>|<v></v>)?</c>"
)
_KNOWN = {
    "word/": "tệp Word",
    "ppt/": "tệp PowerPoint",
    "content.xml": "tệp LibreOffice (ods)",
    "xl/workbook.bin": "tệp Excel nhị phân (xlsb)",
}
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_NOTED = 20_000


@dataclass(slots=True)
class Scan:
    """What was seen: bytes unpacked, and cells that only look empty, by member of the zip."""

    unpacked: int = 0
    errors: dict[str, set[str]] = field(default_factory=dict)
    uncalculated: dict[str, set[str]] = field(default_factory=dict)


def scan_xlsx(path: Path, limits: Limits) -> Scan:
    """Stream every member of the workbook once; raise Refused at the first broken promise."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(members, limits)
            scan = Scan()
            for member in members:
                _scan_member(archive, member, scan, limits)
            return scan
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as fault:
        raise Refused(Kind.BROKEN, _broken(str(fault))) from fault
    except (NotImplementedError, RuntimeError) as fault:
        raise Refused(Kind.ENCRYPTED, ENCRYPTED) from fault
    except Exception as fault:  # zlib.error has no public base but Exception
        if isinstance(fault, Refused):
            raise
        raise Refused(Kind.BROKEN, _broken(type(fault).__name__)) from fault


ENCRYPTED = (
    "Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) "
    "rồi lưu lại."
)


def _broken(detail: str) -> str:
    return f"Tệp bị hỏng, không đọc được ({detail[:80]}). Hãy mở bằng Excel và lưu lại."


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [member.filename for member in members]
    if len(names) > limits.members:
        raise Refused(
            Kind.TOO_LARGE,
            f"Tệp có {format_fixed(len(names), places=0)} thành phần, nhiều hơn {limits.members}: "
            "không phải một bảng tính bình thường.",
        )
    if len(set(names)) != len(names):
        raise Refused(Kind.UNSAFE, "Tệp có hai thành phần trùng tên; có thể đã bị sửa đổi.")
    _check_type(names)
    _check_active(names)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(Kind.ENCRYPTED, ENCRYPTED)
    if any(member.compress_type not in _PACKINGS for member in members):
        raise Refused(Kind.UNSAFE, "Tệp được nén theo cách lạ; hãy mở bằng Excel và lưu lại.")
    declared = sum(member.file_size for member in members)
    if declared > limits.unpacked_bytes:
        raise _too_large(limits)


def _check_type(names: list[str]) -> None:
    for start, label in _KNOWN.items():
        if any(name.startswith(start) for name in names):
            raise Refused(Kind.WRONG_TYPE, f"Đây là {label}; hãy lưu thành Excel (.xlsx).")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused(Kind.WRONG_TYPE, "Đây là tệp nén nhưng không phải bảng tính Excel (.xlsx).")


def _check_active(names: list[str]) -> None:
    for pattern, label in _ACTIVE:
        if any(pattern.search("/" + name) for name in names):
            raise Refused(
                Kind.UNSAFE,
                f"Tệp có {label}. Hãy sao chép bảng sang một tệp mới (.xlsx) rồi thử lại.",
            )


def _too_large(limits: Limits) -> Refused:
    return Refused(
        Kind.TOO_LARGE,
        f"Tệp bung ra quá lớn (hơn {limits.unpacked_bytes >> 20} MB). Bảng nhiều hơn khoảng "
        "200.000 việc nên nộp dạng CSV hoặc Parquet.",
    )


def _scan_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, scan: Scan, limits: Limits
) -> None:
    name = member.filename
    is_sheet = bool(_SHEET.fullmatch(name))
    size = 0
    with archive.open(member) as stream:
        for text, fresh in _windows(stream):
            size += fresh
            scan.unpacked += fresh
            _check_size(size, member.compress_size, scan.unpacked, limits)
            if name.lower().endswith(_XML):
                _check_markup(text, name)
            if is_sheet:
                _check_extent(text, limits)
                _note_hidden(text, name, scan)
            elif name.endswith("sharedStrings.xml"):
                _check_strings(text, limits)


def _windows(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield (text, bytes that are new in it); the end of one window opens the next."""
    tail = b""
    while chunk := stream.read(CHUNK):
        yield tail + chunk, len(chunk)
        tail = chunk[-OVERLAP:]


def _check_size(size: int, packed: int, total: int, limits: Limits) -> None:
    if total > limits.unpacked_bytes:
        raise _too_large(limits)
    if size > limits.ratio_from_bytes and size > limits.ratio * max(packed, 1):
        raise Refused(
            Kind.TOO_LARGE,
            f"Tệp nén bất thường (hơn {limits.ratio} lần): giống một “bom nén”, nên không mở.",
        )


def _check_markup(text: bytes, name: str) -> None:
    head = text[:64]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
        raise Refused(Kind.UNSAFE, f"Thành phần {name[:80]} không viết bằng UTF-8; không mở.")
    if _DECLARATION.search(text):
        raise Refused(
            Kind.UNSAFE,
            f"Thành phần {name[:80]} có khai báo DTD hoặc thực thể (ENTITY): không an toàn, "
            "không mở.",
        )
    for relation in text.split(b"<Relationship")[1:] if name.endswith(".rels") else ():
        tag = relation.partition(b">")[0]
        if _LINK_OUT.search(tag) and b"/hyperlink" not in tag:
            raise Refused(
                Kind.UNSAFE,
                "Tệp có liên kết ra ngoài. Hãy sao chép bảng sang một tệp mới rồi thử lại.",
            )


def _check_extent(text: bytes, limits: Limits) -> None:
    rows = {int(row) for row in set(_ROW.findall(text))}
    columns: set[bytes] = set()
    cells = [*_CELL.findall(text), *_declared_corner(text)]
    for letters, row in set(cells):
        columns.add(letters)
        rows.add(int(row))
    widest = max((column_number(letters.decode()) for letters in columns), default=0)
    deepest = max(rows, default=0)
    if deepest > limits.rows or widest > limits.columns or deepest * widest > limits.cells:
        raise too_wide(deepest, widest, limits)


def _declared_corner(text: bytes) -> list[tuple[bytes, bytes]]:
    found = _DIMENSION.search(text)
    if found is None:
        return []
    last = found.group(1).rpartition(b":")[2]
    corner = re.fullmatch(rb"\$?([A-Za-z]{1,8})\$?([0-9]{1,12})", last)
    return [(corner.group(1), corner.group(2))] if corner else []


def too_wide(rows: int, columns: int, limits: Limits) -> Refused:
    """The refusal of a sheet whose last cell lies too far from A1."""

    def number(value: int) -> str:
        return format_fixed(value, places=0)

    return Refused(
        Kind.TOO_WIDE,
        f"Vùng ô kéo tới dòng {number(rows)}, cột thứ {number(columns)}; mỗi trang được nhiều nhất "
        f"{number(limits.rows)} dòng, {limits.columns} cột và {number(limits.cells)} ô. Nhấn "
        "Ctrl+End để thấy ô cuối, xóa các dòng và cột thừa rồi lưu lại.",
    )


def _note_hidden(text: bytes, name: str, scan: Scan) -> None:
    for pattern, noted in ((_ERROR, scan.errors), (_UNCALCULATED, scan.uncalculated)):
        cells = noted.setdefault(name, set())
        if len(cells) < MOST_NOTED:
            cells.update(found.decode() for found in pattern.findall(text))


def _check_strings(text: bytes, limits: Limits) -> None:
    if any(int(count[:18]) > limits.cells for count in _COUNT.findall(text)):
        raise Refused(
            Kind.UNSAFE, "Bảng chữ dùng chung khai báo số lượng vô lý; tệp có thể đã bị sửa đổi."
        )


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
