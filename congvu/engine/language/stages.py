"""Statements of one stage → its inputs, columns and requirements, in their written order."""

from congvu.engine.language import integers, syntax
from congvu.engine.language.calls import calls_in
from congvu.engine.language.capping import CapCompiler
from congvu.engine.language.causes import CauseCompiler
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
    Field,
    Requirement,
    Stage,
    Step,
)
from congvu.engine.language.ratios import Ratio
from congvu.engine.language.scope import Option, Scope, Value, Word, Yes

MOST_ROWS = 100_000


class StageCompiler:
    """Compiles the statements of one stage in their written order."""

    def __init__(self, scope: Scope, earlier: dict[str, Stage]) -> None:
        self.scope = scope
        self.stage = scope.stage
        self.earlier = earlier
        self.lower = Lowering(scope)
        self.causes = CauseCompiler(scope, self.lower)
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
        self.causes.check(text.place)
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
                self.causes.start(statement)
            case syntax.Cause():
                self.causes.cause(statement)
            case syntax.Limit():
                CapCompiler(self.scope, self.lower).limit(statement)
            case _:
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
            case Ratio(numerator=Const() | Column()):
                return value
            case Ratio():
                self._fits(value.numerator, line)
                self.stage.columns.append(Assignment(line.name, value.numerator))
                column = Column(line.name, value.numerator.low, value.numerator.high)
                return Ratio(value.factor, column, value.divisors, value.low, value.high)
            case Yes():
                self.stage.columns.append(Assignment(line.name, value.truth))
                return Yes(integers.Flag(line.name))
        assert isinstance(value, Option)
        self.stage.columns.append(Assignment(line.name, value.index))
        return Option(Column(line.name, value.index.low, value.index.high), value.options)

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
        if isinstance(kept.numerator, Const):
            raise RuleError(
                "dòng result là hằng số: ai cũng như nhau thì không phải chấm", line.place
            )
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
            if isinstance(column, Arithmetic) and isinstance(column.left, Const):
                column = column.right  # a constant multiple of it, aligned for the comparison
            if isinstance(column, Column):
                proven = Column(column.name, max(1, column.low), column.high)
                self.scope.proven[column.name] = proven

    # leaders

    def _note_managed(self, node: syntax.Expression) -> None:
        """Find every_managed(condition): its condition may name the result, defined below."""
        for call in calls_in(node):
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
