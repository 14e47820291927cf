"""A package that was touched after it was signed is refused, and the touched file is named."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.exchange.toolkit import archive
from congvu.exchange.toolkit.archive import SIGNATURE
from congvu.exchange.toolkit.manifest import MANIFEST, signature_text
from congvu.exchange.toolkit.package import pack, unpack
from congvu.exchange.toolkit.readme import README
from congvu.exchange.toolkit.refusal import PackageRefused
from tests.exchange.toolkit.toolkits import (
    HEAD,
    KEY,
    OTHER_KEY,
    PRODUCTS,
    RULE_FILE,
    files_of,
    signed,
    toolkit,
    zipped,
)

WHOLE = pack(toolkit(), KEY).content
NAMES = (MANIFEST, README, HEAD, PRODUCTS, RULE_FILE, SIGNATURE)


def refusal(content: bytes) -> PackageRefused:
    with pytest.raises(PackageRefused) as refused:
        unpack(content)
    return refused.value


def test_the_sample_is_sound() -> None:
    assert unpack(zipped(files_of(WHOLE))).content == WHOLE
    assert tuple(files_of(WHOLE)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_is_named(name: str) -> None:
    files = files_of(WHOLE)
    assert name in str(refusal(zipped({**files, name: files[name] + b"\n"})))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(name: str) -> None:
    files = files_of(WHOLE)
    del files[name]
    assert name in str(refusal(zipped(files)))


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_file_is_named(name: str) -> None:
    files = {("x/" * (one == name)) + one: content for one, content in files_of(WHOLE).items()}
    assert name in str(refusal(zipped(files)))


@pytest.mark.parametrize("name", ["can-bo.csv", "lists/catalogue/so-a/people.csv", "rules/x.rule"])
@pytest.mark.parametrize("place", [0, 3, 6])
def test_an_added_file_is_named(name: str, place: int) -> None:
    files = [*files_of(WHOLE).items()]
    files.insert(place, (name, b"Nguy\xe1\xbb\x85n V\xc4\x83n A"))
    assert refusal(zipped(dict(files))).file == name


def test_files_in_another_order_are_refused() -> None:
    files = files_of(WHOLE)
    swapped = {name: files[name] for name in (MANIFEST, README, PRODUCTS, HEAD, *NAMES[4:])}
    assert refusal(zipped(swapped)).file == SIGNATURE
    assert refusal(signed(swapped)).file == PRODUCTS


def test_a_manifest_edited_without_the_key_breaks_the_signature() -> None:
    files = files_of(WHOLE)
    files[MANIFEST] = files[MANIFEST].replace(b"1.2.0", b"1.3.0")
    found = refusal(zipped(files))
    assert found.file == SIGNATURE
    assert f"chữ ký không đúng với {MANIFEST}" in found.what


def test_another_key_cannot_sign_in_the_publishers_name() -> None:
    files = files_of(WHOLE)
    assert "khóa khác với khóa của nơi phát hành" in refusal(signed(files, OTHER_KEY)).what
    theirs = signature_text(OTHER_KEY, files[MANIFEST], b"").split('"signature": "')[1][:128]
    ours = files[SIGNATURE].decode().split('"signature": "')[1][:128]
    files[SIGNATURE] = files[SIGNATURE].replace(ours.encode(), theirs.encode())
    assert refusal(zipped(files)).file == SIGNATURE


def test_packing_the_same_files_anew_is_told_from_the_signed_file() -> None:
    other = BytesIO()
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files_of(WHOLE).items():
            made.writestr(name, content)
    assert "không được nén theo định dạng" in str(refusal(other.getvalue()))
    members, _ = archive.unpacked(WHOLE, archive.Limits())
    loose = [_loosely_packed(one, files_of(WHOLE)[one.name]) for one in members]
    assert refusal(archive.indexed(loose)).what == "các tệp trong gói đã được nén lại sau khi ký."


def _loosely_packed(one: archive.Member, content: bytes) -> archive.Member:
    """The same content in one stored block of deflate."""
    if one.name == SIGNATURE:
        return one
    size = len(content)
    body = b"\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + content
    return archive.Member(one.name, body, one.size, one.check)


def test_no_bit_can_be_flipped_anywhere_in_the_file() -> None:
    for place, byte in enumerate(WHOLE):
        for bit in range(8):
            refusal(WHOLE[:place] + bytes([byte ^ 1 << bit]) + WHOLE[place + 1 :])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_bytes_written_over_are_never_accepted(place: int, new: bytes) -> None:
    content = WHOLE[:place] + new + WHOLE[place + len(new) :]
    if content != WHOLE:
        refusal(content)


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=40))
def test_bytes_cut_out_or_put_in_are_never_accepted(one: int, other: int, new: bytes) -> None:
    content = WHOLE[: min(one, other)] + new + WHOLE[max(one, other) :]
    if content != WHOLE:
        refusal(content)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_refused_in_words(content: bytes) -> None:
    refusal(content)
    refusal(b"PK\x03\x04" + content)
