"""What is pasted from a spreadsheet is judged cell by cell, and nothing typed is lost."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.lists.document import NotValid
from congvu.engine.lists.sheets import DUTIES, PRODUCTS
from congvu.exchange.demo import sheets
from congvu.exchange.lists.pasting import MOST_ROWS, read_pasted, split_pasted
from congvu.kernel.vietnamese import nfc

UNHURRIED = settings(deadline=None)  # cores are shared

COLUMNS = ("code", "name", "output", "complexity", "points")
GOOD = "A1\tSoạn văn bản\tVăn bản\tn1\t8.50"


def test_cells_are_taken_from_the_left_and_made_canonical():
    pasted = read_pasted(
        f"{GOOD}\nA2\tHọp\tBiên bản\tNhóm 2\t12", PRODUCTS, (*COLUMNS[:5], "group")
    )
    assert pasted.rows[0] == {
        "code": "A1", "name": "Soạn văn bản", "output": "Văn bản", "complexity": "N1",
        "points": "8,5",
    }  # fmt: skip
    assert [one.column for one in pasted.problems] == ["group", "group"]
    assert not pasted.header


def test_a_row_of_titles_says_which_column_is_which():
    text = (
        "Điểm\tMã\tNhiệm vụ\tSản phẩm đầu ra\tNhóm nhiệm vụ\tPhân nhóm\n8\tA1\tSoạn\tVăn bản\tC\tN1"
    )
    pasted = read_pasted(text, PRODUCTS, COLUMNS)
    assert pasted.header
    assert pasted.columns == ("points", "code", "name", "output", "group", "complexity")
    assert (pasted.rows[0]["points"], pasted.rows[0]["code"]) == ("8", "A1")
    assert pasted.problems == ()


def test_a_title_that_is_not_ours_keeps_its_cells_aside():
    pasted = read_pasted("Mã\tNhiệm vụ\tNgười làm\n\nA1\tSoạn\tAn\nA2\tHọp\t", PRODUCTS)
    assert pasted.columns == ("code", "name", "")
    assert pasted.surplus == ((0, 3, "An"),)
    told = [one for one in pasted.problems if not one.column]
    assert [(one.row, one.line, one.typed) for one in told] == [(0, 3, "An")]
    assert "cột thứ 3: tiêu đề cột này không rõ" in told[0].what


def test_cells_beyond_the_last_column_are_kept_aside_and_told():
    pasted = read_pasted(GOOD + "\tthừa\t\tnữa", PRODUCTS, COLUMNS)
    assert pasted.surplus == ((0, 6, "thừa"), (0, 8, "nữa"))
    assert [one.what for one in pasted.problems if not one.column] == [
        "cột thứ 6: ô thừa bên phải, chưa dùng", "cột thứ 8: ô thừa bên phải, chưa dùng",
    ]  # fmt: skip


def test_a_bad_cell_keeps_what_was_typed_and_says_where():
    pasted = read_pasted(f"{GOOD}\n\nA2\tHọp\t\tN7\tmười", PRODUCTS, COLUMNS)
    assert pasted.rows[1] == {"code": "A2", "name": "Họp", "complexity": "N7", "points": "mười"}
    found = [(one.row, one.line, one.column, one.typed) for one in pasted.problems if one.row == 1]
    assert found == [
        (1, 3, "group", ""), (1, 3, "output", ""), (1, 3, "complexity", "N7"),
        (1, 3, "points", "mười"),
    ]  # fmt: skip


def test_a_cell_of_several_lines_is_one_cell():
    text = 'P1\t1\tSoạn\t"Dự thảo ""A""\n- trình ký\t(ba bản)"\tĐúng hạn\r\nP1\t2\tHọp'
    pasted = read_pasted(text, DUTIES)
    assert pasted.rows[0]["work"] == 'Dự thảo "A"\n- trình ký (ba bản)'
    assert pasted.rows[1]["duty"] == "Họp"
    assert pasted.problems == ()


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"Nghị quyết" số 5\tx', [['"Nghị quyết" số 5', "x"]]),
        ('"Nghị quyết"\tx', [['"Nghị quyết"', "x"]]),
        ('"""Nghị quyết"""\tx', [['"Nghị quyết"', "x"]]),
        ('"không đóng\tx\ny', [['"không đóng', "x"], ["y"]]),
        ("a\t\tb\r\n\r\nc\n", [["a", "", "b"], [""], ["c"]]),
        ("a\rb", [["a"], ["b"]]),
        ("", [[""]]),
    ],
)
def test_quotes_that_somebody_typed_stay(text, cells):
    assert list(split_pasted(text)) == cells


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@UNHURRIED
@given(st.lists(st.lists(_CELL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_copies_comes_apart_into_its_cells(table):
    text = "\n".join("\t".join(map(copied, row)) for row in table)
    assert list(split_pasted(text + "\nhết"))[:-1] == table


def copied(cell: str) -> str:
    """A cell as a spreadsheet copies it: in quotes where it must be."""
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@UNHURRIED
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_letter_that_was_pasted_is_lost(text):
    pasted = read_pasted(text, PRODUCTS, ("name", "detail", "note"))
    held = "".join(cell for row in pasted.rows for cell in row.values())
    held += "".join(cell for _row, _at, cell in pasted.surplus)
    typed = "".join(cell for cells in split_pasted(text) for cell in cells)
    assert Counter(filter(str.isalnum, nfc(held))) == Counter(filter(str.isalnum, nfc(typed)))


def test_empty_text_is_no_row():
    assert read_pasted(" \n\t\n", PRODUCTS).rows == ()


def test_too_many_rows_at_once_are_refused_in_words():
    with pytest.raises(NotValid, match="dán 5001 dòng"):
        read_pasted("A\tB\n" * (MOST_ROWS + 1), PRODUCTS)


def test_the_commune_list_pasted_with_its_titles_has_only_the_groups_to_be_said():
    rows = sheets.rows(sheets.COMMUNE_CATALOGUE)
    kept = [name for name in rows[0] if name not in ("part", "unit", "score_band")]
    text = io.StringIO()
    writer = csv.DictWriter(text, kept, delimiter="\t", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    pasted = read_pasted(text.getvalue(), PRODUCTS)
    assert len(pasted.rows) == 371
    assert {one.column for one in pasted.problems} == {"group"}
