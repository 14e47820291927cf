"""Statements of one stage → its columns, requirements, causes and caps."""

import math

from congvu.engine.language import integers, ratios, syntax
from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.expressions import Lowering
from congvu.engine.language.integers import (
    Arithmetic,
    Both,
    Column,
    Compare,
    Const,
    Integer,
    Truth,
)
from congvu.engine.language.program import (
    SETTLED,
    Assignment,
    Cap,
    CauseStep,
    Field,
    Requirement,
    Stage,
    Step,
)
from congvu.engine.language.ratios import Ratio
from congvu.engine.language.scope import Option, Scope, Value, Word, Yes

MOST_ROWS = 100_000
MOST_MEMBERS = 1_000_000
MOST_RANKED_DIVISOR = 24


class StageCompiler:
    """Compiles the statements of one stage in their written order."""

    def __init__(self, scope: Scope, earlier: dict[str, Stage]) -> None:
        self.scope = scope
        self.stage = scope.stage
        self.earlier = earlier
        self.lower = Lowering(scope)
        self.claims: list[syntax.Monotone] = []
        self._managed: tuple[syntax.Expression, Place] | None = None

    def compile(self, text: syntax.StageText) -> Stage:
        """Return the compiled stage; raises RuleError at the first line that cannot stand."""
        for statement in text.statements:
            self._statement(statement)
        if not self.stage.result:
            raise RuleError(
                f"stage “{self.stage.name}” chưa có dòng result: kết quả đưa sang giai đoạn sau",
                text.place,
            )
        self._settle_managed()
        self._check_causes(text.place)
        return self.stage

    def _statement(self, statement: syntax.Statement) -> None:
        match statement:
            case syntax.Rows():
                self._rows(statement)
            case syntax.Input():
                self._input(statement)
            case syntax.Line():
                self._line(statement)
            case syntax.Require():
                self._require(statement)
            case syntax.Start():
                self._start(statement)
            case syntax.Cause():
                self._cause(statement)
            case syntax.Limit():
                self._limit(statement)
            case syntax.Monotone():
                self.claims.append(statement)

    # inputs

    def _whole(self, node: syntax.Expression, what: str) -> int:
        """Return a whole number known now: 0, 1 or a parameter."""
        if isinstance(node, syntax.Number):
            return node.value
        value = self.lower.number(node).constant
        if value is None or value.denominator != 1:
            raise RuleError(f"{what} phải là số nguyên cố định", node.place)
        return int(value)

    def _rows(self, rows: syntax.Rows) -> None:
        if self.stage.rows:
            raise RuleError("mỗi stage chỉ khai rows một lần", rows.place)
        self.stage.rows = rows.name
        self.stage.at_most = self._whole(rows.at_most, "số dòng nhiều nhất")
        if not 1 <= self.stage.at_most <= MOST_ROWS:
            raise RuleError(f"số dòng nhiều nhất phải từ 1 đến {MOST_ROWS}", rows.place)
        if rows.stage:
            self._rows_of_stage(rows)

    def _rows_of_stage(self, rows: syntax.Rows) -> None:
        source = self.earlier.get(rows.stage)
        if source is None:
            raise RuleError(f"chưa có stage “{rows.stage}” ở trên", rows.place)
        self.stage.rows_stage = rows.stage
        step = source.step(source.result)
        item = Field(
            rows.name, source.result, step.label, step.clause, "decimal",
            source.result_places, source.result_low, source.result_high,
        )  # fmt: skip
        self.stage.fields.append(item)
        self.scope.declare(item, rows.place)

    def _input(self, given: syntax.Input) -> None:
        if given.owner and given.owner != self.stage.rows:
            raise RuleError(f"chưa khai rows {given.owner}", given.place)
        low, high, options = self._range(given.kind)
        item = Field(
            given.owner, given.name, given.label,
            self.scope.check_clause(given.clause, given.place),
            given.kind.name, given.kind.places, low, high, options,
        )  # fmt: skip
        (self.stage.fields if given.owner else self.stage.inputs).append(item)
        if item.kind == "key":
            self.scope.refuse_taken(item.name, given.place, self.scope.names)
            return
        self.scope.declare(item, given.place)

    def _range(self, kind: syntax.Kind) -> tuple[int, int, tuple[str, ...]]:
        if kind.name in ("one_of", "level"):
            options = kind.options or self.scope.levels
            if len(set(options)) < max(2, len(options)):
                raise RuleError("cần ít nhất hai lựa chọn khác nhau", kind.place)
            return 0, len(options) - 1, options
        if kind.low is None or kind.high is None:
            return 0, 1, ()
        if kind.places > 6:
            raise RuleError("nhiều nhất 6 chữ số thập phân", kind.place)
        low, high = self._whole(kind.low, "đầu khoảng"), self._whole(kind.high, "cuối khoảng")
        if low > high:
            raise RuleError(f"khoảng {low}..{high} ngược", kind.place)
        return low * 10**kind.places, high * 10**kind.places, ()

    # lines

    def _line(self, line: syntax.Line) -> None:
        self.scope.refuse_taken(line.name, line.place, self.scope.names)
        clause = self.scope.check_clause(line.clause, line.place)
        self._note_managed(line.expression)
        value = self.lower.value(line.expression)
        if isinstance(value, Word):
            raise RuleError(f"không có tên “{value.text}”", value.place)
        kept = self._keep(line, value)
        self.scope.names[line.name] = kept
        kind = {Ratio: "number", Yes: "truth", Option: "level"}[type(kept)]
        number = kept if isinstance(kept, Ratio) else None
        after = len(self.stage.requirements)
        self.stage.steps.append(Step(line.name, line.label, clause, kind, number, after))
        if line.result:
            self._result(line, kept)

    def _keep(self, line: syntax.Line, value: Value) -> Value:
        """Store the line as a column, unless it already is one or is constant."""
        match value:
            case Ratio(numerator=Const() | Column()) if not line.result:
                return value
            case Ratio():
                self._fits(value.numerator, line)
                self.stage.columns.append(Assignment(line.name, value.numerator))
                column = Column(line.name, value.numerator.low, value.numerator.high)
                return Ratio(value.factor, column, value.divisors, value.low, value.high)
            case Yes():
                self.stage.columns.append(Assignment(line.name, value.truth))
                return Yes(integers.Flag(line.name))
            case Option():
                self.stage.columns.append(Assignment(line.name, value.index))
                return Option(Column(line.name, value.index.low, value.index.high), value.options)
        return value

    def _fits(self, node: Integer, line: syntax.Line) -> None:
        most = integers.widest(node)
        if most > integers.WIDEST:
            raise RuleError(
                f"dòng “{line.name}” có thể vượt 38 chữ số (tới {len(str(most))} chữ số); "
                "hãy thu hẹp khoảng của dữ liệu vào hoặc làm tròn sớm hơn",
                line.place,
            )
        if most > integers.WORD:
            self.stage.wide.append(line.name)

    def _result(self, line: syntax.Line, kept: Value) -> None:
        if self.stage.result:
            raise RuleError("mỗi stage chỉ có một dòng result", line.place)
        self.stage.result = line.name
        if not isinstance(kept, Ratio):
            return
        if kept.divisors or kept.factor.numerator != 1:
            raise RuleError("dòng result phải được làm tròn bằng round(…)", line.place)
        unit = kept.factor.denominator
        self.stage.result_places = len(str(unit)) - 1
        self.stage.result_low = kept.numerator.low
        self.stage.result_high = kept.numerator.high
        self.stage.exact = self._rounded_name(line.expression)

    def _rounded_name(self, node: syntax.Expression) -> str:
        if isinstance(node, syntax.Call) and node.function == "round":
            inner = node.parts[0]
            if isinstance(inner, syntax.Name) and not inner.owner:
                return inner.name
        return self.stage.result

    def _require(self, line: syntax.Require) -> None:
        clause = self.scope.check_clause(line.clause, line.place)
        condition = self.lower.truth(line.condition)
        if integers.names_in(condition) & (self.stage.resting_on(SETTLED) | {SETTLED}):
            raise RuleError("điều kiện chấm không được dựa vào every_managed", line.place)
        after = len(self.stage.columns)
        self.stage.requirements.append(Requirement(condition, line.reason, clause, after))
        self._learn(condition)

    def _learn(self, condition: Truth) -> None:
        """Remember that a required `column > 0` makes the column at least one."""
        if isinstance(condition, Both):
            for part in condition.parts:
                self._learn(part)
        if isinstance(condition, Compare) and condition.sign == ">" and condition.right.low >= 0:
            column = condition.left
            if isinstance(column, Arithmetic) and column.sign == "*":
                column = column.right
            if isinstance(column, Column):
                proven = Column(column.name, max(1, column.low), column.high)
                self.scope.proven[column.name] = proven

    # leaders

    def _note_managed(self, node: syntax.Expression) -> None:
        """Find every_managed(condition): its condition may name the result, defined below."""
        for call in _calls(node):
            if call.function == "every_managed":
                self._managed = (call.parts[0], call.place)

    def _settle_managed(self) -> None:
        if self._managed is None:
            return
        test = self.lower.truth(self._managed[0])
        if integers.names_in(test) != {self.stage.result}:
            raise RuleError(
                f"every_managed(…) chỉ được xét kết quả “{self.stage.result}”", self._managed[1]
            )
        self.stage.managed_test = test

    # causes

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

    def _start(self, line: syntax.Start) -> None:
        item = self._target(line.owner, line.name, line.place)
        column = SETTLED if item is None else item.column
        value = self._set_value(item, line.expression)
        self.stage.start[column] = integers.ONE if value is None else value

    def _cause(self, line: syntax.Cause) -> None:
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

    def _check_causes(self, place: Place) -> None:
        """Each started input must end at its actual value, or the bars could not sum."""
        for column in self.stage.start:
            last = [cause.value for cause in self.stage.causes if cause.target == column]
            if not last or last[-1] is not None:
                raise RuleError(
                    f"thiếu dòng cause đưa “{column}” về giá trị thực: các cột giải thích "
                    "sẽ không cộng đúng bằng điểm",
                    place,
                )

    # caps

    def _limit(self, line: syntax.Limit) -> None:
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
        calls = [call for call in _calls(line.at_most) if call.function == "members"]
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


def _calls(node: syntax.Expression) -> list[syntax.Call]:
    """Every call inside an expression."""
    match node:
        case syntax.Call():
            inner = [*node.parts, *([node.where] if node.where is not None else [])]
            return [node, *(call for part in inner for call in _calls(part))]
        case syntax.Operation():
            return [call for part in node.parts for call in _calls(part)]
        case syntax.Choice():
            parts = (node.condition, node.then, node.other)
            return [call for part in parts for call in _calls(part)]
        case _:
            return []
