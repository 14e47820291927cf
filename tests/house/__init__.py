"""The rules of the house, each a function from a tree to what is wrong in it.

`make check` prints what they find; `tests/test_house.py` shows that each can fail.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PURE = ("congvu/kernel", "congvu/law", "congvu/engine")
PRODUCT = ("congvu", "config")
EVERYTHING = ("congvu", "config", "tests", "bench")


def files(root: Path, *folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Yield the files under `folders` with one of `suffixes`, in a fixed order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file() and "__pycache__" not in path.parts:
                yield path


def trees(root: Path, *folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield each Python file but migrations, relative to `root`, with its syntax tree."""
    for path in files(root, *folders):
        if "migrations" not in path.parts:
            yield path.relative_to(root), parsed(path.read_text())


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a text; the rules read one tree, and none of them changes it."""
    return ast.parse(text)


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Return all nodes of a file's tree, which is walked once for all rules."""
    return tuple(ast.walk(tree))


def called(node: ast.AST) -> str:
    """Return the dotted name a call calls, as far as it is names: `math.sqrt`, `save`."""
    function = node.func if isinstance(node, ast.Call) else node
    if isinstance(function, ast.Attribute):
        inner = called(function.value)
        return f"{inner}.{function.attr}" if inner else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def keywords(call: ast.Call) -> set[str]:
    """Return the names of a call's keyword arguments."""
    return {keyword.arg for keyword in call.keywords if keyword.arg}
