"""What names mean while a stage is compiled, and the values that expressions lower to."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from congvu.engine.language import ratios, syntax
from congvu.engine.language.errors import Place, RuleError
from congvu.engine.language.integers import Always, Column, Const, Flag, Integer, Truth
from congvu.engine.language.program import MANAGED_SCORED, Field, Stage
from congvu.engine.language.ratios import Ratio

RESERVED = {MANAGED_SCORED, "p", "if", "else", "and", "or", "not", "where"}
_ARTICLE = re.compile(r"(?:[a-z][a-z0-9_]*:)?(?:Đ|PL|ĐL)\d+(?:\.\d+[a-zđ]*)?\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word that only a comparison can give a meaning: the option of a one_of."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Option:
    """A one_of or level value: an index into its options."""

    index: Integer
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yes:
    """A truth value."""

    truth: Truth


Value = Ratio | Yes | Option | Word


@dataclass(slots=True)
class Scope:
    """The names that a stage's lines may use."""

    parameters: Mapping[str, Fraction | bool | str]
    choices: Mapping[str, Collection[str]]
    local_names: Collection[str]
    cites: tuple[str, ...]
    levels: tuple[str, ...]
    stage: Stage
    names: dict[str, Value] = field(default_factory=dict)
    row_names: dict[str, Value] = field(default_factory=dict)
    proven: dict[str, Column] = field(default_factory=dict)
    settled_seen: bool = False

    def declare(self, item: Field, place: Place) -> None:
        """Give an input its meaning; a second one of the same name is refused."""
        names = self.row_names if item.owner else self.names
        self.refuse_taken(item.name, place, names)
        names[item.name] = meaning(item)

    def refuse_taken(self, name: str, place: Place, names: Mapping[str, Value]) -> None:
        """Names differ by more than case, since SQL does not tell case apart."""
        taken = {other.lower() for other in names} | RESERVED
        if name.lower() in taken or name in self.levels:
            raise RuleError(f"tên “{name}” đã dùng (không phân biệt hoa thường)", place)

    def look_up(self, name: syntax.Name) -> Value:
        """Return what a name stands for; a bare unknown word waits for its comparison."""
        if name.owner == "p":
            return self._parameter(name)
        if name.owner:
            return self._row(name)
        if name.name in self.names:
            return self.names[name.name]
        if name.name in self.levels:
            return Option(Const(self.levels.index(name.name)), self.levels)
        return Word(name.name, name.place)

    def _parameter(self, name: syntax.Name) -> Value:
        if name.name not in self.parameters:
            raise RuleError(
                f"không có tham số p.{name.name} trong luật áp dụng ngày này", name.place
            )
        value = self.parameters[name.name]
        if isinstance(value, bool):
            return Yes(Always(value))
        if isinstance(value, str):
            options = tuple(self.choices.get(name.name, (value,)))
            if value in self.levels:
                return Option(Const(self.levels.index(value)), self.levels)
            return Option(Const(options.index(value)), options)
        return ratios.known(value)

    def _row(self, name: syntax.Name) -> Value:
        if name.owner != self.stage.rows:
            raise RuleError(f"stage này không có rows “{name.owner}”", name.place)
        if name.name not in self.row_names:
            raise RuleError(
                f"{name.owner} không có cột “{name.name}”; có: {', '.join(self.row_names)}",
                name.place,
            )
        return self.row_names[name.name]

    def check_clause(self, clause: str, place: Place) -> str:
        """Return the clause if every part is Đ14.2a, instrument:Đ8.1 or local.setting."""
        for part in (piece.strip() for piece in clause.split(",")):
            if part.startswith("local."):
                self._check_local(part.removeprefix("local."), place)
            elif not _ARTICLE.match(part):
                raise RuleError(
                    f"căn cứ “{part}” không đúng dạng; viết Đ14.2a (điều.khoản điểm), "
                    "văn_bản:Đ8.1 hoặc local.tên_tham_số",
                    place,
                )
            elif ":" in part and part.split(":")[0] not in self.cites:
                raise RuleError(
                    f"văn bản “{part.split(':')[0]}” chưa được khai ở dòng cites", place
                )
        return clause

    def _check_local(self, name: str, place: Place) -> None:
        if name not in self.local_names:
            raise RuleError(f"không có lựa chọn của địa phương tên “{name}”", place)


def meaning(item: Field) -> Value:
    """Return what an input's name stands for in an expression."""
    if item.kind == "yes_no":
        return Yes(Flag(item.column))
    column = Column(item.column, item.low, item.high)
    if item.kind in ("one_of", "level"):
        return Option(column, item.options)
    return ratios.stored(column, item.places)
