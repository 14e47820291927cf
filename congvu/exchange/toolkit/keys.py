"""Keys that toolkits are signed with (Ed25519): made once, kept secret, known by a fingerprint."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

GROUP, GROUPS = 4, 8
"""A fingerprint is eight groups of four hexadecimal digits, 128 bits: short enough to read aloud,
too long for anybody to make a second key with the same one."""
_MINE_ONLY = 0o600
_OTHERS = 0o077


class KeyRefused(ValueError):
    """A key file that cannot be made or used; the message says what to do."""


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a key and write it to a new file that only its owner may read (PEM, PKCS 8).

    Raises KeyRefused where the file is there already: a lost key cannot be made again.
    """
    key = Ed25519PrivateKey.generate()
    keep_key(key, path)
    return key


def keep_key(key: Ed25519PrivateKey, path: Path) -> None:
    """Write a key to a new file that only its owner may read; see make_key."""
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MINE_ONLY)
    except FileExistsError:
        raise KeyRefused(
            f"“{path}” đã có; khóa không bao giờ bị ghi đè, hãy chọn tên khác."
        ) from None
    except OSError as fault:
        raise KeyRefused(f"Không ghi được “{path}”: {fault.strerror}.") from fault
    with os.fdopen(handle, "wb") as file:
        file.write(text)


def load_key(path: Path) -> Ed25519PrivateKey:
    """Read a key; raises KeyRefused for none, one of another kind, one that others can read."""
    try:
        text, mode = path.read_bytes(), path.stat().st_mode
    except OSError as fault:
        raise KeyRefused(f"Không đọc được khóa “{path}”: {fault.strerror}.") from fault
    if mode & _OTHERS:
        raise KeyRefused(f"Người khác đọc được khóa “{path}”; hãy chạy: chmod 600 {path}")
    try:
        key = load_pem_private_key(text, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise KeyRefused(f"“{path}” không phải là khóa PEM không mật khẩu.") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"“{path}” không phải là khóa Ed25519; tạo bằng: congvu toolkit key")
    return key


def public_part(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes that everybody may know."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(public: bytes) -> str:
    """Return what a key is known by: "ab12 cd34 …", from the SHA-256 of its public part."""
    digits = hashlib.sha256(public).hexdigest()
    return " ".join(digits[GROUP * place : GROUP * (place + 1)] for place in range(GROUPS))


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the signature over the content was made with the key's secret part."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
