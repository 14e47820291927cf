"""Where the cells of a table stand, how long its rows are, where a word is longer than its column.

Neither writer can measure letters before it writes, so lengths are estimated from an average.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from congvu.exchange.forms.page import BODY_SIZE
from congvu.exchange.forms.paper import Cell, Row, Table, lines

LONGEST_WHOLE_ROW = 14
"""Lines: a longer row may run over two pages, a shorter one moves whole to the next."""

_TENTHS_PER_LETTER = 21  # tenths of a millimetre that a letter of 13 points takes, on average
_INSET = 3  # millimetres that a cell keeps free, left and right together
_LONGEST_SYLLABLE = 7  # "nghiêng": never broken, however narrow the column


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in one row of the grid; not `begins` where a cell from above reaches down."""

    cell: Cell
    column: int
    begins: bool


def placed(rows: Iterable[Row], columns: int) -> Iterator[tuple[Slot, ...]]:
    """Yield for each row its slots from left to right, `columns` wide in all.

    Raises ValueError for a row that does not fill the table exactly.
    """
    reaching: dict[int, tuple[Cell, int]] = {}  # column → the cell from above, rows still covered
    for row in rows:
        slots = tuple(_slots(row, reaching, columns))
        reaching = {
            slot.column: (slot.cell, left) for slot in slots if (left := _left(slot, reaching)) > 0
        }
        yield slots


def _slots(row: Row, reaching: dict[int, tuple[Cell, int]], columns: int) -> Iterator[Slot]:
    cells, column = list(row), 0
    while column < columns:
        if column in reaching:
            slot = Slot(reaching[column][0], column, begins=False)
        elif cells:
            slot = Slot(cells.pop(0), column, begins=True)
        else:
            raise ValueError(f"the row ends at column {column} of {columns}")
        yield slot
        column += slot.cell.columns
    if cells or column > columns:
        raise ValueError(f"the row is wider than {columns} columns")


def _left(slot: Slot, reaching: dict[int, tuple[Cell, int]]) -> int:
    return slot.cell.rows - 1 if slot.begins else reaching[slot.column][1] - 1


def width_of(slot: Slot, table: Table) -> int:
    """Return how many millimetres wide the slot is."""
    return sum(table.widths[slot.column : slot.column + slot.cell.columns])


def letters_in(width: int, size: int) -> int:
    """Return about how many letters of this size fit on a line, `width` millimetres with insets."""
    return max(_LONGEST_SYLLABLE, (width - _INSET) * 10 * BODY_SIZE // (_TENTHS_PER_LETTER * size))


def stays_whole(slots: Iterable[Slot], table: Table) -> bool:
    """Whether a row is short enough to be kept on one page."""
    return all(_height(slot, table) <= LONGEST_WHOLE_ROW for slot in slots if slot.begins)


def _height(slot: Slot, table: Table) -> int:
    most = letters_in(width_of(slot, table), table.size)
    return sum(1 + len(line) // most for line in lines(slot.cell.text))
