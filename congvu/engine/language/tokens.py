"""Rule text → logical lines of tokens. A line indented by eight or more continues the one above."""

import re
import unicodedata
from dataclasses import dataclass

from congvu.engine.language.errors import Place, RuleError

MOST_CHARACTERS = 65_536
MOST_LINES = 600
MOST_NAME = 40
CONTINUATION = 8

_TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<comment>#.*)|(?P<string>\"[^\"]*\")|(?P<clause>@.*)"
    r"|(?P<date>\d{4}-\d{2}-\d{2})|(?P<number>\d+)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\.\.|==|!=|<=|>=|[-+*/()<>=.,])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a rule: its kind (name, number, string, date, sign, clause), text and place."""

    kind: str
    text: str
    place: Place


def logical_lines(text: str) -> list[list[Token]]:
    """Return the rule's statements, each a list of tokens; comments and blank lines are gone.

    Raises RuleError for text that is too long or holds a sign the language does not know.
    """
    text = unicodedata.normalize("NFC", text)
    _refuse_size(text)
    lines: list[list[Token]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        tokens = _tokens(line, number)
        if not tokens:
            continue
        if tokens[0].place.column > CONTINUATION and lines:
            lines[-1].extend(tokens)
        else:
            lines.append(tokens)
    return lines


def _refuse_size(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise RuleError(f"văn bản dài quá {MOST_CHARACTERS} ký tự; hãy tách thành nhiều văn bản")
    if text.count("\n") >= MOST_LINES:
        raise RuleError(f"văn bản quá {MOST_LINES} dòng; hãy tách thành nhiều văn bản")


def _tokens(line: str, number: int) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(line):
        place = Place(number, at + 1)
        match = _TOKEN.match(line, at)
        if match is None:
            raise RuleError(f"ký hiệu lạ {line[at]!r}", place)
        kind = str(match.lastgroup)
        at = match.end()
        if kind in ("space", "comment"):
            continue
        found.append(Token(kind, _cleaned(kind, match.group(), place), place))
    return found


def _cleaned(kind: str, text: str, place: Place) -> str:
    if kind == "string":
        return text[1:-1]
    if kind == "clause":
        return text[1:].split("#")[0].strip()
    if kind == "name" and len(text) > MOST_NAME:
        raise RuleError(f"tên dài quá {MOST_NAME} ký tự: {text[:MOST_NAME]}…", place)
    return text
