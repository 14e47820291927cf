"""A cursor over the tokens of one statement, and the grammar of expressions."""

from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.syntax import Call, Choice, Expression, Name, Number, Operation
from congvu.engine.language.tokens import Token

MOST_DEPTH = 40
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
FUNCTIONS = (
    "min", "max", "mean", "round", "floor", "total", "count", "worst", "best",
    "every_managed", "members",
)  # fmt: skip


class Reader:
    """Reads one statement from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def place(self) -> Place:
        """Where the next token stands, or the last one if the statement has ended."""
        return self.tokens[min(self.at, len(self.tokens) - 1)].place

    def peek(self) -> Token | None:
        """Return the next token without taking it."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def sees(self, *texts: str) -> bool:
        """Is the next token one of these names or signs?"""
        token = self.peek()
        return token is not None and token.kind in ("name", "sign") and token.text in texts

    def take(self, *texts: str) -> bool:
        """Take the next token if it is one of these."""
        if self.sees(*texts):
            self.at += 1
            return True
        return False

    def want(self, text: str) -> None:
        """Take exactly this name or sign, or refuse."""
        if not self.take(text):
            raise RuleError(f"ở đây cần “{text}”, gặp {self._met()}", self.place)

    def want_kind(self, kind: str, what: str) -> Token:
        """Take a token of this kind, or refuse saying what was expected."""
        token = self.peek()
        if token is None or token.kind != kind:
            raise RuleError(f"ở đây cần {what}, gặp {self._met()}", self.place)
        self.at += 1
        return token

    def take_string(self) -> str:
        """Take a quoted label if there is one."""
        token = self.peek()
        if token is not None and token.kind == "string":
            self.at += 1
            return token.text
        return ""

    def name(self, what: str = "một tên") -> Token:
        """Take a name."""
        return self.want_kind("name", what)

    def names(self) -> tuple[str, ...]:
        """Take names separated by commas."""
        found = [self.name().text]
        while self.take(","):
            found.append(self.name().text)
        return tuple(found)

    def clause(self) -> str:
        """Take the clause that ends a statement; a statement without one is refused."""
        token = self.peek()
        if token is None or token.kind != "clause" or not token.text:
            raise RuleError(
                "thiếu căn cứ: mỗi dòng phải kết thúc bằng “@ điều khoản”, ví dụ @ Đ14.2a",
                self.place,
            )
        self.at += 1
        self.end()
        return token.text

    def end(self) -> None:
        """Refuse anything left over."""
        if self.at < len(self.tokens):
            raise RuleError(f"thừa {self._met()} ở cuối dòng", self.place)

    def _met(self) -> str:
        token = self.peek()
        return "hết dòng" if token is None else f"“{token.text}”"

    # expressions, loosest binding first

    def expression(self) -> Expression:
        """Read an expression; a choice binds loosest: then if condition else other."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RuleError(f"biểu thức lồng nhau quá {MOST_DEPTH} tầng", self.place)
        value = self._either()
        place = self.place
        if self.take("if"):
            condition = self._either()
            self.want("else")
            value = Choice(condition, value, self.expression(), place)
        self.depth -= 1
        return value

    def _either(self) -> Expression:
        parts, place = [self._both()], self.place
        while self.take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Operation("or", tuple(parts), place)

    def _both(self) -> Expression:
        parts, place = [self._negation()], self.place
        while self.take("and"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else Operation("and", tuple(parts), place)

    def _negation(self) -> Expression:
        place = self.place
        if not self.take("not"):
            return self._comparison()
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RuleError(f"biểu thức lồng nhau quá {MOST_DEPTH} tầng", place)
        inner = self._negation()
        self.depth -= 1
        return Operation("not", (inner,), place)

    def _comparison(self) -> Expression:
        left, place = self._sum(), self.place
        for sign in COMPARISONS:
            if self.take(sign):
                return Operation(sign, (left, self._sum()), place)
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while self.sees("+", "-"):
            place = self.place
            sign = self.tokens[self.at].text
            self.at += 1
            left = Operation(sign, (left, self._product()), place)
        return left

    def _product(self) -> Expression:
        left = self._atom()
        while self.sees("*", "/"):
            place = self.place
            sign = self.tokens[self.at].text
            self.at += 1
            left = Operation(sign, (left, self._atom()), place)
        return left

    def _atom(self) -> Expression:
        place = self.place
        if self.take("("):
            inner = self.expression()
            self.want(")")
            return inner
        token = self.peek()
        if token is not None and token.kind == "number":
            self.at += 1
            return Number(int(token.text), place)
        return self._named(self.name("một tên, một số hoặc dấu “(”"))

    def _named(self, token: Token) -> Expression:
        if self.take("("):
            return self._call(token)
        if self.take("."):
            return Name(token.text, self.name("tên sau dấu chấm").text, token.place)
        return Name("", token.text, token.place)

    def _call(self, token: Token) -> Expression:
        if token.text not in FUNCTIONS:
            raise RuleError(
                f"không có hàm “{token.text}”; các hàm: {', '.join(FUNCTIONS)}", token.place
            )
        parts = [self.expression()]
        while self.take(","):
            parts.append(self.expression())
        where = self.expression() if self.take("where") else None
        self.want(")")
        return Call(token.text, tuple(parts), where, token.place)
