"""What is wrong with a file, cell by cell, in words for the person who will mend it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from congvu.exchange.workbook.prescan import column_letters

MOST_LISTED = 200_000


class Severity(Enum):
    """What was done about a problem; the value is what the user reads."""

    SKIPPED = "bỏ qua dòng"
    MENDED = "đã tự sửa"
    NOTICE = "chỉ báo"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a sheet, a row counted from 1 and a column counted from 1 (0: the whole row)."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        """The address as a spreadsheet writes it: Việc!B7, or Việc!7 for a row."""
        return f"{self.sheet}!{column_letters(self.column)}{self.row or ''}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, about whom, what was wrong, what would be right, what was done."""

    place: Place
    person: str
    what: str
    right: str
    severity: Severity


class Problems:
    """The findings of one run, in the order met; counts go on when the list is full."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self.counts: Counter[Severity] = Counter()
        self.skipped_by_person: Counter[str] = Counter()

    def add(
        self, place: Place, what: str, right: str, severity: Severity, person: str = ""
    ) -> None:
        """Note one finding."""
        self.counts[severity] += 1
        if len(self._listed) < MOST_LISTED:
            self._listed.append(Problem(place, person, what, right, severity))

    def notice(self, place: Place, what: str, right: str = "", person: str = "") -> None:
        """Note what the reader should know; nothing was changed."""
        self.add(place, what, right, Severity.NOTICE, person)

    def mended(self, place: Place, what: str, right: str = "", person: str = "") -> None:
        """Note what was put right without leave, because only one reading was possible."""
        self.add(place, what, right, Severity.MENDED, person)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._listed)

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def unlisted(self) -> int:
        """How many findings are counted but not listed."""
        return len(self) - len(self._listed)
