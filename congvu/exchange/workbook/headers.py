"""Finding the row of titles under whatever stands above it, and which column is which."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from congvu.exchange.workbook.cells import Cell, text_of
from congvu.exchange.workbook.fields import NOT_OURS, Field
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.vietnamese import fold

DEEPEST_START = 60
DEEPEST_TITLES = 3
WIDEST_GROUP = 20
LONGEST_TITLE = 160
CLOSE_ENOUGH = 90  # of 100 letters in place: a slip of the hand, not another word
SHORTEST_SLIP = 8
MOST_REMEMBERED = 1 << 14
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Header:
    """A found row of titles: field key → column (from 0), and which of them were guessed."""

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    guessed: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How good a header this is: sure columns first, then shallow, then high up."""
        sure = len(self.columns) - len(self.guessed)
        return (2 * sure + len(self.guessed), self.first - self.last, -self.first)

    @property
    def unused(self) -> list[int]:
        """Columns with a title that is none of ours and not known to be somebody else's."""
        return self.unused_but(NOT_OURS)

    def unused_but(self, others: Collection[str]) -> list[int]:
        """Columns with a title that is none of ours and none of these (simplified)."""
        used = set(self.columns.values())
        return [
            column
            for column, title in self.titles.items()
            if column not in used and simplified(title) not in others
        ]


@lru_cache(maxsize=1 << 14)
def simplified(title: str) -> str:
    """A title without marks, case, signs and double spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(title)))


def _excused(text: str) -> str:
    """The excused columns share their words with the plain ones: told apart before anything."""
    words = set(text.split())
    if "mien" not in words and "khach quan" not in text:
        return ""
    if "xac nhan" in text:
        return "confirmer"
    if "ngay" in words or "cham" in words:
        return "excused_days"
    return "excused_failed" if "lan" in words or "dat" in words else ""


class Vocabulary:
    """The names of one kind of table's fields, and which of them a title means.

    `apart` sees a simplified title first and names the fields that share their words with others;
    `others` are titles (simplified) that are known to be none of ours.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        apart: Callable[[str], str] = _excused,
        others: Collection[str] = NOT_OURS,
    ) -> None:
        self.fields = tuple(fields)
        self.others = others
        self._apart = apart
        self.keys = {entry.key for entry in fields}
        self._exact = {name: entry.key for entry in fields for name in entry.names}
        self._exact |= {
            simplified(entry.title): entry.key for entry in fields if entry.key != "organising"
        }
        self._long = [name for name in self._exact if name.count(" ") > 1]
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for name in self._exact:
            self._by_length[len(name)].append(name)
        self._known: dict[tuple[str, ...], tuple[str, bool]] = {}

    def field_of(self, parts: tuple[str, ...]) -> tuple[str, bool]:
        """(the field that a title names, whether beyond doubt); parts are its lines from above."""
        if parts not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()  # a server reads files all year
            self._known[parts] = self._field_of(parts)
        return self._known[parts]

    def _field_of(self, parts: tuple[str, ...]) -> tuple[str, bool]:
        whole = " ".join(parts)
        if len(whole) > LONGEST_TITLE:
            return "", False
        if excused := self._apart(simplified(whole)):
            return (excused, True) if excused in self.keys else ("", True)
        for text in (whole, _without_brackets(whole), parts[-1], _without_brackets(parts[-1])):
            if key := self._exactly(text):
                return key, True
        return self._nearly(simplified(_without_brackets(whole))), False

    def _exactly(self, text: str) -> str:
        if text.strip().casefold() == "đ":
            return "organising" if "organising" in self.keys else ""
        return self._exact.get(simplified(text), "")

    def _nearly(self, text: str) -> str:
        """A title that holds a long name as whole words, or differs by a slip of the hand."""
        if not text or text in self.others:
            return ""
        held = [name for name in self._long if f" {name} " in f" {text} "]
        if held:
            return self._exact[max(held, key=len)]
        sizes = range(len(text) - 1, len(text) + 2)
        alike = (name for size in sizes for name in self._by_length.get(size, ()))
        return next((self._exact[name] for name in alike if _is_slip(name, text)), "")

    def missing(self, header: Header) -> list[str]:
        """Titles of the required fields that no column carries."""
        return [
            entry.title
            for entry in self.fields
            if entry.required and entry.key not in header.columns
        ]

    def title(self, key: str) -> str:
        """The title of a field as the template writes it."""
        return next(entry.title for entry in self.fields if entry.key == key)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)


def _is_slip(name: str, text: str) -> bool:
    if len(name) < SHORTEST_SLIP:
        return False
    alike = SequenceMatcher(None, name, text)
    bounds = (alike.quick_ratio, alike.ratio)  # the quick bound first: most words are far apart
    return all(bound() * 100 >= CLOSE_ENOUGH for bound in bounds)


def find_header(
    rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary, merges: Sequence[Merge] = ()
) -> Header | None:
    """The best row of titles (one to three rows deep) for these fields, or nothing."""
    texts = _titles(rows[: DEEPEST_START + DEEPEST_TITLES], merges)
    best: Header | None = None
    for first in range(min(len(texts), DEEPEST_START)):
        for last in range(first, min(first + DEEPEST_TITLES, len(texts))):
            found = _match(texts, first, last, vocabulary)
            if found.columns and (best is None or found.weight > best.weight):
                best = found
    return best


def _titles(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> list[list[str]]:
    """Texts of the cells; a title merged over several columns stands over each of them."""
    texts = [[text_of(cell) if cell and cell[0] == "s" else "" for cell in row] for row in rows]
    for (top, left), (bottom, right) in merges:
        over_several = left < right < left + WIDEST_GROUP
        if over_several and bottom < top + DEEPEST_TITLES and top < len(texts):
            line = texts[top]
            line.extend([""] * (right + 1 - len(line)))
            line[left : right + 1] = [line[left]] * (right + 1 - left)
    return texts


def _match(rows: Sequence[Sequence[str]], first: int, last: int, vocabulary: Vocabulary) -> Header:
    header = Header(first, last)
    stacked = rows[first : last + 1]
    for column in range(max(len(row) for row in stacked)):
        parts = tuple(dict.fromkeys(row[column] for row in stacked if column < len(row)))
        if parts := tuple(part for part in parts if part):
            header.titles[column] = " ".join(parts)
            _take(header, column, *vocabulary.field_of(parts))
    if "organising" in vocabulary.keys:
        _read_bare_d(header)
    return header


def _take(header: Header, column: int, key: str, certain: bool) -> None:
    if not key:
        return
    if key not in header.columns or (certain and key in header.guessed):
        header.columns[key] = column
        header.guessed.pop(key, None)
        if not certain:
            header.guessed[key] = column
    elif certain:
        header.doubled[key] = (header.columns[key], column)


def _read_bare_d(header: Header) -> None:
    """A sheet typed without marks writes đ as d; d itself is computed and never asked for."""
    if "organising" in header.columns or "unity" not in header.columns:
        return
    bare = [column for column, title in header.titles.items() if title.strip().casefold() == "d"]
    if len(bare) == 1:
        header.columns["organising"] = header.guessed["organising"] = bare[0]


def check_header(header: Header, vocabulary: Vocabulary, sheet: str) -> None:
    """Raise Refused when a required column is missing or two columns mean the same."""
    if absent := vocabulary.missing(header):
        seen = ", ".join(f"“{title[:40]}”" for title in header.titles.values())
        raise Refused(
            Kind.MISSING_COLUMN,
            f"Trang “{sheet}” thiếu cột bắt buộc: {', '.join(absent)}. Tiêu đề đã thấy ở dòng "
            f"{header.last + 1}: {seen}. Không chấm gì; hãy thêm cột rồi chạy lại.",
        )
    for key, pair in header.doubled.items():
        first, second = (f"“{header.titles[column][:40]}”" for column in pair)
        raise Refused(
            Kind.DOUBLE_COLUMN,
            f"Trang “{sheet}” có hai cột cùng nghĩa “{vocabulary.title(key)}”: {first} và "
            f"{second}. Hãy giữ một cột hoặc đổi tên cột kia.",
        )
