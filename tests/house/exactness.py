"""Kernel, law and engine count in whole numbers and exact fractions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import PURE, called, keywords, nodes, trees

_EXACT_MATH = {"gcd", "lcm", "isqrt", "prod", "comb", "floor", "ceil"}  # exact on fractions
_SQL_FLOATS = re.compile(r"\b(double precision|float[48]?|real)\b", re.IGNORECASE)
_EXACT_DIVISORS = {"fractions", "pathlib"}  # a module that divides says with which of the two


def floats(root: Path) -> list[str]:
    """A float anywhere on the way to a score is a score that may be wrong."""
    return [
        f"{path}:{line}: {what}"
        for path, tree in trees(root, *PURE)
        for line, what in _floats_in(tree)
    ]


def _floats_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    divides_exactly = _imported(tree) & _EXACT_DIVISORS
    prose = {id(node) for node in _docstrings(tree)}
    for node in nodes(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node.lineno, f"{node.value!r} is a float"
            case ast.Constant(value=str(text)) if id(node) not in prose and _SQL_FLOATS.search(
                text
            ):
                yield node.lineno, "SQL in floating point"
            case ast.Name(id="float" | "complex"):
                yield node.lineno, "float is not exact"
            case ast.Call():
                yield from ((node.lineno, what) for what in _inexact_call(node))
            case ast.BinOp(op=ast.Div()) if not divides_exactly or _two_literals(node):
                yield node.lineno, "“/” on whole numbers gives a float: use Fraction or //"


def _inexact_call(call: ast.Call) -> Iterator[str]:
    name = called(call)
    if name == "round":
        yield "round() rounds half to even: use kernel.fixed.half_up"
    if name.startswith("math.") and name.removeprefix("math.") not in _EXACT_MATH:
        yield f"{name} works in floats"
    if name in {"tomllib.load", "tomllib.loads"} and "parse_float" not in keywords(call):
        yield f"{name} reads floats unless parse_float is given"


def _two_literals(node: ast.BinOp) -> bool:
    return isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)


def _imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield every string that stands alone: it tells, it does not compute."""
    for node in nodes(tree):
        if isinstance(node, ast.Expr):
            yield node.value
