"""What is kept is on the disk before anybody names it, once, and is given out only as it was."""

import hashlib
import os

import pytest

from congvu.exchange.evidence import store
from congvu.exchange.evidence.store import Altered, Missing, content_of, keep, place_of

CONTENT = b"%PDF-1.7 minh ch\xe1\xbb\xa9ng"


def files(folder):
    return [one for one in folder.rglob("*") if one.is_file()]


def test_what_is_kept_is_given_out_and_lies_there_once(tmp_path):
    names = {keep(tmp_path / "evidence", CONTENT) for _ in range(3)}
    assert names == {hashlib.sha256(CONTENT).hexdigest()}
    assert content_of(tmp_path / "evidence", names.pop()) == CONTENT
    assert len(files(tmp_path)) == 1


def test_only_the_server_itself_reads_the_folder(tmp_path):
    sha256 = keep(tmp_path / "evidence", CONTENT)
    place = place_of(tmp_path / "evidence", sha256)
    modes = [one.stat().st_mode & 0o777 for one in (place.parent.parent, place.parent, place)]
    assert modes == [0o700, 0o700, 0o600]


def test_a_changed_file_and_a_lost_one_are_told_apart(tmp_path):
    sha256 = keep(tmp_path, CONTENT)
    place_of(tmp_path, sha256).write_bytes(CONTENT + b"!")
    with pytest.raises(Altered):
        content_of(tmp_path, sha256)
    place_of(tmp_path, sha256).unlink()
    with pytest.raises(Missing):
        content_of(tmp_path, sha256)


def test_sent_again_a_spoilt_copy_is_made_whole(tmp_path):
    sha256 = keep(tmp_path, CONTENT)
    place_of(tmp_path, sha256).write_bytes(b"")
    keep(tmp_path, CONTENT)
    assert content_of(tmp_path, sha256) == CONTENT


def test_a_disk_that_fails_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path, CONTENT)
    assert files(tmp_path) == []


def test_the_name_appears_only_after_the_content_is_on_the_disk(tmp_path, monkeypatch):
    steps = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(store.os, "fsync", lambda handle: (steps.append("sync"), sync(handle)))
    monkeypatch.setattr(store.os, "replace", lambda *names: (steps.append("name"), replace(*names)))
    keep(tmp_path, CONTENT)
    assert steps[:2] == ["sync", "name"]
