"""What is held against what, and what came of it; nothing here knows a file or a database."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Line:
    """A person as one list has her.

    `key` is unique in its list. `unit` and `agency` are codes, "" where the list does not say or
    nobody can tell which; `unit_name` is what was written. Scores in hundredths of a point, None
    where the list has none; `level` is a level's code, "" where the list has none. `title_told`,
    `score_told` and `level_told`: whether the list speaks of it, in words that could be read; what
    it does not tell is never compared.
    """

    key: str
    code: str = ""
    name: str = ""
    unit: str = ""
    agency: str = ""
    unit_name: str = ""
    title: str = ""
    score_hundredths: int | None = None
    level: str = ""
    title_told: bool = True
    score_told: bool = True
    level_told: bool = True


class Outcome(StrEnum):
    """What came of a person or a line; in the order in which somebody should look."""

    MISSING = "missing"
    EXTRA = "extra"
    UNCLEAR = "unclear"
    DIFFERS = "differs"
    ROUNDED = "rounded"
    RENAMED = "renamed"
    SAME = "same"


class Field(StrEnum):
    """What can differ between the two lists."""

    CODE = "code"
    NAME = "name"
    SCORE = "score"
    LEVEL = "level"
    UNIT = "unit"
    TITLE = "title"


class NameWay(StrEnum):
    """How two names that mean one person differ."""

    SAME = "same"
    MARKS = "marks"  # Hoa and Hòa, Đ and D
    MIDDLE = "middle"  # a middle name left out
    ORDER = "order"  # family and given name swapped
    SLIP = "slip"  # one letter typed wrong, left out, doubled or swapped
    OTHER = "other"  # one code, two names


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the lines of either list it is about, how they were matched, what differs.

    `ours` or `theirs` is empty for somebody that the other list does not have; an unclear finding
    has all lines that may be one another. `by_code` tells that the code brought them together.
    """

    outcome: Outcome
    ours: tuple[Line, ...]
    theirs: tuple[Line, ...]
    differs: tuple[Field, ...] = ()
    name_way: NameWay = NameWay.SAME
    by_code: bool = False
