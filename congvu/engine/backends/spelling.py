"""Integer expressions → SQL. Types follow the proven bounds: int4, then 64 bits, then wide."""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.engine.backends.dialects import Dialect
from congvu.engine.language import integers
from congvu.engine.language.integers import (
    Always,
    Arithmetic,
    Both,
    Column,
    Compare,
    Const,
    Either,
    Flag,
    Negation,
    Node,
    Pick,
)

HALF, WHOLE, WIDE = 0, 1, 2
HALF_WORD = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Spelled:
    """An expression in SQL and the width (HALF, WHOLE, WIDE) of its integer type."""

    sql: str
    width: int


Known = Mapping[str, Spelled]


def width_of(low: int, high: int) -> int:
    """Return the narrowest integer type that holds the interval."""
    most = max(abs(low), abs(high))
    if most <= HALF_WORD:
        return HALF
    return WHOLE if most <= integers.WORD else WIDE


def spell(node: Node, known: Known, dialect: Dialect) -> Spelled:
    """Return the node in SQL; `known` says how each stored column or flag is written."""
    match node:
        case Const():
            return Spelled(str(node.value), width_of(node.value, node.value))
        case Always():
            return Spelled("TRUE" if node.value else "FALSE", HALF)
        case Column() | Flag():
            return known[node.name]
        case Arithmetic():
            return _arithmetic(node, known, dialect)
        case Pick():
            return _pick(node, known, dialect)
        case _:
            return Spelled(_truth(node, known, dialect), HALF)


def cast(part: Spelled, width: int, dialect: Dialect) -> str:
    """Return the expression widened to the type wanted."""
    if part.width >= width:
        return part.sql
    return f"CAST({part.sql} AS {dialect.wide if width == WIDE else dialect.word})"


def _pick(node: Pick, known: Known, dialect: Dialect) -> Spelled:
    then, other = spell(node.then, known, dialect), spell(node.other, known, dialect)
    width = max(then.width, other.width)
    condition = spell(node.condition, known, dialect).sql
    return Spelled(
        f"CASE WHEN {condition} THEN {cast(then, width, dialect)} "
        f"ELSE {cast(other, width, dialect)} END",
        width,
    )


def _arithmetic(node: Arithmetic, known: Known, dialect: Dialect) -> Spelled:
    left, right = spell(node.left, known, dialect), spell(node.right, known, dialect)
    width = max(width_of(node.low, node.high), left.width, right.width)
    a, b = cast(left, width, dialect), cast(right, width, dialect)
    if node.sign in ("min", "max"):
        name = "least" if node.sign == "min" else "greatest"
        return Spelled(f"{name}({a}, {b})", width)
    if node.sign == "div":
        form = dialect.divide_wide if width == WIDE else dialect.divide
        return Spelled(form.format(a, f"nullif({b}, 0)"), width)
    return Spelled(f"({a} {node.sign} {b})", width)


def _truth(node: Compare | Negation | Both | Either, known: Known, dialect: Dialect) -> str:
    match node:
        case Compare():
            sign = {"==": "=", "!=": "<>"}.get(node.sign, node.sign)
            left, right = spell(node.left, known, dialect), spell(node.right, known, dialect)
            return f"({left.sql} {sign} {right.sql})"
        case Negation():
            return f"(NOT {spell(node.part, known, dialect).sql})"
        case _:
            join = " AND " if isinstance(node, Both) else " OR "
            return "(" + join.join(spell(part, known, dialect).sql for part in node.parts) + ")"
