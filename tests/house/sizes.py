"""Small pieces with telling names."""

import ast
from pathlib import Path

from tests.house import EVERYTHING, files, nodes, trees

FUNCTION_LINES = 60
FILE_LINES = 600
TEMPLATE_LINES = 250
EMPTY_NAMES = {
    *("util", "utils", "helper", "helpers", "manager", "managers"),
    *("data", "info", "misc", "common", "stuff", "base"),
}


def long_functions(root: Path) -> list[str]:
    """A function past 60 lines does more than one thing."""
    return [
        f"{path}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
        for path, tree in trees(root, *EVERYTHING)
        for node in nodes(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]


def long_files(root: Path) -> list[str]:
    """A file past 600 lines (a template past 250) holds more than one subject."""
    found = []
    for path in files(root, *EVERYTHING, suffixes=(".py", ".html", ".css", ".js", ".rule")):
        most = TEMPLATE_LINES if path.suffix == ".html" else FILE_LINES
        length = len(path.read_text().splitlines())
        if length > most and "migrations" not in path.parts:
            found.append(f"{path.relative_to(root)}: {length} lines, at most {most}")
    return found


def empty_names(root: Path) -> list[str]:
    """A module called utils says nothing about what is in it."""
    return [
        f"{path.relative_to(root)}: “{name}” says nothing about what is inside"
        for path in files(root, *EVERYTHING)
        for name in {path.stem, path.parent.name} & EMPTY_NAMES
    ]
