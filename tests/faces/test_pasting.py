"""Pasted text as the page shows it: columns by header, by choice or in order; faults in words."""

import pytest

from congvu.engine.lists.sheets import PRODUCTS, RANKS
from congvu.web.office.pasting import NotATable, read_paste


def test_columns_are_known_by_the_words_offices_use():
    text = "STT\tMã số\tNhiệm vụ\tSản phẩm\tĐVT\tĐiểm\tHệ số\n1\tA1\tX\tY\tbản\t8.5\t1,7"
    read = read_paste(text, PRODUCTS)
    assert read.columns == ("", "code", "name", "output", "unit", "points", "coefficient")
    assert read.rows[0]["points"] == "8,5"
    assert (read.lines, read.faults) == ((2,), ())


def test_without_a_header_columns_come_in_the_order_of_the_grid():
    read = read_paste("A1\tC\tPhòng\tSoạn thảo\tVăn bản\tN1\t5\t1", PRODUCTS)
    assert read.titles == ()
    assert (read.rows[0]["code"], read.rows[0]["coefficient"]) == ("A1", "1")


def test_a_wide_table_without_a_header_takes_every_column_in_order():
    cells = "\t".join(str(number) for number in range(1, 31))
    assert read_paste(cells, PRODUCTS).columns[:4] == ("code", "group", "section", "name")
    assert read_paste(cells, PRODUCTS).columns[-1] == ""


def test_what_the_reader_chose_stands_above_the_header():
    read = read_paste("Mã\tNhiệm vụ\nSoạn thảo\tA1", PRODUCTS, ["name", "code"])
    assert read.rows == ({"name": "Soạn thảo", "code": "A1"},)


def test_lines_are_counted_as_they_were_pasted():
    text = "Mã vị trí\tNgạch\tSố người\n\nV1\tx\t2\n\t\t\nV2\ty\thai"
    read = read_paste(text, RANKS)
    assert read.lines == (3, 5)
    assert [(one.line, one.column, one.typed) for one in read.faults] == [(5, "Số người", "hai")]


def test_a_column_named_twice_or_not_at_all_is_left_out():
    read = read_paste("a\tb\tc", PRODUCTS, ["code", "code", "x"])
    assert read.columns == ("code", "", "")


def test_a_column_that_was_not_pasted_is_no_fault_of_a_cell():
    assert read_paste("Mã\tNhiệm vụ\nA1\tSoạn thảo", PRODUCTS).faults == ()


def test_what_cannot_be_read_is_kept_as_typed():
    read = read_paste("A1\tN9", PRODUCTS, ["code", "complexity"])
    assert read.rows[0]["complexity"] == "N9"
    assert read.faults[0].right.startswith("một trong: N1")


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Chưa có gì"), (" \n\t ", "Chưa có gì"), ("a\n" * 5001, "nhiều nhất 5000 dòng")],
)
def test_what_is_no_table_is_explained(text, told):
    with pytest.raises(NotATable, match=told):
        read_paste(text, PRODUCTS)
