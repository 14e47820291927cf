"""A number of the law stands in law/, dated and cited; anywhere else it is a second, silent law."""

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from tests.house import called, files, nodes, trees

# Points, thresholds, percentages and clocks of the texts in force, in the units code may use:
# whole and hundredths. (100, 12, 3, 6, 1/2 are ordinary words and cannot be told apart.)
_POINTS = (30, 70, 90, 50, 25, 20)
STATUTORY = {number * scale for number in _POINTS for scale in (1, 100)}
_FRACTIONS = {Fraction(1, 4), Fraction(1, 5), Fraction(4, 5), Fraction(3, 5)}
_PLACES = (
    "congvu/engine",
    "congvu/apps",
    "congvu/access",
    "congvu/exchange",
    "congvu/web",
    "congvu/cli",
)

# Where such a number is not law: (path begins with, numbers or None for any, why).
ALLOWED: tuple[tuple[str, set[int] | None, str], ...] = (
    ("congvu/engine/oracle", None, "the judge states the law by hand, on purpose"),
    ("congvu/exchange/demo", None, "invents people and work; scores nothing"),
    ("congvu/engine/rehearsal.py", {3000}, "how many made-up people a rule is rehearsed on"),
    ("congvu/apps/catalogue/models.py", {20}, "twice ten: half up in tenths"),
    ("congvu/exchange/forms/page.py", {20, 30}, "margins of a page in millimetres"),
    ("congvu/exchange/workbook/headers.py", {90}, "how alike two words must look"),
    ("congvu/exchange/workbook/refusal.py", {20, 25, 30}, "exit codes"),
    ("congvu/cli/score.py", {70}, "the exit code of an unexpected failure"),
)
# Arguments whose numbers measure texts, time or paper, never duty.
_HARMLESS = re.compile(
    r"(length|digits|timeout|seconds|wait|width|height|size|rows|indent|chars|sheets"
    r"|batch|chunk|bytes|most|widest|largest|longest)$|^_?(widest|wide|largest|longest|most|rows|tell)(_|$)"
)
_TAG = re.compile(r"\{[%{].*?[%}]\}")
_QUESTION = re.compile(r"\{%\s*(?:el)?if\b(.*?)%\}")
_ATTRIBUTE = re.compile(r"=\"[^\"]*\"|='[^']*'")
_NUMBER = re.compile(r"(?<![\w.#-])(\d+)(?![\w.])")
_SPOKEN = re.compile(r"(?<![\d.,])(30|70|90|50|25|20)\s*(%|điểm)")


def statutory_numbers(root: Path) -> list[str]:
    """Find the law's numbers in code and templates outside law/."""
    found = []
    for path, tree in trees(root, *_PLACES):
        found += [
            f"{path}:{line}: {number} belongs in law/, with a date and an article"
            for line, number in _numbers_in(tree)
            if not _allowed(path, number)
        ]
    return found + _in_templates(root)


def _allowed(path: Path, number: object) -> bool:
    return any(
        str(path).startswith(place) and (numbers is None or number in numbers)
        for place, numbers, _why in ALLOWED
    )


def _numbers_in(tree: ast.Module) -> Iterator[tuple[int, object]]:
    harmless = {id(node) for node in _harmless(tree)}
    for node in nodes(tree):
        if id(node) in harmless:
            continue
        match node:
            case ast.Constant(value=int(number)) if number in STATUTORY:
                yield node.lineno, number
            case ast.Constant(value=str(text)) if text.isdecimal() and int(text) in STATUTORY:
                yield node.lineno, int(text)
            case ast.Call(func=ast.Name(id="Fraction"), args=[ast.Constant(), ast.Constant()]):
                share = Fraction(*(argument.value for argument in node.args))
                if share in _FRACTIONS:
                    yield node.lineno, share
            case ast.Constant(value=float(share)) if Fraction(str(share)) in _FRACTIONS:
                yield node.lineno, share


def _harmless(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what stands in a slice, or behind a name that measures texts, time or paper."""
    for node in nodes(tree):
        if isinstance(node, ast.keyword) and node.arg and _HARMLESS.search(node.arg):
            yield from ast.walk(node.value)
        elif isinstance(node, ast.Slice) or _is_shift_or_date(node):
            yield from ast.walk(node)
        elif isinstance(node, ast.arguments):
            pairs = zip(reversed(node.args), reversed(node.defaults), strict=False)
            named = zip(node.kwonlyargs, node.kw_defaults, strict=True)
            for argument, default in (*pairs, *named):
                if default and _HARMLESS.search(argument.arg):
                    yield from ast.walk(default)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value and all(_HARMLESS.search(_name(target)) for target in targets):
                yield from ast.walk(node.value)


def _is_shift_or_date(node: ast.AST) -> bool:
    """`1 << 20` is a size, `date(1899, 12, 30)` a day."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.LShift | ast.RShift)
    return called(node) in {"date", "datetime"} if isinstance(node, ast.Call) else False


def _name(target: ast.expr) -> str:
    if isinstance(target, ast.Attribute):
        return target.attr.lower()
    return target.id.lower() if isinstance(target, ast.Name) else ""


def _in_templates(root: Path) -> list[str]:
    found = []
    for path in files(root, "congvu", suffixes=(".html",)):
        place = path.relative_to(root)
        for line, text in enumerate(path.read_text().splitlines(), 1):
            asked = {int(n) for tag in _QUESTION.findall(text) for n in _NUMBER.findall(tag)}
            prose = _ATTRIBUTE.sub("", _TAG.sub("", text))
            spoken = {int(n) for n, _unit in _SPOKEN.findall(prose)}
            found += [
                f"{place}:{line}: {number} belongs in law/; hand it to the template"
                for number in sorted((asked & STATUTORY) | spoken)
                if not _allowed(place, number)
            ]
    return found
