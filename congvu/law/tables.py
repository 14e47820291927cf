"""TOML tables that remember their lines, and a reader that refuses what it does not expect."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from congvu.law.faults import LawFault

T = TypeVar("T")

_HEADER = re.compile(r"(?P<open>\[\[?)(?P<name>[A-Za-z0-9_.]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z0-9_]+)\s*=")
_TOML_LINE = re.compile(r"line (?P<line>[0-9]+)")


class FloatText(str):
    """A number written with a point: kept as text so that it can be refused, never a float."""


@dataclass(frozen=True)
class Table:
    """One [table] or one entry of a [[table]]: its keys, and the line of each."""

    file: str
    name: str
    line: int
    fields: Mapping[str, object]
    lines: Mapping[str, int]

    def fault(self, message: str, key: str = "") -> LawFault:
        """Return a fault that points at a key of this table, or at its head."""
        return LawFault(message, file=self.file, line=self.lines.get(key, self.line))


@dataclass
class _Block:
    name: str
    line: int
    lines: dict[str, int] = field(default_factory=dict)


def read_tables(path: Path, root: Path) -> list[Table]:
    """Return the tables of a file in order; names it relative to `root` in every fault."""
    file = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    if '"""' in text or "'''" in text:
        line = 1 + text[: max(text.find('"""'), text.find("'''"))].count("\n")
        raise LawFault('chuỗi phải nằm trên một dòng, trong “"”.', file=file, line=line)
    document = _parsed(text, file)
    seen: defaultdict[str, int] = defaultdict(int)
    tables = []
    for block in _blocks(text, file):
        fields = _entry(document, block, seen[block.name])
        seen[block.name] += 1
        tables.append(_table(file, block, fields))
    return tables


def _parsed(text: str, file: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=FloatText)
    except tomllib.TOMLDecodeError as broken:
        found = _TOML_LINE.search(str(broken))
        line = int(found["line"]) if found else text.count("\n") + 1
        message = "không đọc được dòng này; mỗi tên chỉ khai một lần, mỗi dòng là khóa = giá trị."
        raise LawFault(message, file=file, line=line) from None


def _blocks(text: str, file: str) -> list[_Block]:
    blocks: list[_Block] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _HEADER.fullmatch(line.strip()):
            blocks.append(_Block(found["name"], number))
        elif found := _KEY.match(line):
            if not blocks:
                raise LawFault("khóa phải đứng sau một [tên].", file=file, line=number)
            blocks[-1].lines[found["key"]] = number
    return blocks


def _entry(document: Mapping[str, object], block: _Block, count: int) -> Mapping[str, object]:
    place: object = document
    for part in block.name.split("."):
        place = place[part] if isinstance(place, dict) else None
    if isinstance(place, list):
        place = place[count]
    return place if isinstance(place, dict) else {}


def _table(file: str, block: _Block, fields: Mapping[str, object]) -> Table:
    for key, value in fields.items():
        child = isinstance(value, dict) or (isinstance(value, list) and _all_tables(value))
        if key not in block.lines and not child:
            raise LawFault(
                f"khóa “{key}” phải viết đầu dòng, không ngoặc kép, không dấu chấm.",
                file=file,
                line=block.line,
            )
    kept = {key: value for key, value in fields.items() if key in block.lines}
    return Table(file, block.name, block.line, kept, block.lines)


def _all_tables(values: list[object]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


class Reading:
    """Reads the keys of one table, each with its kind; `finish` refuses the keys nobody asked."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Return whether the table has this key."""
        return key in self.table.fields

    def raw(self, key: str) -> object:
        """Return the value as TOML gave it; a missing key is refused."""
        self._asked.add(key)
        if key not in self.table.fields:
            raise self.table.fault(f"[{self.table.name}] thiếu “{key}”.")
        return self.table.fields[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not blank."""
        if default is not None and not self.has(key):
            return default
        return self._kind(key, "chuỗi trong ngoặc kép", _text)

    def day(self, key: str) -> date:
        """Return a day, written 2026-01-31 without quotes."""
        return self._kind(key, "ngày viết như 2026-01-31, không ngoặc kép", _day)

    def maybe_day(self, key: str) -> date | None:
        """Return a day, or None where the key is absent."""
        return self.day(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is absent."""
        return self.has(key) and self._kind(key, "true hoặc false", _flag)

    def texts(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of texts, each one of `known`."""
        found = self._kind(key, "danh sách chuỗi, ít nhất một", _texts)
        for one in found:
            if one not in known:
                raise self.table.fault(f"“{one}” không có; {nearest(one, known)}.", key)
        return found

    def finish(self) -> None:
        """Refuse the first key that was never asked for."""
        for key in self.table.fields:
            if key not in self._asked:
                raise self.table.fault(f"không có khóa “{key}”; {nearest(key, self._asked)}.", key)

    def _kind(self, key: str, wanted: str, check: Callable[[object], T | None]) -> T:
        value = self.raw(key)
        found = check(value)
        if found is None:
            raise self.table.fault(f"“{key}” phải là {wanted}, gặp {value!r}.", key)
        return found


def nearest(name: str, known: Collection[str]) -> str:
    """Return advice: the known name most like this one, or all known names."""
    close = get_close_matches(name, known, n=1)
    return f"có phải “{close[0]}”" if close else f"chỉ có: {', '.join(sorted(known))}"


def _text(value: object) -> str | None:
    return value if type(value) is str and value.strip() else None


def _day(value: object) -> date | None:
    return value if type(value) is date else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and value and all(_text(one) for one in value):
        return tuple(value)
    return None
