"""Files that are broken, that lie, or that mean harm: each small, each built when it is needed."""

import os
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb

from congvu.exchange.workbook.refusal import Kind
from tests.exchange.workbook.office import month_file, person, task

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
EXTERNAL = (
    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
Builder = Callable[[Path], Path]
Change = bytes | Callable[[bytes], bytes]
HOSTILE: dict[str, tuple[Kind, Builder]] = {}


def hostile(kind: Kind) -> Callable[[Builder], Builder]:
    """Enter a builder in the list under its name, with the refusal it must meet."""

    def enter(build: Builder) -> Builder:
        HOSTILE[build.__name__] = (kind, build)
        return build

    return enter


def _members(folder: Path) -> dict[str, bytes]:
    sound = month_file(folder, [task()], [person()])
    with zipfile.ZipFile(sound) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _changed(folder: Path, changes: dict[str, Change]) -> Path:
    """A sound workbook with members replaced (by bytes or by a function of the old bytes)."""
    members = _members(folder)
    for name, change in changes.items():
        members[name] = change if isinstance(change, bytes) else change(members[name])
    return _pack(folder / "xau.xlsx", members)


def _with(folder: Path, name: str, change: Change) -> Path:
    return _changed(folder, {name: change})


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _cells(*addresses: str) -> bytes:
    rows = "".join(
        f'<row r="{"".join(c for c in address if c.isdigit())}"><c r="{address}"><v>1</v></c></row>'
        for address in addresses
    )
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


# ── Not a workbook ──────────────────────────────────────────────────────────────────────────────


@hostile(Kind.WRONG_TYPE)
def random_bytes(folder: Path) -> Path:
    return _file(folder, "x.xlsx", bytes(range(256)) * 40)


@hostile(Kind.WRONG_TYPE)
def empty_file(folder: Path) -> Path:
    return _file(folder, "x.xlsx", b"")


@hostile(Kind.WRONG_TYPE)
def web_page_named_xlsx(folder: Path) -> Path:
    return _file(folder, "x.xlsx", b"<html><table><tr><td>1</td></tr></table></html>")


@hostile(Kind.WRONG_TYPE)
def pdf(folder: Path) -> Path:
    return _file(folder, "x.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")


@hostile(Kind.WRONG_TYPE)
def old_xls(folder: Path) -> Path:
    return _file(folder, "x.xls", OLE)


@hostile(Kind.WRONG_TYPE)
def word_document(folder: Path) -> Path:
    return _pack(folder / "x.xlsx", {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"})


@hostile(Kind.WRONG_TYPE)
def open_document(folder: Path) -> Path:
    return _pack(folder / "x.ods", {"mimetype": b"x", "content.xml": b"<a/>"})


@hostile(Kind.WRONG_TYPE)
def zip_of_anything(folder: Path) -> Path:
    return _pack(folder / "x.xlsx", {"a.txt": b"a"})


@hostile(Kind.NOT_FOUND)
def no_file(folder: Path) -> Path:
    return folder / "x.xlsx"


@hostile(Kind.NOT_FOUND)
def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "x.xlsx")
    return folder / "x.xlsx"


@hostile(Kind.NOT_FOUND)
def endless_device(folder: Path) -> Path:
    (folder / "x.xlsx").symlink_to("/dev/zero")
    return folder / "x.xlsx"


@hostile(Kind.NOT_FOUND)
def folder_without_tables(folder: Path) -> Path:
    (folder / "x.xlsx").mkdir()
    return folder / "x.xlsx"


# ── Locked or broken ────────────────────────────────────────────────────────────────────────────


@hostile(Kind.ENCRYPTED)
def encrypted_workbook(folder: Path) -> Path:
    return _file(folder, "x.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))


@hostile(Kind.ENCRYPTED)
def encrypted_members(folder: Path) -> Path:
    path = _pack(folder / "x.xlsx", _members(folder))
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(signature, place + 4)
    return _file(folder, "x.xlsx", bytes(content))


@hostile(Kind.BROKEN)
def half_a_file(folder: Path) -> Path:
    content = month_file(folder, [task()], [person()]).read_bytes()
    return _file(folder, "x.xlsx", content[: len(content) // 2])


@hostile(Kind.BROKEN)
def flipped_bits(folder: Path) -> Path:
    content = bytearray(_pack(folder / "x.xlsx", _members(folder), zipfile.ZIP_STORED).read_bytes())
    at = content.find(b"<sheetData>") + 20
    content[at] ^= 0x15
    return _file(folder, "x.xlsx", bytes(content))


@hostile(Kind.BROKEN)
def broken_markup(folder: Path) -> Path:
    return _with(folder, SHEET, lambda old: old.replace(b"</sheetData>", b"</sheetDat"))


@hostile(Kind.BROKEN)
def text_that_is_not_there(folder: Path) -> Path:
    cells = _cells("A1").replace(b'r="A1">', b'r="A1" t="s">').replace(b"<v>1", b"<v>999999")
    return _with(folder, SHEET, cells)


@hostile(Kind.BROKEN)
def members_on_top_of_each_other(folder: Path) -> Path:
    content = bytearray(_pack(folder / "x.xlsx", _members(folder)).read_bytes())
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return _file(folder, "x.xlsx", bytes(content))


@hostile(Kind.BROKEN)
def member_larger_than_it_says(folder: Path) -> Path:
    content = bytearray(_pack(folder / "x.xlsx", _members(folder)).read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return _file(folder, "x.xlsx", bytes(content))


@hostile(Kind.BROKEN)
def half_a_parquet(folder: Path) -> Path:
    duckdb.sql("SELECT range AS ma FROM range(1000)").write_parquet(str(folder / "y.parquet"))
    return _file(folder, "x.parquet", (folder / "y.parquet").read_bytes()[:-40])


@hostile(Kind.BROKEN)
def parquet_in_name_only(folder: Path) -> Path:
    return _file(folder, "x.parquet", b"PAR1" + bytes(100) + b"PAR1")


@hostile(Kind.BROKEN)
def csv_with_an_endless_cell(folder: Path) -> Path:
    return _file(folder, "x.csv", b'a;b\n"' + b"x" * 200_000)


# ── Too much ────────────────────────────────────────────────────────────────────────────────────


@hostile(Kind.TOO_LARGE)
def zip_bomb(folder: Path) -> Path:
    return _with(folder, "xl/media/bomb.xml", b" " * (40 << 20))


@hostile(Kind.TOO_LARGE)
def bomb_in_the_sheet(folder: Path) -> Path:
    return _with(folder, SHEET, b"<worksheet>" + b" " * (30 << 20))


@hostile(Kind.TOO_LARGE)
def sizes_beyond_all_measure(folder: Path) -> Path:
    content = bytearray(_pack(folder / "x.xlsx", _members(folder)).read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 3_000_000_000)
    return _file(folder, "x.xlsx", bytes(content))


@hostile(Kind.TOO_LARGE)
def thousands_of_members(folder: Path) -> Path:
    return _changed(folder, {f"xl/media/{n}.png": b"" for n in range(3000)})


@hostile(Kind.TOO_WIDE)
def two_cells_at_the_ends_of_the_world(folder: Path) -> Path:
    return _with(folder, SHEET, _cells("A1", "XFD1048576"))


@hostile(Kind.TOO_WIDE)
def declared_extent_without_cells(folder: Path) -> Path:
    declared = f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
    return _with(folder, SHEET, declared.encode())


@hostile(Kind.TOO_WIDE)
def one_cell_far_to_the_right(folder: Path) -> Path:
    return _with(folder, SHEET, _cells("A1", "XFD2"))


@hostile(Kind.TOO_WIDE)
def row_number_beyond_the_format(folder: Path) -> Path:
    return _with(folder, SHEET, _cells("A1", "B99999999999"))


@hostile(Kind.TOO_WIDE)
def sixty_columns_a_million_rows_deep(folder: Path) -> Path:
    return _with(folder, SHEET, _cells("A1", "BH999999"))


@hostile(Kind.TOO_WIDE)
def csv_with_hundreds_of_columns(folder: Path) -> Path:
    return _file(folder, "x.csv", b";".join([b"a"] * 500) + b"\n")


@hostile(Kind.TOO_WIDE)
def parquet_with_hundreds_of_columns(folder: Path) -> Path:
    columns = ", ".join(f"1 AS c{n}" for n in range(200))
    duckdb.sql(f"SELECT {columns}").write_parquet(str(folder / "x.parquet"))
    return folder / "x.parquet"


@hostile(Kind.BROKEN)
def tags_that_never_close(folder: Path) -> Path:
    """Every opening tag makes a careless pattern look again at all that follows."""
    noise = os.urandom(1 << 17).hex().encode()  # so that it does not look like a bomb
    flood = b"".join(b'<c r="A1"><row ' + noise[at : at + 4] for at in range(0, len(noise), 4))
    return _with(folder, SHEET, flood)


# ── Meaning harm ────────────────────────────────────────────────────────────────────────────────


@hostile(Kind.UNSAFE)
def entity_from_outside(folder: Path) -> Path:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return _with(folder, SHEET, lambda old: head + old)


@hostile(Kind.UNSAFE)
def entities_that_multiply(folder: Path) -> Path:
    text = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{LAUGHS}]><sst {MAIN}><si><t>&l9;</t></si></sst>'
    return _with(folder, STRINGS, text.encode())


@hostile(Kind.UNSAFE)
def document_type_in_the_book(folder: Path) -> Path:
    return _with(folder, BOOK, lambda old: b"<!DOCTYPE x SYSTEM 'http://x/x.dtd'>" + old)


@hostile(Kind.UNSAFE)
def markup_in_another_encoding(folder: Path) -> Path:
    return _with(folder, SHEET, lambda old: old.decode().encode("utf-16"))


@hostile(Kind.UNSAFE)
def link_to_another_workbook(folder: Path) -> Path:
    return _with(folder, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")


@hostile(Kind.UNSAFE)
def relation_that_leads_out(folder: Path) -> Path:
    end = b"</Relationships>"
    return _with(folder, RELATIONS, lambda old: old.replace(end, EXTERNAL.encode() + end))


@hostile(Kind.UNSAFE)
def macro(folder: Path) -> Path:
    return _with(folder, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


@hostile(Kind.UNSAFE)
def embedded_object(folder: Path) -> Path:
    return _with(folder, "xl/embeddings/oleObject1.bin", b"MZ")


@hostile(Kind.UNSAFE)
def data_connection(folder: Path) -> Path:
    return _with(folder, "xl/connections.xml", b"<connections/>")


@hostile(Kind.UNSAFE)
def two_members_of_one_name(folder: Path) -> Path:
    path = _pack(folder / "x.xlsx", _members(folder))
    content = BytesIO(path.read_bytes())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/media/a.xml", b"<a/>")
        archive.writestr("xl/media/b.xml", b"<b/>")
    doubled = content.getvalue().replace(b"xl/media/b.xml", b"xl/media/a.xml")
    return _file(folder, "x.xlsx", doubled)


@hostile(Kind.UNSAFE)
def unusual_packing(folder: Path) -> Path:
    return _pack(folder / "x.xlsx", _members(folder), zipfile.ZIP_LZMA)


@hostile(Kind.UNSAFE)
def absurd_count_of_texts(folder: Path) -> Path:
    text = f'<sst {MAIN} count="4294967295" uniqueCount="4294967295"></sst>'
    return _with(folder, STRINGS, text.encode())


@hostile(Kind.WRONG_TYPE)
def csv_in_an_old_vietnamese_font(folder: Path) -> Path:
    return _file(folder, "x.csv", "Mã;Họ tên\nA;Trần Thị\n".encode("cp1258", "replace"))


@hostile(Kind.WRONG_TYPE)
def csv_with_zero_bytes(folder: Path) -> Path:
    return _file(folder, "x.csv", b"ma;he so\nA\x00;1\n")


@hostile(Kind.WRONG_TYPE)
def parquet_with_nested_columns(folder: Path) -> Path:
    duckdb.sql("SELECT [1, 2] AS ma").write_parquet(str(folder / "x.parquet"))
    return folder / "x.parquet"
