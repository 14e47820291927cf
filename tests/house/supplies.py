"""What the product is made of: pinned, hashed, few, and from no named place."""

import re
from collections.abc import Iterator
from pathlib import Path

MOST_AT_RUNTIME = 70
_ELSEWHERE = re.compile(r"://|index-url|find-links|^-e |^git\+", re.MULTILINE)
_PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z, ]+\])?==[^\s;]+")
_FORBIDDEN_LOCKS = ("uv.lock", "pylock.toml")


def unpinned(root: Path) -> list[str]:
    """Every package is one version, known by its hashes."""
    found = []
    for name in ("runtime.txt", "dev.txt"):
        for entry in _entries(root / "requirements" / name):
            if not _PINNED.match(entry) or "--hash=sha256:" not in entry:
                found.append(
                    f"requirements/{name}: {entry.split()[0]} has no exact version or hash"
                )
    return found


def named_places(root: Path) -> list[str]:
    """Where packages come from is the operator's choice."""
    found = [
        f"requirements/{path.name}: names a place that packages come from"
        for path in sorted((root / "requirements").iterdir())
        if _ELSEWHERE.search(path.read_text())
    ]
    return found + [f"{name}: the lock is requirements/*.txt"
                    for name in _FORBIDDEN_LOCKS if (root / name).exists()]  # fmt: skip


def too_many(root: Path) -> list[str]:
    """Each package at runtime is somebody else's code in a ministry."""
    count = len(list(_entries(root / "requirements" / "runtime.txt")))
    return [f"requirements/runtime.txt: {count} packages"] if count > MOST_AT_RUNTIME else []


def _entries(path: Path) -> Iterator[str]:
    """Yield each requirement as one line, its hashes with it."""
    joined = path.read_text().replace("\\\n", " ")
    for line in joined.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
