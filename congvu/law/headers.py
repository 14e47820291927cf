"""The head of a rule text: its name, dates, subjects and citations, and which values it needs.

Only the head is read here; what the lines below it mean is the engine's business.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congvu.kernel.frozen import FrozenMap
from congvu.law.faults import LawFault
from congvu.law.instruments import Instrument
from congvu.law.schema import SUBJECTS
from congvu.law.tables import nearest

CONTINUATION = 8
_STRING = re.compile(r'"[^"]*"')
_NEED = re.compile(r"\bp\.([A-Za-z_][A-Za-z0-9_]*)")
_RULE = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)\s+"([^"]+)"')
_REASON = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class RuleText:
    """A dated rule text. `local` is the reason of a local text, else ""; `needs` maps each
    parameter name it reads (p.name) and `rests_on` each clause (Đ14.2a, local.clamp) to the line
    that says it first."""

    name: str
    title: str
    valid_from: date
    valid_until: date | None
    subjects: tuple[str, ...]
    cites: tuple[str, ...]
    local: str
    text: str
    source: str
    needs: FrozenMap[str, int]
    rests_on: FrozenMap[str, int]

    @property
    def file(self) -> str:
        """The file, relative to the law's folder."""
        return f"rules/{self.source}"

    def covers(self, day: date) -> bool:
        """Return whether the text is in force on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def read_rule_texts(root: Path, instruments: Mapping[str, Instrument]) -> tuple[RuleText, ...]:
    """Read the heads of rules/*.rule; refuses a head that is undated, uncited or named twice."""
    found: dict[str, RuleText] = {}
    for path in sorted((root / "rules").glob("*.rule")):
        rule = read_rule_text(path, instruments)
        if rule.name in found:
            other = found[rule.name].file
            raise LawFault(f"“{rule.name}” đã có ở {other}; đặt tên khác.", file=rule.file, line=1)
        found[rule.name] = rule
    return tuple(found.values())


def read_rule_text(path: Path, instruments: Mapping[str, Instrument]) -> RuleText:
    """Read the head of one rule text."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).replace("\r\n", "\n")
    head = _Head(f"rules/{path.name}")
    for number, line in _head_lines(text):
        head.take(number, line)
    subjects = head.names("subjects", SUBJECTS)
    name, title = head.match("rule", _RULE, "rule tên “nhan đề”").groups()
    valid_from, valid_until = head.day("from"), head.maybe_day("until")
    if valid_until and valid_until < valid_from:
        raise head.fault("until", "ngày cuối còn hiệu lực đứng trước ngày có hiệu lực.")
    return RuleText(
        name=name,
        title=title,
        valid_from=valid_from,
        valid_until=valid_until,
        subjects=subjects,
        cites=head.names("cites", instruments),
        local=head.match("local", _REASON, "local “lý do”")[1] if head.has("local") else "",
        text=text,
        source=path.name,
        needs=_first_lines(text, _needed),
        rests_on=_first_lines(text, _cited),
    )


class _Head:
    """The statements of a head by their first word."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: dict[str, tuple[int, str]] = {}

    def take(self, number: int, line: str) -> None:
        """Keep a statement; a word said twice is refused."""
        word, _, rest = line.partition(" ")
        if word in self.found:
            raise LawFault(f"“{word}” đã ghi ở trên.", file=self.file, line=number)
        self.found[word] = (number, rest.strip())

    def has(self, word: str) -> bool:
        """Return whether the head says this word."""
        return word in self.found

    def fault(self, word: str, message: str) -> LawFault:
        """Return a fault at the line of a word, or at the first line."""
        return LawFault(message, file=self.file, line=self.found.get(word, (1, ""))[0])

    def match(self, word: str, pattern: re.Pattern[str], shape: str) -> re.Match[str]:
        """Return the statement's parts; a missing or misshapen one is refused."""
        found = pattern.fullmatch(self.found.get(word, (1, ""))[1])
        if found is None:
            raise self.fault(word, f"đầu văn bản phải có dòng: {shape}.")
        return found

    def maybe_day(self, word: str) -> date | None:
        """Return the day of a statement, or None without it."""
        return self.day(word) if self.has(word) else None

    def day(self, word: str) -> date:
        """Return the day of a statement written 2026-01-31."""
        written = self.found.get(word, (1, ""))[1]
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise self.fault(word, f"cần dòng: {word} 2026-01-31, gặp “{written}”.") from None

    def names(self, word: str, known: Mapping[str, object]) -> tuple[str, ...]:
        """Return the known names of a statement, separated by commas."""
        names = tuple(name.strip() for name in self.found.get(word, (1, ""))[1].split(","))
        for name in names:
            if name not in known:
                raise self.fault(word, f"{word}: “{name}” không có; {nearest(name, [*known])}.")
        return names


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements above the first stage, with continued lines joined."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        bare = _without_comment(line).rstrip()
        if bare.startswith("stage"):
            break
        if not bare:
            continue
        if held and len(bare) - len(bare.lstrip()) >= CONTINUATION:
            held = held[0], f"{held[1]} {bare.strip()}"
            continue
        if held:
            yield held
        held = number, bare.strip()
    if held:
        yield held


def _without_comment(line: str) -> str:
    for place, sign in enumerate(line):
        if sign == "#" and line[:place].count('"') % 2 == 0:
            return line[:place]
    return line


def _first_lines(text: str, said: Callable[[str], list[str]]) -> FrozenMap[str, int]:
    """Return what the lines say, each with the first line that says it."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for name in said(_STRING.sub("", _without_comment(line))):
            first.setdefault(name, number)
    return FrozenMap(first)


def _needed(line: str) -> list[str]:
    return _NEED.findall(line.partition("@")[0])


def _cited(line: str) -> list[str]:
    clauses = line.partition("@")[2].split(",")
    return [clause.strip() for clause in clauses if clause.strip()]
