"""Just enough of a pdf reader to say what our pdfs show: pages, sizes, words, where they stand.

Reads the bytes of a finished pdf and knows nothing of what made it: objects, inflated streams, the
fonts' tables from glyphs to letters, and in each page the runs of letters with their places.
"""

import re
import zlib
from dataclasses import dataclass, replace

_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_ENDS = re.compile(rb"endobj|stream\n")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_INNER = rb"(?:[^()\\]|\\.)"
_NESTED = rb"\((?:" + _INNER + rb"|\((?:" + _INNER + rb"|\(" + _INNER + rb"*\))*\))*\)"
_STRING = rb"(?:" + _NESTED + rb"|<[0-9A-Fa-f]*>)"
_STEP = re.compile(
    rb"/\w+\s*<<(?P<marks>(?:[^<>()]|" + _STRING + rb")*)>>\s*BDC|(?P<plain>/\w+ BMC)|(?P<end>EMC)"
    rb"|/(?P<font>f\d+) (?P<size>[\d.]+) Tf"
    rb"|1 0 0 -1 (?P<x>[\d.-]+) (?P<y>[\d.-]+) cm"
    rb"|(?P<text>" + _STRING + rb")",
    re.DOTALL,
)
_ACTUAL = re.compile(rb"/ActualText\s*(" + _STRING + rb")", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Run:
    """Letters set in one go: points from the left and the bottom edge, family, size."""

    x: float
    y: float
    family: str
    size: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)

    def find(self, text: str) -> Run:
        """Return the first run that says this."""
        return next(run for run in self.runs if text in run.text)


def pages_of(pdf: bytes) -> list[Page]:
    """Return the pages in their order."""
    objects = _objects(pdf)
    root = next(body for body in objects.values() if b"/Type/Catalog" in body)
    return [_page(objects[number], objects) for number in _kids(_target(root, b"Pages"), objects)]


def text_of(pdf: bytes) -> str:
    """Return all words of the pdf, page after page."""
    return " ".join(page.text for page in pages_of(pdf))


def columns_of(pdf: bytes) -> list[str]:
    """Return the words by the left edge of their lines: a cell stays one text over two pages."""
    columns: dict[int, list[str]] = {}
    for page in pages_of(pdf):
        for run in page.runs:
            columns.setdefault(round(run.x), []).append(run.text)
    return [" ".join(texts) for texts in columns.values()]


def bookmarks_of(pdf: bytes) -> list[str]:
    """Return the titles in the list of pages, in the order of the file's objects."""
    found = [body for body in _objects(pdf).values() if b"/Dest" in body and b"/Title" in body]
    return [_title(re.search(rb"/Title ?(\(.*?\)|<.*?>)", body)[1]) for body in found]


def _title(raw: bytes) -> str:
    if raw.startswith(b"<"):
        return bytes.fromhex(raw[1:-1].decode()).decode("utf-16").lstrip("\ufeff")
    plain = re.sub(rb"\\([0-7]{1,3}|.)", _unescaped, raw[1:-1], flags=re.DOTALL)
    return plain.decode("utf-16" if plain.startswith(b"\xfe\xff") else "latin-1").lstrip("\ufeff")


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Return each object; of a stream its dictionary, `stream`, and what it holds inflated."""
    found, at = {}, 0
    while match := _OBJECT.search(pdf, at):
        ends = _ENDS.search(pdf, match.end())
        about = pdf[match.end() : ends.start()]
        if ends[0] != b"endobj":
            begins = ends.end()
            at = begins + int(re.search(rb"/Length (\d+)", about)[1])
            held = pdf[begins:at]
            held = zlib.decompress(held) if b"/FlateDecode" in about else held
            found[int(match[1])] = about + b"stream\n" + held
        else:
            found[int(match[1])], at = about, ends.end()
    return found


def _target(body: bytes, key: bytes) -> int:
    return int(re.search(rb"/" + key + rb" (\d+) 0 R", body)[1])


def _kids(number: int, objects: dict[int, bytes]) -> list[int]:
    body = objects[number]
    if b"/Kids" not in body:
        return [number]
    kids = _REFERENCE.findall(re.search(rb"/Kids\s*\[(.*?)\]", body, re.DOTALL)[1])
    return [page for kid in kids for page in _kids(int(kid), objects)]


def _page(body: bytes, objects: dict[int, bytes]) -> Page:
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", body)
    fonts = _fonts(objects[_target(body, b"Resources")], objects)
    content = objects[_target(body, b"Contents")].split(b"stream\n", 1)[1]
    return Page(float(box[1]), float(box[2]), tuple(_runs(content, fonts)))


def _fonts(resources: bytes, objects: dict[int, bytes]) -> dict[bytes, tuple[str, dict[int, str]]]:
    listed = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    named = re.findall(rb"/(f\d+) (\d+) 0 R", listed[1]) if listed else []
    return {name: _font(objects[int(number)], objects) for name, number in named}


def _font(body: bytes, objects: dict[int, bytes]) -> tuple[str, dict[int, str]]:
    family = re.search(rb"/BaseFont/\w+\+([\w.-]+)", body)[1].decode()
    table = objects[_target(body, b"ToUnicode")].split(b"stream\n", 1)[1]
    return family, dict(_letters(table))


def _letters(table: bytes):
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letters in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            yield int(glyph, 16), bytes.fromhex(letters.decode()).decode("utf-16-be")


def _runs(content: bytes, fonts):
    """Yield the runs; where a mark says what its letters stand for, that counts instead of them."""
    look, said, marks = Run(0, 0, "", 0, ""), [], []
    letters: dict[int, str] = {}
    for step in _STEP.finditer(content):
        if step["text"] is not None:
            said += [] if any(marks) else [_decoded(step["text"], letters)]
        elif step["marks"] is not None:
            actual = _ACTUAL.search(step["marks"])
            said += [_title(actual[1])] if actual else []
            marks.append(actual)
        elif step["plain"]:
            marks.append(None)
        elif step["end"]:
            marks.pop()
        elif step["font"]:
            (family, letters), size = fonts[step["font"]], float(step["size"])
            look = replace(look, family=family, size=size)
        else:
            if said:
                yield replace(look, text="".join(said))
            look, said = replace(look, x=float(step["x"]), y=float(step["y"])), []
    if said:
        yield replace(look, text="".join(said))


def _decoded(raw: bytes, letters: dict[int, str]) -> str:
    if raw.startswith(b"<"):
        codes = bytes.fromhex(raw[1:-1].decode())
    else:
        codes = re.sub(rb"\\([0-7]{1,3}|.)", _unescaped, raw[1:-1], flags=re.DOTALL)
    glyphs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
    return "".join(letters.get(glyph, "\ufffd") for glyph in glyphs)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else _ESCAPES.get(code, code)
