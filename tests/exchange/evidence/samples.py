"""One small true file of each kind that is taken as evidence, and ways to spoil one."""

import io
import struct
import zlib
from collections.abc import Mapping
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

TYPES = "[Content_Types].xml"
OPEN = "application/vnd.oasis.opendocument"


def zipped(parts: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """A zip of these parts in their order; one may be stored as it is."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name == stored else ZIP_DEFLATED)
    return buffer.getvalue()


def office(main: str, **more: bytes) -> bytes:
    """An OOXML file with its main part and others (names with / written as __)."""
    parts = {TYPES: b"<Types/>", main: b"<document>Ti\xe1\xba\xbfp d\xc3\xa2n</document>"}
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def opened(kind: str) -> bytes:
    """An OpenDocument file."""
    parts = {"mimetype": f"{OPEN}.{kind}".encode(), "content.xml": b"<office/>"}
    return zipped(parts, stored="mimetype")


def png() -> bytes:
    """A picture of one point."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SAMPLES = {
    "bao-cao.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
    "anh.png": png(),
    "anh.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    "anh.webp": b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10",
    "to-trinh.docx": office("word/document.xml"),
    "bang.xlsx": office("xl/workbook.xml"),
    "trinh-chieu.pptx": office("ppt/presentation.xml"),
    "to-trinh.odt": opened("text"),
    "bang.ods": opened("spreadsheet"),
    "ghi-chep.txt": "Họp thôn 3\r\nĐã xong\t2 việc".encode(),
    "danh-sach.csv": "\ufeffTên;Số\nHồ sơ;5".encode(),
}


def spoilt(seed: int) -> tuple[str, bytes]:
    """A sample with a name, both spoilt by chance: bytes turned, cut, doubled, swapped, added."""
    chance = Random(seed)
    name, content = chance.choice(list(SAMPLES.items()))
    body = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(body)) if body else 0
        match chance.randrange(6):
            case 0 if body:
                body[at] ^= 1 << chance.randrange(8)
            case 1:
                del body[at : at + chance.randint(1, 40)]
            case 2:
                body[at:at] = chance.randbytes(chance.randint(1, 40))
            case 3:
                body[at:at] = body[max(0, at - 60) : at]
            case 4:
                body[at : at + 4] = struct.pack("<I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)))
            case _:
                other = chance.choice(list(SAMPLES.values()))
                body[at:] = other[chance.randrange(len(other)) :]
    if chance.random() < 0.2:
        name = "".join(
            chr(chance.choice((0, 0x2F, 0x5C, 0x202E, 0x41, 0x1EA1, 0x2E))) for _ in name
        )
        name += chance.choice((".pdf", ".docx", ".exe", ""))
    return name, bytes(body)
