"""Integer and truth expressions with proven bounds: the exact form every backend runs.

Every node knows the interval its value lies in. Nothing here divides except `floor_div`, whose
operands are proven non-negative (dividend) and positive (divisor), so that all dialects agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WORD: Final = 2**63 - 1
WIDEST: Final = 10**38 - 1


@dataclass(frozen=True, slots=True)
class Const:
    value: int

    @property
    def low(self) -> int:
        """Return the least value."""
        return self.value

    @property
    def high(self) -> int:
        """Return the greatest value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Column:
    """A stored integer: a row's field, a person's input, a total or an earlier line."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """sign is one of + - * min max div."""

    sign: str
    left: "Integer"
    right: "Integer"
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Pick:
    """then if condition else other."""

    condition: "Truth"
    then: "Integer"
    other: "Integer"

    @property
    def low(self) -> int:
        """Return the least value."""
        return min(self.then.low, self.other.low)

    @property
    def high(self) -> int:
        """Return the greatest value."""
        return max(self.then.high, self.other.high)


@dataclass(frozen=True, slots=True)
class Always:
    value: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A stored truth: a yes_no input or an earlier line."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """sign is one of == != < <= > >=."""

    sign: str
    left: "Integer"
    right: "Integer"


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple["Truth", ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Truth", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    part: "Truth"


Integer = Const | Column | Arithmetic | Pick
Truth = Always | Flag | Compare | Both | Either | Negation
Node = Integer | Truth

ZERO, ONE = Const(0), Const(1)


def add(left: Integer, right: Integer) -> Integer:
    """left + right."""
    if left == ZERO:
        return right
    if right == ZERO:
        return left
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left.value + right.value)
    return Arithmetic("+", left, right, left.low + right.low, left.high + right.high)


def subtract(left: Integer, right: Integer) -> Integer:
    """left − right."""
    if right == ZERO:
        return left
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left.value - right.value)
    return Arithmetic("-", left, right, left.low - right.high, left.high - right.low)


def multiply(left: Integer, right: Integer) -> Integer:
    """left x right."""
    if ZERO in (left, right):
        return ZERO
    if left == ONE:
        return right
    if right == ONE:
        return left
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left.value * right.value)
    ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Arithmetic("*", left, right, min(ends), max(ends))


def least(left: Integer, right: Integer) -> Integer:
    """The smaller of the two; a side that the bounds decide is dropped."""
    if left == right or left.high <= right.low:
        return left
    if right.high <= left.low:
        return right
    low, high = min(left.low, right.low), min(left.high, right.high)
    return Arithmetic("min", left, right, low, high)


def greatest(left: Integer, right: Integer) -> Integer:
    """The larger of the two; a side that the bounds decide is dropped."""
    if left == right or left.low >= right.high:
        return left
    if right.low >= left.high:
        return right
    low, high = max(left.low, right.low), max(left.high, right.high)
    return Arithmetic("max", left, right, low, high)


def floor_div(left: Integer, right: Integer) -> Integer:
    """left div right, for left ≥ 0 and right ≥ 1 only (proven, else ValueError)."""
    if left.low < 0 or right.low < 1:
        raise ValueError("phép chia nguyên cần số bị chia không âm và số chia dương")
    if right == ONE:
        return left
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left.value // right.value)
    return Arithmetic("div", left, right, left.low // right.high, left.high // right.low)


def pick(condition: Truth, then: Integer, other: Integer) -> Integer:
    """then if condition else other; a known condition leaves one branch."""
    if isinstance(condition, Always):
        return then if condition.value else other
    return then if then == other else Pick(condition, then, other)


def bounded(node: Integer, low: int, high: int) -> Integer:
    """Return the node with bounds narrowed by what is known of its value otherwise."""
    if isinstance(node, Arithmetic) and (low > node.low or high < node.high):
        return Arithmetic(
            node.sign, node.left, node.right, max(low, node.low), min(high, node.high)
        )
    return node


def compare(sign: str, left: Integer, right: Integer) -> Truth:
    """A comparison; one that the bounds decide is decided here."""
    known = _DECIDED[sign](left, right)
    return Compare(sign, left, right) if known is None else Always(known)


def _equal(left: Integer, right: Integer) -> bool | None:
    if left.high < right.low or right.high < left.low:
        return False
    alike = isinstance(left, Const) and isinstance(right, Const) and left.value == right.value
    return True if alike else None


def _less(left: Integer, right: Integer) -> bool | None:
    if left.high < right.low:
        return True
    return False if left.low >= right.high else None


def _inverse(known: bool | None) -> bool | None:
    return None if known is None else not known


_DECIDED: Final[dict[str, Callable[[Integer, Integer], bool | None]]] = {
    "==": _equal,
    "!=": lambda a, b: _inverse(_equal(a, b)),
    "<": _less,
    ">": lambda a, b: _less(b, a),
    ">=": lambda a, b: _inverse(_less(a, b)),
    "<=": lambda a, b: _inverse(_less(b, a)),
}


def both(*parts: Truth) -> Truth:
    """All of the parts."""
    kept = tuple(part for part in parts if part != Always(True))
    if Always(False) in kept:
        return Always(False)
    if not kept:
        return Always(True)
    return kept[0] if len(kept) == 1 else Both(kept)


def either(*parts: Truth) -> Truth:
    """Any of the parts."""
    kept = tuple(part for part in parts if part != Always(False))
    if Always(True) in kept:
        return Always(True)
    if not kept:
        return Always(False)
    return kept[0] if len(kept) == 1 else Either(kept)


def negation(part: Truth) -> Truth:
    """Not the part."""
    if isinstance(part, Always):
        return Always(not part.value)
    return part.part if isinstance(part, Negation) else Negation(part)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes that this node is made of."""
    match node:
        case Arithmetic() | Compare():
            return (node.left, node.right)
        case Pick():
            return (node.condition, node.then, node.other)
        case Both() | Either():
            return node.parts
        case Negation():
            return (node.part,)
        case _:
            return ()


def names_in(node: Node) -> set[str]:
    """The stored columns and flags that the node reads."""
    if isinstance(node, Column | Flag):
        return {node.name}
    return set().union(*(names_in(child) for child in children(node)))


def substitute(node: Node, flags: dict[str, bool]) -> Node:
    """Return the node with these flags decided, and folded as far as that leads."""
    match node:
        case Flag():
            return Always(flags[node.name]) if node.name in flags else node
        case Negation():
            return negation(_truth(node.part, flags))
        case Both():
            return both(*(_truth(part, flags) for part in node.parts))
        case Either():
            return either(*(_truth(part, flags) for part in node.parts))
        case Compare():
            return compare(node.sign, _whole(node.left, flags), _whole(node.right, flags))
        case Pick():
            return pick(
                _truth(node.condition, flags), _whole(node.then, flags), _whole(node.other, flags)
            )
        case Arithmetic():
            made = _BUILD[node.sign](_whole(node.left, flags), _whole(node.right, flags))
            return bounded(made, node.low, node.high)
        case _:
            return node


def _whole(node: Integer, flags: dict[str, bool]) -> Integer:
    made = substitute(node, flags)
    assert isinstance(made, Const | Column | Arithmetic | Pick)
    return made


def _truth(node: Truth, flags: dict[str, bool]) -> Truth:
    made = substitute(node, flags)
    assert not isinstance(made, Const | Column | Arithmetic | Pick)
    return made


_BUILD = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "min": least,
    "max": greatest,
    "div": floor_div,
}


def widest(node: Node) -> int:
    """The largest absolute value that can occur anywhere inside the node."""
    own = max(abs(node.low), abs(node.high)) if isinstance(node, Integer) else 0
    return max([own, *(widest(child) for child in children(node))])
