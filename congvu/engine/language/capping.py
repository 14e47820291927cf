"""`limit` lines: how many of a scope may keep the top level, and in which written order."""

import math

from congvu.engine.language import integers, ratios, syntax
from congvu.engine.language.calls import calls_in
from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.expressions import Lowering
from congvu.engine.language.integers import Column, Const, Integer, Truth
from congvu.engine.language.program import Cap
from congvu.engine.language.scope import Scope

MOST_MEMBERS = 1_000_000
MOST_RANKED_DIVISOR = 24


class CapCompiler:
    """Compiles the caps of a stage."""

    def __init__(self, scope: Scope, lower: Lowering) -> None:
        self.scope = scope
        self.stage = scope.stage
        self.lower = lower

    def limit(self, line: syntax.Limit) -> None:
        """Note one cap."""
        clause = self.scope.check_clause(line.clause, line.place)
        top, below = (self._level(name, line.place) for name in (line.top, line.below))
        step = next((s for s in reversed(self.stage.steps) if s.kind == "level"), None)
        if step is None:
            raise RuleError("limit cần một dòng xếp mức ở trên", line.place)
        for scope in line.scopes:
            if all(item.name != scope or item.kind != "key" for item in self.stage.inputs):
                raise RuleError(f"phạm vi “{scope}” phải là input kiểu key", line.place)
        members, places = self._places(line)
        order = tuple((self._key(key), key.descending) for key in line.order)
        self.stage.caps.append(
            Cap(top, below, step.name, line.scopes, members, places, order, clause)
        )

    def _level(self, name: str, place: Place) -> int:
        if name not in self.scope.levels:
            raise RuleError(f"không có mức “{name}”", place)
        return self.scope.levels.index(name)

    def _places(self, line: syntax.Limit) -> tuple[Truth, Integer]:
        """floor(members(condition) * share) → who is counted, and the places they give."""
        calls = [call for call in calls_in(line.at_most) if call.function == "members"]
        outer = line.at_most
        if len(calls) != 1 or not isinstance(outer, syntax.Call) or outer.function != "floor":
            raise RuleError("viết at_most floor(members(điều kiện) * tỷ lệ)", line.place)
        counted = self.lower.truth(calls[0].parts[0])
        members = ratios.stored(Column("members", 0, MOST_MEMBERS))
        share = _other_factor(outer.parts[0], calls[0])
        if share is None:
            raise RuleError("viết at_most floor(members(điều kiện) * tỷ lệ)", line.place)
        value = ratios.multiply(members, self.lower.number(share))
        if value.low < 0:
            raise RuleError("tỷ lệ không được âm", line.place)
        return counted, ratios.floored(value)

    def _key(self, key: syntax.Key) -> Integer | str:
        if any(item.name == key.name and item.kind == "key" for item in self.stage.inputs):
            return key.name
        value = self.lower.number(syntax.Name("", key.name, key.place))
        numerator = value.numerator
        for divisor in value.divisors:
            if divisor.high > MOST_RANKED_DIVISOR:
                raise RuleError(
                    f"khoá “{key.name}” là phân số có mẫu quá lớn để xếp thứ tự; làm tròn trước",
                    key.place,
                )
            common = Const(_common_multiple(divisor.high))
            numerator = integers.multiply(numerator, integers.floor_div(common, divisor))
        return numerator


def _common_multiple(most: int) -> int:
    return math.lcm(*range(1, most + 1))


def _other_factor(node: syntax.Expression, call: syntax.Call) -> syntax.Expression | None:
    if isinstance(node, syntax.Operation) and node.sign == "*" and call in node.parts:
        return node.parts[1] if node.parts[0] == call else node.parts[0]
    return None
