"""`start` and `cause` lines: what full marks are, and each kind of deduction on the way down."""

from congvu.engine.language import integers, ratios, syntax
from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.expressions import Lowering
from congvu.engine.language.integers import Const, Integer
from congvu.engine.language.program import SETTLED, CauseStep, Field
from congvu.engine.language.ratios import Ratio
from congvu.engine.language.scope import Option, Scope, Word


class CauseCompiler:
    """Compiles the lines that the bars of an explanation rest on."""

    def __init__(self, scope: Scope, lower: Lowering) -> None:
        self.scope = scope
        self.stage = scope.stage
        self.lower = lower

    def _target(self, owner: str, name: str, place: Place) -> Field | None:
        if not owner and name == SETTLED:
            return None
        for item in self.stage.fields if owner else self.stage.inputs:
            if item.owner == owner and item.name == name:
                return item
        raise RuleError(f"không có dữ liệu vào “{name}”", place)

    def _set_value(self, item: Field | None, node: syntax.Expression | None) -> Integer | None:
        """Return an input's value in its own scale, or None for its actual value."""
        if node is None:
            return None
        if item is None:
            raise RuleError("every_managed không nhận giá trị", node.place)
        self.lower.in_rows = bool(item.owner)
        value = self.lower.value(node)
        self.lower.in_rows = False
        if isinstance(value, Ratio):
            scaled = ratios.multiply(value, ratios.known(10**item.places))
            if scaled.divisors or scaled.factor.denominator != 1:
                raise RuleError("giá trị này không đúng số chữ số của cột", node.place)
            return integers.multiply(Const(int(scaled.factor)), scaled.numerator)
        if isinstance(value, Option) and value.options == item.options:
            return value.index
        if isinstance(value, Word) and value.text in item.options:
            return Const(item.options.index(value.text))
        raise RuleError(f"giá trị không hợp với “{item.name}”", node.place)

    def start(self, line: syntax.Start) -> None:
        """Note an input's value at full marks."""
        item = self._target(line.owner, line.name, line.place)
        column = SETTLED if item is None else item.column
        value = self._set_value(item, line.expression)
        self.stage.start[column] = integers.ONE if value is None else value

    def cause(self, line: syntax.Cause) -> None:
        """Note one step from full marks to the truth."""
        item = self._target(line.owner, line.target, line.place)
        column = SETTLED if item is None else item.column
        if column not in self.stage.start:
            raise RuleError(
                f"nguyên nhân “{line.name}” chưa có dòng start cho {column}", line.place
            )
        clause = self.scope.check_clause(line.clause, line.place)
        value = self._set_value(item, line.expression)
        self.stage.causes.append(
            CauseStep(line.name, line.label, clause, line.owner, column, value)
        )

    def check(self, place: Place) -> None:
        """Each started input must end at its actual value, or the bars could not sum."""
        for column in self.stage.start:
            last = [cause.value for cause in self.stage.causes if cause.target == column]
            if not last or last[-1] is not None:
                raise RuleError(
                    f"thiếu dòng cause đưa “{column}” về giá trị thực: các cột giải thích "
                    "sẽ không cộng đúng bằng điểm",
                    place,
                )
