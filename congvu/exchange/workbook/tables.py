"""Which sheet is which: a table of tasks, a table of people, or none of ours."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from congvu.exchange.workbook.cells import Cell, is_empty, text_of
from congvu.exchange.workbook.fields import (
    PERSON_FIELDS,
    PERSON_MARKS,
    TASK_FIELDS,
    TASK_MARKS,
)
from congvu.exchange.workbook.headers import (
    DEEPEST_START,
    DEEPEST_TITLES,
    Header,
    Merge,
    Vocabulary,
    check_header,
    find_header,
)
from congvu.exchange.workbook.problems import Place, Problems
from congvu.exchange.workbook.reading import Sheet

TASKS = Vocabulary(TASK_FIELDS)
PEOPLE = Vocabulary(PERSON_FIELDS)
ENOUGH_MARKS = 3
_CRITERION = re.compile(r"\(?(?:I|II|III)\s?[.\-]\s?[1-9]\b")
_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?")
_FILLED_DOWN = ("code", "name", "unit", "title", "due", "confirmer", "leads")
Row = tuple[int, list[Cell]]


@dataclass(slots=True)
class Table:
    """A recognised sheet: its name, its columns, its rows still to come (numbered from 1)."""

    sheet: str
    header: Header
    rows: Iterator[Row]
    people: bool
    total: int | None = None

    def place(self, row: int, key: str = "") -> Place:
        """The address of a field's cell in a row; of the row where the field has no column."""
        column = self.header.columns.get(key)
        return Place(self.sheet, row, 0 if column is None else column + 1)


def recognise(sheet: Sheet, problems: Problems) -> Table | None:
    """Find the sheet's header and say what table it is; Refused where a column is missing."""
    top = list(islice(sheet.rows, DEEPEST_START + DEEPEST_TITLES))
    tasks = find_header(top, TASKS, sheet.merges)
    people = find_header(top, PEOPLE, sheet.merges)
    task_marks = len(TASK_MARKS & set(tasks.columns)) if tasks else 0
    person_marks = _person_marks(people) if people else 0
    if tasks and task_marks >= ENOUGH_MARKS and task_marks >= person_marks:
        return _table(sheet, top, tasks, TASKS, problems)
    if people and person_marks and ("code" in people.columns or person_marks > 1):
        return _table(sheet, top, people, PEOPLE, problems)
    return None


def _person_marks(header: Header) -> int:
    criteria = any(_CRITERION.match(title) for title in header.titles.values())
    return len(PERSON_MARKS & set(header.columns)) + criteria


def _table(
    sheet: Sheet, top: Sequence[list[Cell]], header: Header, words: Vocabulary, problems: Problems
) -> Table:
    check_header(header, words, sheet.name)
    _tell_guesses(sheet, header, words, problems)
    below = header.last + 1
    rows = enumerate(chain(top[below:], sheet.rows), start=below + 1)
    identifying = {header.columns[key] for key in _FILLED_DOWN if key in header.columns}
    filled = fill_down(rows, sheet.merges, identifying)
    return Table(sheet.name, header, filled, words is PEOPLE, sheet.total)


def _tell_guesses(sheet: Sheet, header: Header, words: Vocabulary, problems: Problems) -> None:
    for key, column in header.guessed.items():
        problems.mended(
            Place(sheet.name, header.last + 1, column + 1),
            f"tiêu đề “{header.titles[column][:60]}” được hiểu là “{words.title(key)}”",
            f"đổi tiêu đề thành “{words.title(key)}”",
        )
    others = [c for c in header.unused if not _CRITERION.match(header.titles[c])]
    if others:
        names = ", ".join(f"“{header.titles[column][:40]}”" for column in others)
        problems.notice(Place(sheet.name, header.last + 1), f"không dùng các cột: {names}")


def fill_down(
    rows: Iterable[Row], merges: Sequence[Merge], columns: Collection[int]
) -> Iterator[Row]:
    """A cell merged over several rows speaks for each of them, in these columns."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in merges:
        if bottom > top and left in columns:
            starts.setdefault(top + 1, []).append((left, bottom + 1))
    open_merges: dict[int, tuple[int, Cell]] = {}
    for number, cells in rows:
        for column, until in starts.get(number, ()):
            open_merges[column] = (until, cells[column] if column < len(cells) else None)
        for column, (until, cell) in open_merges.items():
            if number <= until:
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = cells[column] or cell
        yield number, cells


def is_blank(cells: Sequence[Cell]) -> bool:
    """Nothing at all in the row."""
    return all(map(is_empty, cells))


def is_numbering(cells: Sequence[Cell]) -> bool:
    """The row (1) (2) (3) … that official forms have under their titles."""
    first = next((cell for cell in cells if not is_empty(cell)), None)
    if not _NUMBERING.fullmatch(text_of(first)):
        return False
    texts = [text_of(cell) for cell in cells if not is_empty(cell)]
    counts = [int(text.strip("()")) for text in texts if _NUMBERING.fullmatch(text)]
    if len(counts) < ENOUGH_MARKS or len(counts) * 2 < len(texts):
        return False
    return all(later == sooner + 1 for sooner, later in pairwise(counts))


def is_repeated_header(cells: Sequence[Cell], header: Header) -> bool:
    """The titles again, as on every printed page."""
    same = 0
    for seen, (column, title) in enumerate(header.titles.items()):
        if seen >= ENOUGH_MARKS and not same:
            return False
        if column < len(cells) and text_of(cells[column]).casefold() == title.casefold():
            same += 1
    return same >= ENOUGH_MARKS
