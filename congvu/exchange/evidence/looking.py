"""What a file is, by what is in it and not by what it is called."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from congvu.exchange.evidence.archives import office_kind
from congvu.exchange.evidence.kinds import (
    JPEG,
    LARGEST_BYTES,
    PDF,
    PNG,
    SUFFIXES,
    TAKEN,
    TEXT,
    WEBP,
    EvidenceRefused,
    Kind,
)
from congvu.kernel.vietnamese import nfc

LONGEST_NAME = 120
NAMELESS = "minh-chung"
_ZIP = b"PK\x03\x04"
_UNSAFE = re.compile(r'[<>:"|?*\\/%]')
_SPACES = re.compile(r"\s+")
_RIFF, _WEBP = slice(0, 4), slice(8, 12)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its clean name, what it is, its sha256 and size in bytes."""

    name: str
    kind: Kind
    sha256: str
    size: int


def examined(content: bytes, name: str) -> Examined:
    """Look into a file and clean its name; raises EvidenceRefused."""
    if not content:
        raise EvidenceRefused("Tệp rỗng; hãy chọn lại tệp.")
    if len(content) > LARGEST_BYTES:
        raise EvidenceRefused(
            f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy nén ảnh, chia nhỏ, hoặc gửi đường dẫn."
        )
    suffix = PurePosixPath(clean_name(name)).suffix.lower()
    if suffix not in SUFFIXES:
        raise EvidenceRefused(f"Không nhận tệp đuôi “{suffix or 'trống'}”. {TAKEN}")
    kind = kind_of(content)
    if suffix not in kind.suffixes:
        raise EvidenceRefused(
            f"Tệp mang đuôi “{suffix}” nhưng nội dung là {kind.label}; hãy lưu lại đúng đuôi "
            f"“{kind.suffixes[0]}” rồi gửi."
        )
    digest = hashlib.sha256(content).hexdigest()
    return Examined(clean_name(name), kind, digest, len(content))


def kind_of(content: bytes) -> Kind:
    """Tell what a file is by its first bytes and its parts; raises EvidenceRefused."""
    if content.startswith(_ZIP):
        return office_kind(content)
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content[_RIFF] == b"RIFF" and content[_WEBP] == b"WEBP":
        return WEBP
    if _is_text(content):
        return TEXT
    raise EvidenceRefused(f"Nội dung tệp không phải loại tệp được nhận. {TAKEN}")


def _is_text(content: bytes) -> bool:
    """Whether it is UTF-8 without control signs: what else looks like text may be anything."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign in "\t\r\n\f" or unicodedata.category(sign) != "Cc" for sign in text)


def clean_name(name: str) -> str:
    """The last part of a name without signs that mislead or that a disk forbids, its end kept."""
    last = nfc(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    tidy = _SPACES.sub(" ", _UNSAFE.sub("-", plain)).strip(" .")
    path = PurePosixPath(tidy or NAMELESS)
    suffix = path.suffix[:LONGEST_NAME]
    return f"{path.name.removesuffix(path.suffix)[: LONGEST_NAME - len(suffix)]}{suffix}"
