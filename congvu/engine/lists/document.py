"""One list as a whole, and reading what was typed into its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from congvu.engine.lists.sheets import LISTS, Column, Kind, ListKind, Row
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import fold, nfc

Rows = tuple[Row, ...]
_PLACES = {Kind.WHOLE: 0, Kind.TENTHS: 1, Kind.HUNDREDTHS: 2}
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5
# What no reader sees and files or databases choke on; what turns the reading order around.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_UNSEEN_IN_CODES = re.compile("[\xad\u200b-\u200f\u2060-\u2064\ufeff]")


class NotValid(ValueError):
    """A cell that cannot be read: what was wrong, and what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(what)
        self.what = what
        self.right = right


@dataclass(frozen=True, slots=True)
class Document:
    """A list with its settings and its sheets, in order; what is drafted, issued and packed.

    Settings of a catalogue: `standard_points` (points of the standard product) and `band_1` …
    `band_5` (the range of points of each complexity group, "1-10", empty where not used).
    Settings of positions: `unit_kind`.
    """

    kind: ListKind
    code: str
    name: str
    settings: Mapping[str, str] = field(default_factory=FrozenMap)
    sheets: Mapping[str, Rows] = field(default_factory=FrozenMap)

    def rows(self, sheet: str) -> Rows:
        """Return the rows of a sheet, none where the document has no such sheet."""
        return self.sheets.get(sheet, ())


def document(
    kind: ListKind,
    code: str,
    name: str,
    settings: Mapping[str, str] | None = None,
    sheets: Mapping[str, Sequence[Row]] | None = None,
) -> Document:
    """Build a document: every sheet of its kind is there, rows are frozen, empty texts left out."""
    given = sheets or {}
    full = {one.name: tuple(sparse(row) for row in given.get(one.name, ())) for one in LISTS[kind]}
    return Document(kind, code, name, sparse(settings or {}), FrozenMap(full))


def sparse(row: Mapping[str, str]) -> Row:
    """Return the row without its empty texts."""
    return FrozenMap({name: text for name, text in row.items() if text})


def entered(column: Column, typed: str) -> str:
    """Return the canonical text of what was typed into a cell; raises NotValid.

    "8.50" → "8,5", "n3" → "N3", "2 – 3" → "2-3"; a label of a choice stands for its code.
    """
    text = _tidy(typed)
    if not text:
        return _empty(column)
    if len(text) > column.longest:
        raise NotValid(f"dài {len(text)} ký tự", f"nhiều nhất {column.longest} ký tự")
    _refuse_unseen(column, text)
    if column.kind in _PLACES:
        return _number(column, text)
    if column.kind is Kind.CHOICE:
        return _choice(column, text)
    return _span(text) if column.kind is Kind.SPAN else _plain(column, text)


def scaled(text: str, places: int) -> int:
    """Return a canonical number as an integer times 10**places; raises NotANumber."""
    return parse_fixed(text, places=places)


def span_of(text: str) -> tuple[int, int]:
    """Return the lowest and highest level of a span: "2-3" → (2, 3), "4" → (4, 4)."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def written(value: int, places: int) -> str:
    """Write a scaled number the canonical way: 145 tenths → "14,5", 140 → "14"."""
    whole, part = divmod(value, 10**places)
    decimals = f"{part:0{places}d}".rstrip("0") if places else ""
    return f"{whole},{decimals}" if decimals else str(whole)


def _tidy(typed: str) -> str:
    lines = (" ".join(line.split()) for line in nfc(typed).replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _empty(column: Column) -> str:
    if column.required:
        raise NotValid(f"“{column.title}” đang trống", "điền ô này")
    return ""


def _refuse_unseen(column: Column, text: str) -> None:
    found = _UNSEEN.search(text)
    if found is None and column.kind is Kind.CODE:
        found = _UNSEEN_IN_CODES.search(text)
    if found:
        sign = f"U+{ord(found[0]):04X}"
        raise NotValid(f"có ký tự ẩn {sign} ở vị trí {found.start() + 1}", "xóa ký tự đó, gõ lại ô")


def _number(column: Column, text: str) -> str:
    places = _PLACES[column.kind]
    try:
        value = parse_fixed(text, places=places)
    except NotANumber as fault:
        raise NotValid(
            str(fault), "một số như 8 hoặc 8,5" if places else "một số nguyên"
        ) from fault
    if value < 0:
        raise NotValid(f"“{text}” là số âm", "một số không âm")
    return written(value, places)


def _choice(column: Column, text: str) -> str:
    wanted = fold(text)
    for code, label in column.choices.items():
        if wanted in (fold(code), fold(label), fold(f"{code}. {label}")):
            return code
    listed = ", ".join(f"{code} ({label})" for code, label in column.choices.items())
    raise NotValid(f"“{text[:60]}” không có trong danh sách", f"một trong: {listed}")


def _span(text: str) -> str:
    found = re.fullmatch(r"([0-9])\s*(?:[-–—]\s*([0-9]))?", text)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not LOWEST_LEVEL <= low <= high <= HIGHEST_LEVEL:
        raise NotValid(
            f"“{text[:40]}” không phải là cấp độ",
            f"một cấp từ {LOWEST_LEVEL} đến {HIGHEST_LEVEL}, hoặc một khoảng như 2-3",
        )
    return str(low) if low == high else f"{low}-{high}"


def _plain(column: Column, text: str) -> str:
    if column.kind is Kind.CODE:
        return " ".join(text.split())
    return text
