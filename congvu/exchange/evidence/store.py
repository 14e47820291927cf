"""A folder in which a file lies under the sha256 of its content: the same file lies there once.

A file is on the disk before a record names it, so that no record names what a power cut took.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_FOLDER_MODE = 0o700


class Missing(LookupError):
    """A file that a record names is not in the folder."""


class Altered(ValueError):
    """A file is there, but its content is not what was kept."""


def place_of(folder: Path, sha256: str) -> Path:
    """Where a file of this content lies."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, content: bytes) -> str:
    """Keep a file so that it survives a power cut, and return the sha256 of its content."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(folder, sha256)
    if _is_whole(place, sha256):
        return sha256
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    place.parent.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(prefix=".", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise
    for kept_in in (place.parent, folder):
        _sync(kept_in)
    return sha256


def content_of(folder: Path, sha256: str) -> bytes:
    """Return what was kept; raises Missing, or Altered where it is no longer the same."""
    try:
        content = place_of(folder, sha256).read_bytes()
    except OSError as gone:
        raise Missing(sha256) from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Altered(sha256)
    return content


@dataclass(frozen=True, slots=True)
class Damage:
    """Files that are no longer there, and files that are no longer what was kept, by sha256."""

    lost: tuple[str, ...]
    altered: tuple[str, ...]


def damage(folder: Path, names: Iterable[str]) -> Damage:
    """Read every file through and tell which are not what was kept."""
    lost, altered = [], []
    for sha256 in names:
        try:
            content_of(folder, sha256)
        except Missing:
            lost.append(sha256)
        except Altered:
            altered.append(sha256)
    return Damage(tuple(lost), tuple(altered))


def _is_whole(place: Path, sha256: str) -> bool:
    """Whether the very content lies there already; a spoilt copy is written anew."""
    if not place.exists():
        return False
    return hashlib.sha256(place.read_bytes()).hexdigest() == sha256


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
