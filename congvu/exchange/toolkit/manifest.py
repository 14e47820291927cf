"""TOOLKIT.json, what the package says of itself, and SIGNATURE, who says so."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.exchange.toolkit import plain
from congvu.exchange.toolkit.archive import SIGNATURE
from congvu.exchange.toolkit.contents import LawMark, Publisher, Toolkit
from congvu.exchange.toolkit.keys import fingerprint, is_signed, public_part
from congvu.exchange.toolkit.refusal import PackageRefused

MANIFEST = "TOOLKIT.json"
FORMAT, FORMAT_VERSION = "congvu-toolkit", 1
ALGORITHM = "Ed25519"
LONGEST_WORDS = 2000
_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_NAMES = (
    "format", "format_version", "code", "name", "version", "publisher", "created", "licence",
    "provenance", "law", "previous", "parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside: sha256 in hex, size in bytes, rows of a CSV without its header (or None)."""

    file: str
    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What TOOLKIT.json says: the toolkit without its lists and rules, the key, the files."""

    toolkit: Toolkit
    key: str
    parts: tuple[Part, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a valid SIGNATURE says: the public key, and the digest of all that stands before it."""

    key: bytes
    packed: str


def part_of(file: str, content: bytes, rows: int | None = None) -> Part:
    """Return what the manifest says of a file."""
    return Part(file, digest_of(content), len(content), rows)


def digest_of(content: bytes) -> str:
    """Return the SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def manifest_text(toolkit: Toolkit, key: str, parts: Sequence[Part]) -> str:
    """Return the text of TOOLKIT.json."""
    return plain.written(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "code": toolkit.code,
            "name": toolkit.name,
            "version": toolkit.version,
            "publisher": {
                "code": toolkit.publisher.code,
                "name": toolkit.publisher.name,
                "key": key,
            },
            "created": toolkit.created.isoformat(),
            "licence": toolkit.licence,
            "provenance": list(toolkit.provenance),
            "law": [
                {"rule": one.rule, "subject": one.subject, "fingerprint": one.fingerprint}
                for one in toolkit.law
            ],
            "previous": toolkit.previous,
            "parts": [
                {"file": one.file, "sha256": one.sha256, "size": one.size, "rows": one.rows}
                for one in parts
            ],
        }
    )


def read_manifest(content: bytes) -> Manifest:
    """Read TOOLKIT.json; raises PackageRefused for anything that the format does not have."""
    told = plain.read(MANIFEST, content)
    if told.value.get("format") != FORMAT:
        raise PackageRefused(MANIFEST, f"không phải là bộ công cụ ({FORMAT}).")
    if told.value.get("format_version") != FORMAT_VERSION:
        raise PackageRefused(
            MANIFEST,
            f"viết theo phiên bản định dạng khác {FORMAT_VERSION}; hãy nâng cấp chương trình.",
        )
    told.only(_NAMES)
    publisher = told.inner("publisher").only(("code", "name", "key"))
    toolkit = Toolkit(
        code=told.text("code", longest=64),
        name=told.text("name"),
        version=told.matching("version", _VERSION, "ba số như 1.2.0"),
        publisher=Publisher(publisher.text("code", longest=64), publisher.text("name")),
        created=told.day("created"),
        licence=told.text("licence", longest=LONGEST_WORDS),
        provenance=tuple(_provenance(told)),
        law=tuple(map(_law_mark, told.objects("law"))),
        previous=None if told.value["previous"] is None else told.digest("previous"),
    )
    parts = tuple(map(_part, told.objects("parts")))
    return Manifest(toolkit, publisher.digest("key"), parts)


def _provenance(told: plain.Plain) -> list[str]:
    found = enumerate(told.listed("provenance"))
    return [told.tidy(f"provenance[{n}]", one, LONGEST_WORDS) for n, one in found]


def _law_mark(told: plain.Plain) -> LawMark:
    told.only(("rule", "subject", "fingerprint"))
    rule, subject = told.text("rule", longest=64), told.text("subject", longest=64)
    return LawMark(rule, subject, told.digest("fingerprint"))


def _part(told: plain.Plain) -> Part:
    told.only(("file", "sha256", "size", "rows"))
    rows = None if told.value["rows"] is None else told.whole("rows")
    return Part(told.text("file"), told.digest("sha256"), told.whole("size"), rows)


def signature_text(key: Ed25519PrivateKey, manifest: bytes, before: bytes) -> str:
    """Return the text of SIGNATURE: over the manifest's bytes, with the digest of all before it."""
    public = public_part(key)
    return plain.written(
        {
            "algorithm": ALGORITHM,
            "public_key": public.hex(),
            "fingerprint": fingerprint(public),
            "signature": key.sign(manifest).hex(),
            "packed": digest_of(before),
        }
    )


def verified(signature: bytes, manifest: bytes) -> Seal:
    """Return what SIGNATURE says; raises PackageRefused unless it signs the manifest's bytes."""
    told = plain.read(SIGNATURE, signature)
    told.only(("algorithm", "public_key", "fingerprint", "signature", "packed"))
    if told.value["algorithm"] != ALGORITHM:
        raise PackageRefused(SIGNATURE, f"chữ ký phải là {ALGORITHM}.")
    public = bytes.fromhex(told.digest("public_key"))
    signed = told.matching("signature", _SIGNATURE, "128 chữ số thập lục phân")
    if not is_signed(public, bytes.fromhex(signed), manifest):
        raise PackageRefused(
            SIGNATURE, f"chữ ký không đúng với {MANIFEST}: một trong hai tệp đã bị sửa."
        )
    if told.value["fingerprint"] != fingerprint(public):
        raise PackageRefused(SIGNATURE, "dấu của khóa không đúng với khóa.")
    if signature != plain.as_bytes(SIGNATURE, plain.written(told.value)):
        raise PackageRefused(SIGNATURE, "không viết theo mẫu của định dạng.")
    return Seal(public, told.digest("packed"))
