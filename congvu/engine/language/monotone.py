"""Proof by signs that a result rises or falls with an input, as the rule text claims."""

from collections.abc import Mapping

from congvu.engine.language import integers
from congvu.engine.language.errors import RuleError
from congvu.engine.language.integers import Arithmetic, Column, Compare, Flag, Node, Pick
from congvu.engine.language.program import Field, Stage
from congvu.engine.language.syntax import Monotone, Name

UNKNOWN = None


def prove(stage: Stage, claim: Monotone) -> None:
    """Refuse a claim that sign analysis does not bear out for the stage's result."""
    for name in claim.fields:
        item = _field(stage, name)
        sign = _signs(stage, item.column).get(stage.result, 0)
        wanted = 1 if claim.rises else -1
        if sign is UNKNOWN or sign == -wanted:
            told = "tăng" if claim.rises else "giảm"
            raise RuleError(
                f"không chứng minh được “{stage.result}” {told} theo {name.name}; "
                "xem lại công thức hoặc bỏ lời khẳng định này",
                claim.place,
            )
        stage.claims.append((claim.rises, item.column))


def _field(stage: Stage, name: Name) -> Field:
    for item in [*stage.fields, *stage.inputs]:
        if item.owner == name.owner and item.name == name.name:
            return item
    raise RuleError(f"không có dữ liệu vào “{name.name}”", name.place)


def _signs(stage: Stage, column: str) -> dict[str, int | None]:
    """The sign of each stored column's dependence on one input: −1, 0, 1, or None if unknown."""
    signs: dict[str, int | None] = {column: 1}
    for total in stage.totals:
        where = _sign(total.where, signs)
        signs[total.name] = UNKNOWN if where != 0 else _sign(total.each, signs)
    for assignment in stage.columns:
        signs[assignment.name] = _sign(assignment.expression, signs)
    return signs


def _sign(node: Node, signs: Mapping[str, int | None]) -> int | None:
    match node:
        case Column() | Flag():
            return signs.get(node.name, 0)
        case Arithmetic():
            return _arithmetic(node, signs)
        case Pick():
            if _sign(node.condition, signs) != 0:
                return UNKNOWN
            return _together(_sign(node.then, signs), _sign(node.other, signs))
        case Compare():
            return _together(
                _sign(node.left, signs), _flipped(_sign(node.right, signs)), strict=True
            )
        case _:
            parts = [_sign(child, signs) for child in integers.children(node)]
            return 0 if all(part == 0 for part in parts) else UNKNOWN


def _arithmetic(node: Arithmetic, signs: Mapping[str, int | None]) -> int | None:
    left, right = _sign(node.left, signs), _sign(node.right, signs)
    if node.sign in ("+", "min", "max"):
        return _together(left, right)
    if node.sign == "-":
        return _together(left, _flipped(right))
    if node.sign == "div":
        right = _flipped(right)
    return _together(
        left if node.right.low >= 0 else _zero_or_unknown(left),
        right if node.left.low >= 0 else _zero_or_unknown(right),
    )


def _zero_or_unknown(sign: int | None) -> int | None:
    return 0 if sign == 0 else UNKNOWN


def _flipped(sign: int | None) -> int | None:
    return UNKNOWN if sign is UNKNOWN else -sign


def _together(left: int | None, right: int | None, *, strict: bool = False) -> int | None:
    if strict:
        return 0 if left == 0 and right == 0 else UNKNOWN
    if left is UNKNOWN or right is UNKNOWN or left * right < 0:
        return UNKNOWN
    return left or right
