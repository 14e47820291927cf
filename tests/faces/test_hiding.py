"""Small cells of a table of people are hidden so that none can be worked out from the others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.web.rulings.hiding import LEAST, hidden_cells

TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


@settings(max_examples=25, derandomize=True, deadline=None, database=None)
@given(TABLES)
def test_every_small_cell_is_hidden_and_none_is_alone_in_its_line(rows):
    hidden = hidden_cells(rows)
    cells = {(at, place): n for at, row in enumerate(rows) for place, n in enumerate(row)}
    assert {where for where, n in cells.items() if 0 < n < LEAST} <= hidden
    assert all(cells[where] for where in hidden)
    for where in hidden:
        for axis in (0, 1):
            line = {one for one in cells if one[axis] == where[axis] and cells[one]}
            assert len(line & hidden) > 1 or line == {where}


def test_a_table_without_small_cells_is_shown_whole():
    assert hidden_cells([[5, 0, 9], [0, 12, 7]]) == frozenset()
