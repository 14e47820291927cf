"""Small cells of a table of people, hidden from whoever may not read people's months.

A count of one to four would let a reader tell a person's level. One hidden cell alone in its row or
column could be found from the others, so its smallest neighbour is hidden with it.
"""

from collections.abc import Mapping, Sequence

LEAST = 5
_Cells = dict[tuple[int, int], int]


def is_small(number: int) -> bool:
    """Whether so few people could be told apart."""
    return 0 < number < LEAST


def hidden_cells(rows: Sequence[Sequence[int]]) -> frozenset[tuple[int, int]]:
    """Return which cells (row, column) of a table of counts are to be hidden."""
    cells = {
        (at, place): number
        for at, row in enumerate(rows)
        for place, number in enumerate(row)
        if number
    }
    found = {where for where, number in cells.items() if is_small(number)}
    while more := _neighbour(cells, found):
        found.add(more)
    return frozenset(found)


def _neighbour(
    cells: Mapping[tuple[int, int], int], found: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The smallest cell that must go too, None where every hidden one has company."""
    for axis in (0, 1):
        for line in {where[axis] for where in found}:
            hidden = [where for where in found if where[axis] == line]
            open_ = [where for where in cells if where[axis] == line and where not in found]
            if len(hidden) == 1 and open_:
                return min(open_, key=lambda where: (cells[where], where))
    return None
