"""Keys: made once, secret, known by what can be read aloud."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from congvu.exchange.toolkit.keys import (
    KeyRefused,
    fingerprint,
    is_signed,
    load_key,
    make_key,
    public_part,
)


def test_a_key_is_read_back_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "khoa.pem"
    made = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_part(load_key(path)) == public_part(made)
    assert path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "khoa.pem"
    make_key(path)
    before = path.read_bytes()
    with pytest.raises(KeyRefused, match="không bao giờ bị ghi đè"):
        make_key(path)
    assert path.read_bytes() == before
    with pytest.raises(KeyRefused, match="Không ghi được"):
        make_key(tmp_path / "none" / "khoa.pem")


def test_a_key_that_others_can_read_is_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "khoa.pem"
    make_key(path)
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        load_key(path)


def test_what_is_no_key_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "khoa.pem"
    with pytest.raises(KeyRefused, match="Không đọc được"):
        load_key(path)
    other = generate_private_key(SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content, message in ((b"xin chao", "không phải là khóa PEM"), (pem, "Ed25519")):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(KeyRefused, match=message):
            load_key(path)


def test_a_fingerprint_is_eight_groups_to_read_aloud() -> None:
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", fingerprint(bytes(32)))
    assert fingerprint(bytes(32)) != fingerprint(b"\x01" * 32)


def test_a_signature_is_of_one_key_over_one_text(tmp_path: Path) -> None:
    one, other = make_key(tmp_path / "a"), make_key(tmp_path / "b")
    signature = one.sign(b"text")
    assert is_signed(public_part(one), signature, b"text")
    assert not is_signed(public_part(one), signature, b"next")
    assert not is_signed(public_part(other), signature, b"text")
    assert not is_signed(b"short", signature, b"text")
