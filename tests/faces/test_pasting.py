"""Pasted text: columns by their header or in order, quoted cells, every fault in its place."""

import pytest

from congvu.engine.lists.sheets import PRODUCTS, RANKS
from congvu.web.office.pasting import NotATable, read_paste, split_lines


def test_columns_are_known_by_the_words_offices_use():
    read = read_paste(
        "STT\tMã số\tCông việc\tSản phẩm\tĐVT\tĐiểm số:\tHệ số\n1\tA1\tX\tY\tbản\t8.5\t1,7",
        PRODUCTS,
    )
    assert read.columns == ("", "code", "name", "output", "unit", "points", "coefficient")
    assert read.rows[0]["points"] == "8,5"
    assert (read.numbers, read.faults) == ((2,), ())


def test_without_a_header_columns_come_in_order():
    read = read_paste("A1\tC\tPhòng\tSoạn thảo\tVăn bản\tN1\t5\t1", PRODUCTS)
    assert read.header == ()
    assert (read.rows[0]["code"], read.rows[0]["coefficient"]) == ("A1", "1")


def test_a_wide_table_without_a_header_takes_every_column_in_order():
    cells = "\t".join(str(number) for number in range(1, 31))
    assert read_paste(cells, PRODUCTS).columns[:4] == ("code", "group", "section", "name")
    assert read_paste(cells, PRODUCTS).columns[-1] == ""


def test_a_quoted_cell_may_hold_lines_and_quotes():
    assert split_lines('A\t"một\nhai ""ba"""\nB\tc') == [["A", 'một\nhai "ba"'], ["B", "c"]]


def test_a_lone_quote_swallows_nothing():
    assert split_lines('A\t"một\nB\thai') == [["A", '"một'], ["B", "hai"]]


def test_empty_lines_are_left_out_and_numbers_stay_those_of_the_paste():
    read = read_paste(
        "\n\nMã vị trí\tNgạch\tSố người\nV1\tx\t2\n\t\t\nV2\ty\thai",
        RANKS,
        ["position", "rank", "headcount"],
    )
    assert [(fault.row, fault.column, fault.typed) for fault in read.faults[-1:]] == [
        (6, "Số người", "hai")
    ]


def test_a_column_named_twice_or_not_at_all_is_left_out():
    read = read_paste("a\tb\tc", PRODUCTS, ["code", "code", "x"])
    assert read.columns == ("code", "", "")


def test_text_is_normal_form_c_and_free_of_nul():
    read = read_paste("A1\tSoạn\x00 thảo".replace("ạ", "ạ"), PRODUCTS, ["code", "name"])
    assert read.rows[0]["name"] == "Soạn thảo"


def test_what_cannot_be_read_is_kept_as_typed():
    read = read_paste("A1\tN9", PRODUCTS, ["code", "complexity"])
    assert read.rows[0]["complexity"] == "N9"
    assert read.faults[0].right.startswith("một trong: N1")


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Chưa có gì"), (" \n\t ", "Chưa có gì"), ("a\n" * 5001, "nhiều nhất 5000 dòng"),
     ("a" * 200_000, "dán thành nhiều lần")],
)  # fmt: skip
def test_what_is_no_table_is_explained(text, told):
    with pytest.raises(NotATable, match=told):
        read_paste(text, PRODUCTS)
