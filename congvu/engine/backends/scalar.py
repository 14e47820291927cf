"""One person at a time: a compiled stage as three small Python functions.

The functions are built as syntax trees from the closed integer form, never from text; every name
in them is one of ours with a prefix, and they see no builtins but min and max.
"""

import ast
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

from congvu.engine.language import integers
from congvu.engine.language.integers import (
    Always,
    Arithmetic,
    Both,
    Column,
    Compare,
    Const,
    Flag,
    Integer,
    Negation,
    Node,
    Pick,
)
from congvu.engine.language.program import SETTLED, Stage

_SIGNS: dict[str, type[ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "div": ast.FloorDiv,
}
_COMPARE: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
MET = -1

Row = Sequence[int]
Contribute = Callable[..., tuple[int, ...]]


class ScalarStage:
    """A stage ready to run in Python.

    `contribute(*fields)` gives one row's part of every total; `finish(*inputs, every_managed,
    *totals)` gives (index of the requirement not met or MET, columns so far …).
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.field_names = [field.column for field in stage.fields]
        self.input_names = [field.column for field in stage.inputs if field.kind != "key"]
        self.total_names = [total.name for total in stage.totals]
        self.column_names = [column.name for column in stage.columns]
        self._setters: dict[int, tuple[list[str], Callable[..., int]]] = {}
        self.contribute: Contribute = _contribute(stage, self.field_names)
        self.finish: Callable[..., tuple[int, ...]] = _finish(
            stage, [*self.input_names, SETTLED, *self.total_names]
        )

    def setter(self, value: Node) -> tuple[list[str], Callable[..., int]]:
        """Return the columns that a start or cause value reads, and its function (kept)."""
        found = self._setters.get(id(value))
        if found is None:
            names = sorted(integers.names_in(value))
            found = self._setters[id(value)] = (names, function(names, value))
        return found

    def totals(self, rows: Sequence[Row]) -> tuple[int, ...]:
        """Return the stage's totals over a person's rows (tuples in the order of fields)."""
        if not rows:
            return (0,) * len(self.total_names)
        contribute = self.contribute
        return tuple(map(sum, zip(*(contribute(*row) for row in rows), strict=True)))


def function(names: Sequence[str], expression: Node) -> Callable[..., int]:
    """Return a Python function of the named columns that computes one expression."""
    return _function(names, [ast.Return(_node(expression))])


def _contribute(stage: Stage, fields: list[str]) -> Contribute:
    parts = [_node(integers.pick(t.where, t.each, integers.ZERO)) for t in stage.totals]
    return _function(fields, [ast.Return(ast.Tuple(parts, ast.Load()))])


def _finish(stage: Stage, arguments: list[str]) -> Callable[..., tuple[int, ...]]:
    body: list[ast.stmt] = []
    known: list[str] = []
    pending = list(enumerate(stage.requirements))
    for index, column in enumerate(stage.columns):
        body += _refusals(pending, index, known)
        target = ast.Name(_safe(column.name), ast.Store())
        body.append(ast.Assign([target], _node(column.expression)))
        known.append(column.name)
    body += _refusals(pending, len(stage.columns), known)
    body.append(_answer(MET, known))
    return _function(arguments, body)


def _refusals(pending: list[tuple[int, Any]], index: int, known: Sequence[str]) -> list[ast.stmt]:
    """The early returns of the requirements that stand before the column at `index`."""
    found: list[ast.stmt] = []
    while pending and pending[0][1].after <= index:
        number, requirement = pending.pop(0)
        test = _node(integers.negation(requirement.condition))
        found.append(ast.If(test, [_answer(number, known)], []))
    return found


def _answer(number: int, known: Sequence[str]) -> ast.Return:
    values: list[ast.expr] = [ast.Name(_safe(name), ast.Load()) for name in known]
    return ast.Return(ast.Tuple([ast.Constant(number), *values], ast.Load()))


def _function(names: Sequence[str], body: list[ast.stmt]) -> Callable[..., Any]:
    arguments = ast.arguments(
        posonlyargs=[ast.arg(_safe(name)) for name in names],
        args=[], kwonlyargs=[], kw_defaults=[], defaults=[],
    )  # fmt: skip
    definition = ast.FunctionDef("computed", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([definition], []))
    space: dict[str, Any] = {"__builtins__": {}, "min": min, "max": max}
    code = compile(module, "<luật>", "exec").co_consts[0]
    return FunctionType(code, space)


def _safe(name: str) -> str:
    return f"v_{name}"


def _node(node: Node) -> ast.expr:
    match node:
        case Const() | Always():
            return ast.Constant(node.value)
        case Column() | Flag():
            return ast.Name(_safe(node.name), ast.Load())
        case Arithmetic():
            return _arithmetic(node)
        case Pick():
            return ast.IfExp(_node(node.condition), _node(node.then), _node(node.other))
        case Compare():
            sign = _COMPARE[node.sign]()
            return ast.Compare(_node(node.left), [sign], [_node(node.right)])
        case Negation():
            return ast.UnaryOp(ast.Not(), _node(node.part))
        case _:
            join = ast.And() if isinstance(node, Both) else ast.Or()
            return ast.BoolOp(join, [_node(part) for part in node.parts])


def _arithmetic(node: Arithmetic) -> ast.expr:
    left, right = _node(node.left), _node(node.right)
    if node.sign not in ("min", "max"):
        return ast.BinOp(left, _SIGNS[node.sign](), right)
    if _simple(node.left) and _simple(node.right):
        sign = ast.Lt() if node.sign == "min" else ast.Gt()
        return ast.IfExp(ast.Compare(left, [sign], [right]), left, right)
    return ast.Call(ast.Name(node.sign, ast.Load()), [left, right], [])


def _simple(node: Integer) -> bool:
    return isinstance(node, Const | Column)
