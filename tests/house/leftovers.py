"""Nothing half done, nothing switched off without a word."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.house import EVERYTHING, called, files, nodes, trees

_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_SILENCED = re.compile(
    r"#\s*(noqa|type:\s*ignore|pragma:\s*no (?:cover|branch))(.*)", re.IGNORECASE
)
_EXPLAINED = {
    "noqa": re.compile(r"^: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* +[-–—] +\S+ \S+"),
    "type: ignore": re.compile(r"^\[[a-z-]+(, ?[a-z-]+)*\]"),
    "pragma: no cover": re.compile(r"^ *[-–—:] +\S+ \S+"),
    "pragma: no branch": re.compile(r"^ *[-–—:] +\S+ \S+"),
}
_SKIPS = re.compile(r"(^|\.)(skip|skipif|skipIf|skipUnless|xfail|importorskip)$")
_TIMERS = {"time.perf_counter", "time.monotonic", "time.process_time", "perf_counter", "monotonic"}


def unfinished(root: Path) -> list[str]:
    """What is not done belongs in an issue, not in a comment."""
    return [
        f"{path}:{line}: finish it or file it"
        for path, line, text in _comments(root, _UNFINISHED)
        if _UNFINISHED.search(text)
    ]


def silenced(root: Path) -> list[str]:
    """A silenced tool says which rule and why."""
    found = []
    for path, line, text in _comments(root, _SILENCED):
        for kind, rest in _SILENCED.findall(text):
            name = re.sub(r":\s*", ": ", kind.lower())
            if not _EXPLAINED[name].match(rest):
                found.append(f"{path}:{line}: “{text.strip()}” names no rule or no reason")
    return found


def skipped_tests(root: Path) -> list[str]:
    """A test that does not run proves nothing."""
    return [
        f"{path}:{node.lineno}: {called(node)} leaves a claim unproved"
        for path, tree in trees(root, "tests")
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and _is_skip(node)
    ]


def timed_tests(root: Path) -> list[str]:
    """A test that times itself fails on a busy day; speed is for bench/."""
    return [
        f"{path}:{node.lineno}: {called(node)}() in a test: speed is for bench/"
        for path, tree in trees(root, "tests")
        for node in nodes(tree)
        if isinstance(node, ast.Call) and called(node) in _TIMERS
    ]


def _is_skip(node: ast.Attribute) -> bool:
    name = called(node)
    return bool(_SKIPS.search(name)) and name.split(".")[0] in {"pytest", "unittest", "mark"}


def _comments(root: Path, wanted: re.Pattern[str]) -> Iterator[tuple[Path, int, str]]:
    """The comments of the files in which `wanted` occurs at all; to take all apart is slow."""
    for path in files(root, *EVERYTHING):
        text = path.read_text()
        if not wanted.search(text):
            continue
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield path.relative_to(root), token.start[0], token.string
