"""Where cells stand when some span rows and columns."""

import pytest

from congvu.exchange.forms.grid import letters_in, placed, stays_whole, width_of
from congvu.exchange.forms.paper import Cell, Table


def test_a_tall_cell_stands_in_every_row_that_it_covers_and_begins_in_one():
    rows = ((Cell("A", rows=2), Cell("B")), (Cell("C"),), (Cell("D"), Cell("E")))
    seen = [[(slot.cell.text, slot.begins) for slot in row] for row in placed(rows, 2)]
    assert seen == [
        [("A", True), ("B", True)],
        [("A", False), ("C", True)],
        [("D", True), ("E", True)],
    ]


def test_a_wide_tall_cell_covers_a_block():
    rows = ((Cell("A", columns=2, rows=3), Cell("B")), (Cell("C"),), (Cell("D"),))
    assert [row[-1].column for row in placed(rows, 3)] == [2, 2, 2]


@pytest.mark.parametrize(
    "row", [(Cell("A"),), (Cell("A"), Cell("B"), Cell("C")), (Cell("A", columns=3),)]
)
def test_a_row_that_does_not_fill_the_table_is_a_fault_of_the_form(row):
    with pytest.raises(ValueError, match="the row"):
        list(placed((row,), 2))


def test_a_cell_is_as_wide_as_its_columns():
    table = Table((10, 30, 40), (), ((Cell("A"), Cell("B", columns=2)),))
    (slots,) = placed(table.rows, 3)
    assert [width_of(slot, table) for slot in slots] == [10, 70]


def test_a_syllable_is_never_broken_however_narrow_its_column():
    assert letters_in(4, 13) == len("nghiêng")
    assert letters_in(165, 13) > letters_in(165, 14) > letters_in(40, 14)


def test_a_row_of_a_page_may_break_and_a_row_of_a_few_lines_may_not():
    def whole(text):
        table = Table((60, 60), (), ((Cell("1"), Cell(text)),))
        return stays_whole(next(placed(table.rows, 2)), table)

    assert whole("một dòng")
    assert whole("dòng\n" * 12)
    assert not whole("dòng\n" * 40)
    assert not whole("chữ " * 500)
