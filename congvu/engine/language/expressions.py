"""Expressions of the rule text → exact ratios, truths and options."""

from fractions import Fraction

from congvu.engine.language import integers, ratios, syntax
from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.integers import Always, Column, Const, Flag, Integer, Truth
from congvu.engine.language.program import SETTLED, Assignment, Total
from congvu.engine.language.ratios import Ratio
from congvu.engine.language.scope import Option, Scope, Value, Word, Yes

LITERALS = (0, 1)


class Lowering:
    """Lowers the expressions of one stage; `in_rows` while inside total(…)."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.in_rows = False

    def value(self, node: syntax.Expression) -> Value:
        """Return the meaning of any expression."""
        match node:
            case syntax.Number():
                return self._literal(node)
            case syntax.Name():
                return self._name(node)
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)
            case _:
                return self._operation(node)

    def number(self, node: syntax.Expression) -> Ratio:
        """Return the meaning of an expression that must be a number."""
        value = self.value(node)
        if not isinstance(value, Ratio):
            raise RuleError(f"ở đây cần một số, gặp {_what(value)}", node.place)
        return value

    def truth(self, node: syntax.Expression) -> Truth:
        """Return the meaning of an expression that must be true or false."""
        value = self.value(node)
        if not isinstance(value, Yes):
            raise RuleError(f"ở đây cần một điều kiện đúng/sai, gặp {_what(value)}", node.place)
        return value.truth

    def _literal(self, node: syntax.Number) -> Value:
        if node.value not in LITERALS:
            raise RuleError(
                f"không viết số {node.value} trong công thức; đặt nó vào tham số có căn cứ "
                "rồi gọi p.tên (chỉ 0 và 1 được viết thẳng)",
                node.place,
            )
        return ratios.known(node.value)

    def _name(self, node: syntax.Name) -> Value:
        if node.owner and node.owner != "p" and not self.in_rows:
            raise RuleError(
                f"{node.owner}.{node.name} có nhiều dòng: dùng trong total(…) hoặc count(…)",
                node.place,
            )
        return self.scope.look_up(node)

    def _choice(self, node: syntax.Choice) -> Value:
        condition = self.truth(node.condition)
        then, other = self.value(node.then), self.value(node.other)
        if isinstance(then, Ratio) and isinstance(other, Ratio):
            return ratios.pick(condition, then, other)
        if isinstance(then, Option) and isinstance(other, Option) and then.options == other.options:
            return Option(integers.pick(condition, then.index, other.index), then.options)
        if isinstance(then, Yes) and isinstance(other, Yes):
            kept = integers.both(condition, then.truth)
            rest = integers.both(integers.negation(condition), other.truth)
            return Yes(integers.either(kept, rest))
        raise RuleError(
            f"hai nhánh của if/else khác kiểu: {_what(then)} và {_what(other)}", node.place
        )

    def _operation(self, node: syntax.Operation) -> Value:
        if node.sign in ("and", "or"):
            join = integers.both if node.sign == "and" else integers.either
            return Yes(join(*(self.truth(part) for part in node.parts)))
        if node.sign == "not":
            return Yes(integers.negation(self.truth(node.parts[0])))
        if node.sign in ("==", "!=", "<", "<=", ">", ">="):
            return self._comparison(node)
        left, right = self.number(node.parts[0]), self.number(node.parts[1])
        if node.sign == "/":
            return self.divided(left, right, node.place)
        return {"+": ratios.add, "-": ratios.subtract, "*": ratios.multiply}[node.sign](left, right)

    def divided(self, left: Ratio, right: Ratio, place: Place) -> Ratio:
        """left / right; a divisor that may be zero, or that differs by row, is refused."""
        if self.in_rows and right.constant is None:
            raise RuleError("trong total(…) chỉ được chia cho một số cố định", place)
        if not isinstance(right.numerator, Const | Column):
            right = self._kept(right)
        right = self._proven(right)
        if right.numerator.low < 1:
            raise RuleError("mẫu số có thể bằng 0: thêm dòng require … > 0 trước dòng này", place)
        return ratios.divide(left, right)

    def _kept(self, value: Ratio) -> Ratio:
        """Store a numerator as a column of its own, so that it can be a divisor."""
        name = f"part_{len(self.scope.stage.columns) + 1}"
        self.scope.stage.columns.append(Assignment(name, value.numerator))
        column = Column(name, value.numerator.low, value.numerator.high)
        return Ratio(value.factor, column, value.divisors, value.low, value.high)

    def _comparison(self, node: syntax.Operation) -> Value:
        left, right = self._sides(*node.parts)
        if isinstance(left, Ratio) and isinstance(right, Ratio):
            return Yes(ratios.compare(node.sign, left, right))
        a, b = self._options(left, right, node.place)
        if node.sign not in ("==", "!=") and not self._ranked(left, right):
            raise RuleError("chỉ các mức xếp loại mới có thứ tự lớn nhỏ", node.place)
        return Yes(integers.compare(node.sign, a, b))

    def _sides(self, left: syntax.Expression, right: syntax.Expression) -> tuple[Value, Value]:
        """Both sides; beside a one_of, a bare name that is one of its options means the option."""
        a, b = self.value(left), self.value(right)
        if isinstance(a, Option) and isinstance(right, syntax.Name) and right.name in a.options:
            b = Option(Const(a.options.index(right.name)), a.options) if not right.owner else b
        if isinstance(b, Option) and isinstance(left, syntax.Name) and left.name in b.options:
            a = Option(Const(b.options.index(left.name)), b.options) if not left.owner else a
        return a, b

    def _ranked(self, left: Value, right: Value) -> bool:
        options = left.options if isinstance(left, Option) else ()
        return options == self.scope.levels and isinstance(right, Option)

    def _options(self, left: Value, right: Value, place: Place) -> tuple[Integer, Integer]:
        if isinstance(left, Option) and isinstance(right, Option) and left.options == right.options:
            return left.index, right.index
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Word):
                raise _unknown(side, other)
        raise RuleError(f"không so sánh được {_what(left)} với {_what(right)}", place)

    def _call(self, node: syntax.Call) -> Value:
        if node.where is not None and node.function not in ("total", "count"):
            raise RuleError("where chỉ dùng trong total(…) và count(…)", node.place)
        if node.function in ("total", "count"):
            return self._total(node)
        if node.function == "mean":
            return self._mean(node)
        if node.function in ("min", "max"):
            return self._folded(node)
        if node.function in ("worst", "best"):
            return self._level_of(node)
        if node.function == "every_managed":
            return self._every_managed(node)
        if node.function == "round":
            return self._round(node)
        raise RuleError(f"hàm {node.function} chỉ dùng trong dòng limit", node.place)

    def _folded(self, node: syntax.Call) -> Ratio:
        join = ratios.least if node.function == "min" else ratios.greatest
        parts = [self.number(part) for part in node.parts]
        value = parts[0]
        for part in parts[1:]:
            value = join(value, part)
        return value

    def _level_of(self, node: syntax.Call) -> Option:
        parts = [self.value(part) for part in node.parts]
        if not all(
            isinstance(part, Option) and part.options == self.scope.levels for part in parts
        ):
            raise RuleError(f"{node.function}(…) chỉ nhận các mức xếp loại", node.place)
        join = integers.least if node.function == "worst" else integers.greatest
        indexes = [part.index for part in parts if isinstance(part, Option)]
        index = indexes[0]
        for other in indexes[1:]:
            index = join(index, other)
        return Option(index, self.scope.levels)

    def _total(self, node: syntax.Call) -> Ratio:
        if self.in_rows:
            raise RuleError("total(…) và count(…) không lồng nhau", node.place)
        if not self.scope.stage.rows:
            raise RuleError("stage này chưa khai rows", node.place)
        if len(node.parts) != 1:
            raise RuleError(f"{node.function}(…) nhận một biểu thức", node.place)
        self.in_rows = True
        where = integers.Always(True) if node.where is None else self.truth(node.where)
        each = ratios.known(1) if node.function == "count" else self.number(node.parts[0])
        if node.function == "count":
            where = integers.both(where, self._any_row(node.parts[0]))
        self.in_rows = False
        return self._summed(each, where, node.place)

    def _any_row(self, node: syntax.Expression) -> Truth:
        if (
            isinstance(node, syntax.Name)
            and node.owner == ""
            and node.name == self.scope.stage.rows
        ):
            return integers.Always(True)
        return self.truth(node)

    def _summed(self, each: Ratio, where: Truth, place: Place) -> Ratio:
        self._refuse_steps(each.numerator, where, place)
        most = self.scope.stage.at_most
        low, high = min(0, each.numerator.low) * most, max(0, each.numerator.high) * most
        for known in self.scope.stage.totals:
            if known.each == each.numerator and known.where == where:
                return _of_total(known, each)
        total = Total(f"total_{len(self.scope.stage.totals) + 1}", each.numerator, where, low, high)
        self.scope.stage.totals.append(total)
        return _of_total(total, each)

    def _refuse_steps(self, each: Integer, where: Truth, place: Place) -> None:
        fields = {field.column for field in self.scope.stage.fields}
        foreign = (integers.names_in(each) | integers.names_in(where)) - fields
        if foreign:
            raise RuleError(
                f"trong total(…) chỉ dùng cột của {self.scope.stage.rows} và tham số, "
                f"không dùng {', '.join(sorted(foreign))}",
                place,
            )

    def _mean(self, node: syntax.Call) -> Ratio:
        if len(node.parts) == 1:
            return self._mean_of_rows(node)
        value = self.number(node.parts[0])
        for part in node.parts[1:]:
            value = ratios.add(value, self.number(part))
        return ratios.divide(value, ratios.known(len(node.parts)))

    def _mean_of_rows(self, node: syntax.Call) -> Ratio:
        """total / count, which stays within the range of what is averaged."""
        self.in_rows = True
        each = self.number(node.parts[0])
        self.in_rows = False
        total = self._total(syntax.Call("total", node.parts, None, node.place))
        rows = syntax.Name("", self.scope.stage.rows, node.place)
        count = self._total(syntax.Call("count", (rows,), None, node.place))
        value = self.divided(total, count, node.place)
        return ratios.make(value.factor, value.numerator, value.divisors, each.low, each.high)

    def _proven(self, value: Ratio) -> Ratio:
        """Return the value with what `require` lines have proven of its column."""
        column = self.scope.proven.get(getattr(value.numerator, "name", ""))
        if column is None:
            return value
        low = value.factor * column.low
        return Ratio(value.factor, column, value.divisors, max(low, value.low), value.high)

    def _every_managed(self, node: syntax.Call) -> Yes:
        if self.scope.settled_seen:
            raise RuleError("mỗi stage chỉ dùng every_managed một lần", node.place)
        self.scope.settled_seen = True
        if len(node.parts) > 1:
            none = self.truth(node.parts[1])
            if not isinstance(none, Always) or len(node.parts) > 2:
                raise RuleError(
                    "viết every_managed(điều kiện, giá trị cố định khi không ai được chấm)",
                    node.place,
                )
            self.scope.stage.managed_none = none.value
        return Yes(Flag(SETTLED))

    def _round(self, node: syntax.Call) -> Ratio:
        if len(node.parts) != 2:
            raise RuleError("viết round(biểu thức, p.số_chữ_số)", node.place)
        value, places = self.number(node.parts[0]), self.number(node.parts[1]).constant
        if places is None or places.denominator != 1 or not 0 <= places <= 6:
            raise RuleError("số chữ số làm tròn phải là số nguyên cố định từ 0 đến 6", node.place)
        if value.low < 0:
            raise RuleError("chỉ làm tròn số không âm; giá trị này có thể âm", node.place)
        whole = ratios.rounded(value, int(places))
        unit = 10 ** int(places)
        low, high = (ratios.half_up(end * unit) for end in (value.low, value.high))
        return ratios.make(Fraction(1, unit), whole, (), Fraction(low, unit), Fraction(high, unit))


def _of_total(total: Total, each: Ratio) -> Ratio:
    column = Column(total.name, total.low, total.high)
    return Ratio(each.factor, column, (), each.factor * total.low, each.factor * total.high)


def _unknown(word: Word, beside: Value) -> RuleError:
    if isinstance(beside, Option):
        told = f"“{word.text}” không thuộc các lựa chọn: {', '.join(beside.options)}"
        return RuleError(told, word.place)
    return RuleError(f"không có tên “{word.text}”", word.place)


def _what(value: Value) -> str:
    match value:
        case Ratio():
            return "một số"
        case Yes():
            return "một điều kiện đúng/sai"
        case Option():
            return "một lựa chọn"
        case _:
            return f"tên chưa khai “{value.text}”"
