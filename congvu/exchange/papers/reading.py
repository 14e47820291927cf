"""The codes at the foot of a paper's pages, read back out of a pdf or a docx that somebody sends.

Nothing of the file is run, opened or drawn: of a pdf the links of its pages are looked for, as
they are and in what inflates; of a docx the words of its feet. A scan has neither.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from congvu.exchange.papers.codes import KINDS, Told, told_in

LARGEST_BYTES = 60 << 20
_MOST_INFLATED, _MOST_OF_ONE = 64 << 20, 4 << 20
_MOST_FEET = 5_000
_LINK = re.compile(rf"ma=([{KINDS}][0-9A-Za-z.-]{{9,60}})".encode())
_STREAM = re.compile(rb"stream\r?\n")
_FOOT = re.compile(r"word/footer[0-9]*\.xml")
_BREAKS = re.compile(r"<w:br[^>]*>|</w:p>")
_TAGS = re.compile(r"<[^>]*>")


class NotAPaper(ValueError):
    """A file that is neither a pdf nor a docx, or is damaged; the message is for the sender."""


def told_by(content: bytes) -> list[Told]:
    """Return the snapshots that a file's pages name, in order, each once; raises NotAPaper."""
    if content.startswith(b"%PDF-"):
        return list(told_in("\n".join(_links(content))))
    if content.startswith(b"PK"):
        return list(told_in("\n".join(_feet(content))))
    raise NotAPaper("Tệp không phải pdf hay docx; hãy gửi tệp đã tải từ hệ thống.")


def _links(pdf: bytes) -> Iterator[str]:
    yield from _named(pdf)
    left = _MOST_INFLATED
    for begins in _STREAM.finditer(pdf):
        if left <= 0:
            return
        held = _inflated(pdf, begins.end(), min(left, _MOST_OF_ONE))
        left -= len(held)
        yield from _named(held)


def _named(text: bytes) -> Iterator[str]:
    for found in _LINK.finditer(text):
        yield found[1].decode("ascii")


def _inflated(pdf: bytes, start: int, most: int) -> bytes:
    """What a stream inflates to, as far as it does; b"" for one packed otherwise."""
    try:
        return zlib.decompressobj().decompress(memoryview(pdf)[start : start + most], most)
    except zlib.error:
        return b""


def _feet(docx: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(docx)) as packed:
            feet = [one for one in packed.infolist() if _FOOT.fullmatch(one.filename)]
            for one in feet[:_MOST_FEET]:
                if one.file_size <= _MOST_OF_ONE:
                    with packed.open(one) as foot:
                        yield _words(foot.read(_MOST_OF_ONE).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as fault:
        raise NotAPaper("Tệp hỏng hoặc có mật khẩu, không đọc được.") from fault


def _words(markup: str) -> str:
    return _TAGS.sub("", _BREAKS.sub("\n", markup))
