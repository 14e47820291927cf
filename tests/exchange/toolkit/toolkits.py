"""Made-up toolkits, and packages put together by hand to mislead the reader."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from congvu.engine.lists.document import Document, NotValid, document, entered
from congvu.engine.lists.sheets import LISTS, Column, Kind, ListKind, Sheet
from congvu.exchange.toolkit import archive
from congvu.exchange.toolkit.contents import Publisher, Toolkit
from congvu.exchange.toolkit.keys import public_part
from congvu.exchange.toolkit.limits import STANDARD
from congvu.exchange.toolkit.lists import SETTINGS
from congvu.exchange.toolkit.manifest import (
    MANIFEST,
    Part,
    manifest_text,
    part_of,
    read_manifest,
    signature_text,
)
from congvu.exchange.toolkit.package import pack

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
RULE = Path("congvu/law/rules/bon_tieu_chi_2025.rule").read_text()
ROWS = (
    {
        "code": "A.1", "group": "B", "name": "Kế hoạch", "output": "Kế hoạch,\nbản “chính”",
        "complexity": "N1", "points": "8,5", "coefficient": "1,7", "note": '=1+"1"',
    },
    {
        "code": "A.2", "group": "D", "name": "Tờ trình", "output": "x",
        "complexity": "N2", "points": "9",
    },
)  # fmt: skip
PRODUCTS = "lists/catalogue/so-a/products.csv"
HEAD = "lists/catalogue/so-a/document.json"
RULE_FILE = "rules/bon_tieu_chi_2025.rule"


def catalogue(*rows: Mapping[str, str], code: str = "so-a", name: str = "Sở A") -> Document:
    settings = {"standard_points": "5", "band_1": "1-10"}
    return document(ListKind.CATALOGUE, code, name, settings, {"products": rows or ROWS})


def toolkit(*documents: Document, **changes: object) -> Toolkit:
    facts = {
        "code": "tinh-mau", "name": "Bộ công cụ mẫu", "version": "1.2.0",
        "publisher": Publisher("tinh-mau", "Tỉnh Mẫu"), "created": date(2026, 11, 23),
        "licence": "CC-BY-4.0", "rules": {"bon_tieu_chi_2025": RULE},
        "provenance": ("Quyết định 12/QĐ-UBND",), "documents": documents or (catalogue(),),
    }  # fmt: skip
    return Toolkit(**{**facts, **changes})


def files_of(content: bytes) -> dict[str, bytes]:
    """The members of a package, unpacked."""
    return dict(archive.unpacked(content, STANDARD)[1])


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A container that is sound in itself, around any files."""
    return archive.indexed([archive.packed(name, content) for name, content in files.items()])


def signed(files: Mapping[str, bytes], key: Ed25519PrivateKey = KEY) -> bytes:
    """A package whose every digest and signature is right, whatever its files hold."""
    inside = {name: content for name, content in files.items() if name != archive.SIGNATURE}
    members = [archive.packed(name, content) for name, content in inside.items()]
    text = signature_text(key, inside.get(MANIFEST, b""), archive.laid_out(members))
    return archive.indexed([*members, archive.packed(archive.SIGNATURE, text.encode())])


def resigned(changes: Mapping[str, bytes | None], key: Ed25519PrivateKey = KEY) -> bytes:
    """The sample with files changed, added or (None) left out, and signed by a key-holder."""
    files = {**files_of(pack(toolkit(), KEY).content), **changes}
    told = read_manifest(files_of(pack(toolkit(), KEY).content)[MANIFEST])
    kept = {name: content for name, content in files.items() if content is not None}
    parts = [
        part_of(name, content, _rows(told.parts, name))
        for name, content in kept.items()
        if name not in (MANIFEST, archive.SIGNATURE)
    ]
    manifest = manifest_text(told.toolkit, public_part(key).hex(), parts)
    return signed({**kept, MANIFEST: manifest.encode()}, key)


def edited(file: str, change: Callable[[str], str]) -> bytes:
    """The sample with one text edited by a key-holder."""
    text = files_of(pack(toolkit(), KEY).content)[file].decode()
    assert change(text) != text
    if file == MANIFEST:
        return signed({**files_of(pack(toolkit(), KEY).content), file: change(text).encode()})
    return resigned({file: change(text).encode()})


def _rows(parts: tuple[Part, ...], name: str) -> int | None:
    return next((one.rows for one in parts if one.file == name), None)


def cells(column: Column) -> st.SearchStrategy[str]:
    """Canonical texts of a column."""
    if column.kind is Kind.CHOICE:
        return st.sampled_from(list(column.choices))
    typed = {
        Kind.WHOLE: st.integers(0, 10**6).map(str),
        Kind.TENTHS: st.integers(0, 10**6).map(lambda n: f"{n // 10},{n % 10}"),
        Kind.HUNDREDTHS: st.integers(0, 10**6).map(lambda n: f"{n // 100},{n % 100:02}"),
        Kind.SPAN: st.sampled_from(["1", "2-3", "5"]),
    }.get(column.kind, _TEXTS)
    return typed.map(lambda text: _canonical(column, text))


_TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["=1+1", '"', "a,b\r\nc", "@x", "Ủy ban", "\ufeff", "'", "-", ";\t"]),
)


def _canonical(column: Column, typed: str) -> str:
    try:
        return entered(column, typed)
    except NotValid:
        return "1" if column.required else ""


def rows(sheet: Sheet) -> st.SearchStrategy[list[dict[str, str]]]:
    """Some rows of a sheet under keys of their own."""
    row = st.fixed_dictionaries({column.name: cells(column) for column in sheet.columns})
    return st.lists(row, max_size=3, unique_by=sheet.key_of)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any list that may be packed."""
    kind = draw(st.sampled_from(ListKind))
    code = draw(cells(Column("code", "Mã", Kind.CODE, required=True, longest=16)))
    name = draw(cells(Column("name", "Tên", required=True)))
    settings = {column.name: draw(cells(column)) for column in SETTINGS[kind]}
    return document(kind, code, name, settings, {s.name: draw(rows(s)) for s in LISTS[kind]})
