"""A paper as a value: sheets of texts and tables, before anybody asks for docx or pdf."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from congvu.exchange.forms.page import BODY_SIZE
from congvu.kernel.vietnamese import nfc

# Marks that turn the direction of text around: a paper would read otherwise than its record.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_XML = frozenset("\ufffe\uffff")
_REMEMBERED = 4096  # texts: a form's own words come back on every sheet


class Align(StrEnum):
    """Where the lines of a text stand."""

    LEFT = "left"
    CENTER = "center"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `level` 1 is a paper's title, 2 a numbered part, 3 a part of a part, 0 prose."""

    text: str
    size: int = BODY_SIZE
    bold: bool = False
    italic: bool = False
    align: Align = Align.JUSTIFY
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, over `columns` columns and `rows` rows."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    columns: int = 1
    rows: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: column widths in millimetres, head rows (repeated on every page), rows.

    A row lists only the cells that begin in it: what a cell of `rows` > 1 covers is left out.
    """

    widths: tuple[int, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    size: int = BODY_SIZE


Part = Text | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two blocks at the top: who issues, under which number; where and when."""

    parent: str
    body: str
    number: str
    place_and_day: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands over a signature (one line or several), and the name under it.

    `above`: place and day where each side has its own; `below`: how to sign, in brackets; `told`:
    what the records say of the act ("Gửi lúc 14:32 …"), where the hand would sign.
    """

    title: str
    name: str = ""
    above: str = ""
    below: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """What lets a sheet be checked: its code and where to ask, at the foot of every page.

    `text` is printed beside "trang x/y"; `link` is what the square code holds and the text opens.
    """

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One signed piece, on its own page and numbered from 1; `name` is shown in a list of pages.

    `mark` is printed over every page ("DỰ THẢO"); `annex` follows the signatures on a new page.
    """

    name: str
    letterhead: Letterhead
    parts: tuple[Part, ...]
    signatures: tuple[Signature, ...]
    recipients: str = ""
    annex: tuple[Part, ...] = ()
    mark: str = ""
    footer: Footer | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: its title and its sheets; on portrait A4 unless `landscape`."""

    title: str
    sheets: tuple[Sheet, ...]
    landscape: bool = False


def joined(title: str, papers: Iterable[Paper]) -> Paper:
    """Put many papers in one file, each sheet from a new page."""
    return Paper(title, tuple(sheet for one in papers for sheet in one.sheets))


@lru_cache(maxsize=_REMEMBERED)
def lines(text: str) -> tuple[str, ...]:
    """Return the lines to print: NFC, without characters that no paper can carry.

    Control characters, halves of surrogate pairs and the two non-characters, which no docx may
    hold, become blanks; marks that turn the direction of writing are dropped.
    """
    broken = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return tuple(line.translate(_PRINTED).rstrip() for line in broken.split("\n"))


class _Printed(dict[int, str]):
    """As what each letter is printed, by its number; looked at once."""

    def __missing__(self, number: int) -> str:
        self[number] = found = _printed(chr(number))
        return found


_PRINTED = _Printed()


def _printed(letter: str) -> str:
    if letter in _TURNING:
        return ""
    if letter in _NOT_XML or unicodedata.category(letter) in {"Cc", "Cs"}:
        return " "
    return letter


def place_and_day(place: str, day: date | None) -> str:
    """Write place and day as the decree does: "Nghĩa Lâm, ngày 05 tháng 02 năm 2026".

    A day below 10 and the months 1 and 2 have a leading 0; without a day the blanks are left for
    the hand that signs.
    """
    if day is None:
        return f"{place}, ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"
