"""Rule text → syntax tree. The grammar is closed: a line begins with a known word or a name."""

from collections.abc import Callable
from datetime import date

from congvu.engine.language.errors import RuleError
from congvu.engine.language.reader import Reader
from congvu.engine.language.syntax import (
    Cause,
    Input,
    Key,
    Kind,
    Level,
    Limit,
    Line,
    Monotone,
    Name,
    Require,
    Rows,
    RuleText,
    StageText,
    Start,
    Statement,
)
from congvu.engine.language.tokens import Token, logical_lines


def parse(text: str) -> RuleText:
    """Return the syntax tree of a rule text; raises RuleError with line and column."""
    lines = logical_lines(text)
    if not lines:
        raise RuleError("văn bản trống; dòng đầu phải là: rule tên “nhan đề”")
    rule = _header(lines[0])
    for tokens in lines[1:]:
        _statement(rule, tokens)
    if not rule.subjects or not rule.cites:
        raise RuleError("thiếu dòng subjects hoặc cites ở đầu văn bản", rule.place)
    if not rule.stages:
        raise RuleError("văn bản chưa có stage nào", rule.place)
    return rule


def _header(tokens: list[Token]) -> RuleText:
    read = Reader(tokens)
    read.want("rule")
    name = read.name("tên của văn bản")
    title = read.want_kind("string", "nhan đề trong ngoặc kép").text
    read.end()
    return RuleText(name.text, title, name.place, valid_from=date.min)


def _statement(rule: RuleText, tokens: list[Token]) -> None:
    read = Reader(tokens)
    first = tokens[0].text if tokens[0].kind == "name" else ""
    header = _HEADERS.get(first)
    if header is not None and not rule.stages:
        read.at = 1
        header(rule, read)
        return
    if first == "stage":
        read.at = 1
        _stage(rule, read)
        return
    if not rule.stages:
        raise RuleError(f"ở đầu văn bản không có dòng “{tokens[0].text}”", tokens[0].place)
    rule.stages[-1].statements.append(_inside_stage(read, first))


def _date(read: Reader) -> date:
    token = read.want_kind("date", "ngày dạng 2026-01-31")
    try:
        return date.fromisoformat(token.text)
    except ValueError:
        raise RuleError(f"không có ngày {token.text}", token.place) from None


def _from(rule: RuleText, read: Reader) -> None:
    rule.valid_from = _date(read)
    read.end()


def _until(rule: RuleText, read: Reader) -> None:
    place = read.place
    rule.valid_until = _date(read)
    read.end()
    if rule.valid_until < rule.valid_from:
        raise RuleError("ngày hết hiệu lực đứng trước ngày có hiệu lực", place)


def _subjects(rule: RuleText, read: Reader) -> None:
    rule.subjects = read.names()
    read.end()


def _cites(rule: RuleText, read: Reader) -> None:
    rule.cites = read.names()
    read.end()


def _local(rule: RuleText, read: Reader) -> None:
    rule.local = read.want_kind("string", "lý do trong ngoặc kép").text
    read.end()


def _levels(rule: RuleText, read: Reader) -> None:
    levels = [_level(read)]
    while read.take(","):
        levels.append(_level(read))
    rule.levels = tuple(levels)
    rule.levels_clause = read.clause()


def _level(read: Reader) -> Level:
    token = read.name("tên của mức")
    return Level(token.text, read.want_kind("string", "tên tiếng Việt của mức").text, token.place)


_HEADERS: dict[str, Callable[[RuleText, Reader], None]] = {
    "from": _from,
    "until": _until,
    "subjects": _subjects,
    "cites": _cites,
    "local": _local,
    "levels": _levels,
}


def _stage(rule: RuleText, read: Reader) -> None:
    token = read.name("tên của giai đoạn")
    if any(stage.name == token.text for stage in rule.stages):
        raise RuleError(f"stage “{token.text}” đã có ở trên", token.place)
    rule.stages.append(StageText(token.text, read.take_string() or token.text, token.place))
    read.end()


def _inside_stage(read: Reader, first: str) -> Statement:
    special = _STATEMENTS.get(first)
    if special is not None:
        read.at = 1
        return special(read)
    return _line(read)


def _line(read: Reader) -> Line:
    result = read.take("result")
    token = read.name("tên của dòng")
    label = read.take_string()
    read.want("=")
    expression = read.expression()
    return Line(token.text, label or token.text, expression, read.clause(), token.place, result)


def _rows(read: Reader) -> Rows:
    token = read.name("tên của các dòng")
    stage = ""
    if read.take("of"):
        read.want("stage")
        stage = read.name("tên stage").text
    read.want("at_most")
    rows = Rows(token.text, stage, read.expression(), token.place)
    read.end()
    return rows


def _input(read: Reader) -> Input:
    token = read.name("tên của dữ liệu vào")
    owner, name = "", token.text
    if read.take("."):
        owner, name = token.text, read.name("tên của cột").text
    label = read.take_string() or name
    kind = _kind(read)
    return Input(owner, name, label, kind, read.clause(), token.place)


def _kind(read: Reader) -> Kind:
    token = read.name("kiểu: decimal, integer, yes_no, one_of, level hoặc key")
    if token.text in ("yes_no", "key", "level"):
        return Kind(token.text, 0, None, None, (), token.place)
    if token.text == "one_of":
        read.want("(")
        options = read.names()
        read.want(")")
        return Kind("one_of", 0, None, None, options, token.place)
    places = 0
    if token.text == "decimal":
        read.want("(")
        places = int(read.want_kind("number", "số chữ số thập phân").text)
        read.want(")")
    elif token.text != "integer":
        raise RuleError(
            f"không có kiểu “{token.text}”; dùng decimal(n) a..b, integer a..b, yes_no, "
            "one_of(…), level hoặc key",
            token.place,
        )
    low = read.expression()
    read.want("..")
    return Kind(token.text, places, low, read.expression(), (), token.place)


def _require(read: Reader) -> Require:
    place = read.place
    condition = read.expression()
    read.want("else")
    read.want("not_scored")
    reason = read.want_kind("string", "lý do trong ngoặc kép").text
    return Require(condition, reason, read.clause(), place)


def _target(read: Reader) -> tuple[str, str]:
    token = read.name("tên của dữ liệu vào")
    if read.take("."):
        return token.text, read.name("tên của cột").text
    return "", token.text


def _start(read: Reader) -> Start:
    place = read.place
    owner, name = _target(read)
    expression = read.expression() if read.take("=") else None
    read.end()
    return Start(owner, name, expression, place)


def _cause(read: Reader) -> Cause:
    token = read.name("tên của nguyên nhân")
    label = read.want_kind("string", "lời giải thích trong ngoặc kép").text
    read.want("sets")
    owner, name = _target(read)
    expression = read.expression() if read.take("=") else None
    return Cause(token.text, label, owner, name, expression, read.clause(), token.place)


def _limit(read: Reader) -> Limit:
    top = read.name("mức bị giới hạn")
    read.want("to")
    below = read.name("mức thay thế").text
    read.want("within")
    scopes = read.names()
    read.want("at_most")
    at_most = read.expression()
    read.want("order")
    order = [_key(read)]
    while read.take(","):
        order.append(_key(read))
    return Limit(top.text, below, scopes, at_most, tuple(order), read.clause(), top.place)


def _key(read: Reader) -> Key:
    token = read.name("khoá xếp thứ tự")
    descending = read.take("desc")
    if not descending:
        read.want("asc")
    return Key(token.text, descending, token.place)


def _monotone(rises: bool) -> Callable[[Reader], Monotone]:
    def claim(read: Reader) -> Monotone:
        place = read.place
        read.want("with")
        fields = [_field(read)]
        while read.take(","):
            fields.append(_field(read))
        read.end()
        return Monotone(rises, tuple(fields), place)

    return claim


def _field(read: Reader) -> Name:
    place = read.place
    owner, name = _target(read)
    return Name(owner, name, place)


_STATEMENTS: dict[str, Callable[[Reader], Statement]] = {
    "rows": _rows,
    "input": _input,
    "require": _require,
    "start": _start,
    "cause": _cause,
    "limit": _limit,
    "rises": _monotone(True),
    "falls": _monotone(False),
}
