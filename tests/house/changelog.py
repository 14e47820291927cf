"""Whoever changes the law or the engine tells those who are scored by it."""

import subprocess
from pathlib import Path

WATCHED = ("congvu/law", "congvu/engine")


def untold_changes(root: Path) -> list[str]:
    """The last change of law/ or engine/ must not be later than CHANGELOG.md's last.

    Without a history (an archive, a first commit) there is nothing to compare.
    """
    changed, told = _last(root, *WATCHED), _last(root, "CHANGELOG.md")
    if not changed or (told and _is_ancestor(root, changed, told)):
        return []
    return [f"CHANGELOG.md: says nothing yet of commit {changed[:9]} in {' or '.join(WATCHED)}"]


def _last(root: Path, *paths: str) -> str:
    return _git(root, "log", "-1", "--format=%H", "--", *paths).stdout.strip()


def _is_ancestor(root: Path, older: str, newer: str) -> bool:
    return _git(root, "merge-base", "--is-ancestor", older, newer).returncode == 0


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
