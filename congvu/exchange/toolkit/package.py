"""A toolkit as one file: packed and signed, unpacked and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.exchange.toolkit import archive, plain
from congvu.exchange.toolkit.archive import SIGNATURE, WHOLE
from congvu.exchange.toolkit.contents import Toolkit
from congvu.exchange.toolkit.keys import fingerprint, public_part
from congvu.exchange.toolkit.limits import STANDARD, Limits
from congvu.exchange.toolkit.lists import list_files, read_lists, read_rules, rule_file
from congvu.exchange.toolkit.manifest import (
    MANIFEST,
    Part,
    digest_of,
    manifest_text,
    part_of,
    read_manifest,
    signature_text,
    verified,
)
from congvu.exchange.toolkit.readme import README, readme_text
from congvu.exchange.toolkit.refusal import PackageRefused


@dataclass(frozen=True, slots=True)
class Package:
    """A package that holds together: every file is the signed one, every cell is canonical.

    `digest` is the SHA-256 of TOOLKIT.json, by which the next version names this one; `key` the
    public key in hex, `fingerprint` what people compare; whether that key is the publisher's is
    for the reader to know. `checks` says what was checked, in words; `content` is the file.
    """

    toolkit: Toolkit
    digest: str
    key: str
    fingerprint: str
    readme: str
    checks: tuple[str, ...]
    content: bytes


def pack(toolkit: Toolkit, key: Ed25519PrivateKey) -> Package:
    """Sign a toolkit into one file (`content`); the same toolkit and key give the same bytes.

    What is packed is read back first: raises PackageRefused for whatever a reader would refuse.
    """
    public = public_part(key).hex()
    read_manifest(plain.as_bytes(MANIFEST, manifest_text(toolkit, public, ())))
    parts, files = _parts(toolkit, readme_text(toolkit))
    manifest = plain.as_bytes(MANIFEST, manifest_text(toolkit, public, parts))
    members = [archive.packed(MANIFEST, manifest)]
    members += [archive.packed(name, content) for name, content in files.items()]
    signature = signature_text(key, manifest, archive.laid_out(members))
    members.append(archive.packed(SIGNATURE, signature.encode()))
    return unpack(archive.indexed(members))


def unpack(content: bytes, limits: Limits = STANDARD) -> Package:
    """Return what a file holds; the signature is checked before any list is read.

    Raises PackageRefused naming the file inside that was changed, is missing, is one too many, too
    large or not as the format wants it.
    """
    if len(content) > limits.file_bytes:
        raise PackageRefused(WHOLE, f"lớn hơn {limits.file_bytes >> 20} MB; chia thành nhiều bộ.")
    members, files = archive.unpacked(content, limits)
    for name in (MANIFEST, SIGNATURE):
        if name not in files:
            raise PackageRefused(name, "thiếu tệp này; đây không phải là bộ công cụ đã ký.")
    if members[-1].name != SIGNATURE:
        raise PackageRefused(members[-1].name, f"đứng sau {SIGNATURE}: bị thêm vào sau khi ký.")
    seal = verified(files[SIGNATURE], files[MANIFEST])
    manifest = read_manifest(files[MANIFEST])
    if manifest.key != seal.key.hex():
        raise PackageRefused(SIGNATURE, "ký bằng khóa khác với khóa của nơi phát hành.")
    _check_parts(manifest.parts, files)
    if seal.packed != digest_of(archive.laid_out(members[:-1])):
        raise PackageRefused(SIGNATURE, "các tệp trong gói đã được nén lại sau khi ký.")
    toolkit = replace(
        manifest.toolkit, documents=read_lists(files, limits), rules=read_rules(files, limits)
    )
    readme = plain.as_text(README, files[README])
    _check_as_written(toolkit, manifest.key, files, readme)
    return Package(
        toolkit,
        digest_of(files[MANIFEST]),
        manifest.key,
        fingerprint(seal.key),
        readme,
        _checks(manifest.parts, fingerprint(seal.key)),
        content,
    )


def write_package(toolkit: Toolkit, key: Ed25519PrivateKey, path: Path) -> Package:
    """Write the signed file and return what it holds; raises PackageRefused before writing."""
    package = pack(toolkit, key)
    path.write_bytes(package.content)
    return package


def read_package(path: Path, limits: Limits = STANDARD) -> Package:
    """Read a file (at most its budget and one byte); raises PackageRefused, OSError."""
    with path.open("rb") as file:
        return unpack(file.read(limits.file_bytes + 1), limits)


def _parts(toolkit: Toolkit, readme: str) -> tuple[list[Part], dict[str, bytes]]:
    """Return the files between manifest and signature, in order, and what is said of them."""
    found: list[tuple[str, bytes, int | None]] = [(README, plain.as_bytes(README, readme), None)]
    for one in toolkit.documents:
        found += list_files(one)
    found += [(*rule_file(name, text), None) for name, text in toolkit.rules.items()]
    parts = [part_of(name, content, rows) for name, content, rows in found]
    return parts, {name: content for name, content, _ in found}


def _check_parts(parts: tuple[Part, ...], files: Mapping[str, bytes]) -> None:
    """Refuse a file that is not the signed one, is missing, or that nobody signed."""
    listed = {one.file: one for one in parts}
    for file in files:
        if file not in listed and file not in (MANIFEST, SIGNATURE):
            raise PackageRefused(file, f"không có trong {MANIFEST}: bị thêm vào sau khi ký.")
    for file, one in listed.items():
        if file not in files:
            raise PackageRefused(file, f"có trong {MANIFEST} mà thiếu trong gói.")
        if (len(files[file]), digest_of(files[file])) != (one.size, one.sha256):
            raise PackageRefused(file, "đã bị sửa sau khi ký.")
        if file != README and not file.startswith(("lists/", "rules/")):
            raise PackageRefused(file, "định dạng không có tệp này.")
    if README not in files:
        raise PackageRefused(README, "thiếu tệp này.")


def _check_as_written(toolkit: Toolkit, key: str, files: Mapping[str, bytes], readme: str) -> None:
    """Refuse a file that says the same in another way: one toolkit has one form."""
    parts, lists = _parts(toolkit, readme)
    manifest = plain.as_bytes(MANIFEST, manifest_text(toolkit, key, parts))
    right = {MANIFEST: manifest, **lists, SIGNATURE: files[SIGNATURE]}
    for name, wanted in zip(files, right, strict=True):
        if name != wanted:
            raise PackageRefused(name, f"không đúng thứ tự; ở đây phải là {wanted}.")
    for name in (*lists, MANIFEST):
        if files[name] != right[name]:
            raise PackageRefused(name, "không viết theo mẫu của định dạng.")


def _checks(parts: tuple[Part, ...], mark: str) -> tuple[str, ...]:
    rows = sum(one.rows or 0 for one in parts)
    return (
        f"Chữ ký Ed25519 đúng, khóa {mark}.",
        f"{len(parts)} tệp đúng như khi ký (SHA-256).",
        f"{rows} dòng: mọi ô đúng cột, đúng dạng chuẩn; không có tệp, cột nào ngoài định dạng.",
    )
